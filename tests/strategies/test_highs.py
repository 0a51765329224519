"""The border to HiGHS: what it says of programs without solutions, of time and of itself."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.highs import relax, search
from tcb_analytics.strategies.program import Draft


def test_relaxation_and_search_of_a_knapsack() -> None:
    draft = Draft(np.array([1.0, 1.0, 1.0]))
    draft.row([([0, 1, 2], [2.0, 3.0, 4.0])], -np.inf, 5)
    draft.maximise([([0, 1, 2], [3.0, 4.0, 5.0])])
    program = draft.program()
    relaxed, whole = relax(program), search(program)
    assert relaxed is not None
    assert whole is not None
    assert relaxed.objective == pytest.approx(7)
    assert whole.objective == pytest.approx(7)
    assert whole.bound == pytest.approx(7)
    assert whole.proven
    assert whole.x.tolist() == [1, 1, 0]


def test_dual_prices_are_points_by_unit_of_a_row() -> None:
    draft = Draft(np.array([10.0]))
    row = draft.row([([0], [2.0])], -np.inf, 6)
    draft.maximise([([0], [5.0])])
    found = relax(draft.program())
    assert found is not None
    assert found.dual[row] == pytest.approx(2.5)


def test_a_program_without_a_solution_is_none() -> None:
    draft = Draft(np.array([1.0]))
    draft.row([([0], [1.0])], 2, 3)
    assert relax(draft.program()) is None
    assert search(draft.program()) is None
    draft.row([([0], [1.0])], 1, 0)
    assert relax(draft.program()) is None


def test_a_program_that_the_solver_refuses_is_a_fault_and_no_answer() -> None:
    draft = Draft(np.array([1.0, 1.0]))
    draft.row([([0, 1], [1.0, np.inf])], 0, 1)
    with pytest.raises(DeckError, match="the solver refused the program"):
        relax(draft.program())


def test_too_little_time_is_told_with_a_remedy() -> None:
    rng = np.random.default_rng(1)
    draft = Draft(np.full(150, 1.0))
    for _ in range(40):
        weights = rng.integers(1, 1000, 150).astype(float)
        middle = float(weights.sum() // 2)
        draft.row([(np.arange(150), weights)], middle, middle)
    draft.maximise([(np.arange(150), rng.random(150))])
    with pytest.raises(DeckError, match="no deck was found") as caught:
        search(draft.program(), seconds=1e-3)
    assert caught.value.remedy


def test_the_solver_prints_nothing() -> None:
    code = (
        "from tests.tiny_set import TINY_CATALOG\n"
        "from tcb_analytics.strategies import build_deck\n"
        "build_deck(TINY_CATALOG, 'balanced', 'TY01-001')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
