"""The solver: as good as scipy's and as trying everything, with bounds that hold."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.strategies import solver
from tcb_analytics.strategies.asked import question_of
from tcb_analytics.strategies.assembly import Assembly
from tcb_analytics.strategies.demands import Far
from tcb_analytics.strategies.program import Draft
from tcb_analytics.strategies.registry import get_strategy
from tcb_analytics.strategies.solver import bound_of, feasible, solve
from tests.strategies import pools, programs


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


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from((1, 2, 3)), st.booleans())
def test_branch_by_branch_is_as_good_as_all_at_once(seed: int, colors: int, far: bool) -> None:
    rng = random.Random(seed)
    catalog = pools.limited_set(rng, 60)
    pool = pools.opened(rng, catalog, 70)
    strategy = replace(get_strategy(rng.choice(("balanced", "tournament"))), colors_most=colors)
    question = question_of(catalog, strategy, None, collection=pool)
    if far:
        counts = dict(enumerate(rng.choices((0, 1), k=len(question.facts))))
        question = replace(question, demands=(*question.demands, Far(counts, 8)))
    program = Assembly(question).program()
    assert len(program.branches) == {1: 5, 2: 10, 3: 10}[colors]
    found, plain = solve(program), solve(replace(program, branches=()))
    assert (found is None) == (plain is None)
    if found is None or plain is None:
        return
    assert found.objective == pytest.approx(plain.objective, abs=5e-5)
    assert found.bound == found.objective
    check(program, found.x)


def test_a_branch_that_cannot_be_is_passed_over() -> None:
    draft = Draft(np.array([3.0, 3.0]))
    draft.lower[0] = 1
    draft.maximise([([0, 1], [1.0, 5.0])])
    draft.total([0, 1], 3, 3)
    none = (np.array([0]), np.array([0.0]))
    draft.branch([none, (np.array([1]), np.array([0.0])), (np.array([0]), np.array([1.0]))])
    found = solve(draft.program())
    assert found is not None
    assert found.x.tolist() == [1, 2]
    assert (found.objective, found.bound) == (pytest.approx(11), pytest.approx(11))
    draft.branch([none])
    assert solve(draft.program()) is None
