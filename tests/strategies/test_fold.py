"""Folding: like columns summed, no solution lost, dealt lowest first."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.strategies.fold import fold
from tcb_analytics.strategies.program import Draft
from tests.strategies import programs


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 25))
def test_the_smaller_program_is_worth_the_same(seed: int, columns: int) -> None:
    program = programs.program(random.Random(seed), columns)
    small, whole = programs.optimum(fold(program).program), programs.optimum(program)
    assert (small is None) == (whole is None)
    if whole is not None:
        assert small == pytest.approx(whole, abs=1e-6)


def test_twins_are_summed_and_dealt_lowest_first() -> None:
    draft = Draft(np.array([4.0, 3.0, 4.0, 4.0]))
    draft.lower[2] = 1
    draft.row([([0, 1, 2, 3], np.ones(4))], 9, 9)
    draft.maximise([([0, 1, 2, 3], [2.0, 2.0, 2.0, 1.0])])
    folded = fold(draft.program())
    assert folded.program.size == 2
    assert folded.program.upper.tolist() == [11, 4]
    assert folded.program.lower.tolist() == [1, 0]
    assert folded.deal(np.array([9.0, 0.0])).tolist() == [4, 3, 2, 0]


def test_columns_of_equal_gain_but_other_rows_stay_apart() -> None:
    draft = Draft(np.array([4.0, 4.0]))
    draft.row([([0], [1.0])], 0, 2)
    draft.maximise([([0, 1], [2.0, 2.0])])
    assert fold(draft.program()).program.size == 2
