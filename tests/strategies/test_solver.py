"""The solver: as good as scipy's and as trying everything, with bounds that hold."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.strategies import solver
from tcb_analytics.strategies.solver import bound_of, feasible, solve
from tests.strategies import programs


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from((3, 8, 40, 90)), st.booleans())
def test_it_finds_the_optimum_of_a_plain_solver(seed: int, columns: int, twins: bool) -> None:
    program = programs.program(random.Random(seed), columns, twins=twins)
    expected = programs.optimum(program)
    found = solve(program)
    assert feasible(program) == (expected is not None)
    if expected is None:
        assert found is None
        return
    assert found is not None
    assert found.objective == pytest.approx(expected, abs=5e-5)
    assert found.bound == found.objective
    bound = bound_of(program)
    assert bound is not None
    assert bound >= found.objective - 1e-9
    check(program, found.x)


def check(program: programs.Program, x: np.ndarray) -> None:
    activity = program.activity(x)
    assert np.all(x >= program.lower - 1e-6)
    assert np.all(x <= program.upper + 1e-6)
    assert np.all(activity >= program.row_low - 1e-6)
    assert np.all(activity <= program.row_high + 1e-6)
    whole = x[program.integer]
    assert np.array_equal(whole, np.round(whole))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_trying_every_solution_finds_none_better(seed: int) -> None:
    program = programs.program(random.Random(seed), 4)
    expected = programs.tried(program)
    found = solve(program)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert found.objective == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("free", [0, 1, 5])
def test_columns_that_were_fixed_too_early_are_freed_again(
    free: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver, "FREE", free)
    ended = set()
    for seed in range(20):
        program = programs.knapsack(random.Random(seed))
        found = solve(program)
        assert found is not None
        assert found.objective == pytest.approx(programs.optimum(program), abs=5e-5)
        assert found.bound == found.objective
        ended.add(found.how)
    assert "again" in ended


def test_crossed_bounds_have_no_solution() -> None:
    program = programs.program(random.Random(1), 5)
    crossed = program.bounded(program.upper + 1, program.upper)
    assert solve(crossed) is None
    assert bound_of(crossed) is None
