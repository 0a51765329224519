"""Programs in arrays, against the same program as a dense matrix."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.strategies.program import Draft
from tests.strategies import programs


def test_a_draft_becomes_columns_in_order() -> None:
    draft = Draft(np.array([4.0, 2.0]))
    slack = draft.column(lower=1.0, upper=9.0)
    yes = draft.column(upper=1, integer=True)
    row = draft.row([([1, 0], [3.0, 2.0]), ([slack], [-1.0])], 1, 5)
    other = draft.row([([yes, 0], [7.0, 0.0])], 0, 7)
    draft.maximise([([0, yes], [1.5, -1.0]), ([0], [1.0])])
    program = draft.program()
    assert (row, other, slack, yes) == (0, 1, 2, 3)
    assert program.gain.tolist() == [2.5, 0, 0, -1]
    assert program.lower.tolist() == [0, 0, 1, 0]
    assert program.upper.tolist() == [4, 2, 9, 1]
    assert program.integer.tolist() == [True, True, False, True]
    assert programs.matrix(program).tolist() == [[2, 3, -1, 0], [0, 0, 0, 7]]
    assert program.row_low.tolist() == [1, 0]
    assert program.row_high.tolist() == [5, 7]


def test_expressions_that_share_columns_are_summed() -> None:
    draft = Draft(np.array([4.0, 2.0, 3.0]))
    draft.row([([0, 1], [3.0, 2.0]), ([1, 2], [5.0, 1.0]), ([0, 0], [-1.0, -2.0])], 0, 9)
    program = draft.program()
    assert program.column_of_entry().tolist() == [1, 2]
    assert program.entry.tolist() == [7, 1]


@given(st.integers(0, 2**32), st.integers(1, 20))
def test_rows_have_the_value_of_the_matrix(seed: int, columns: int) -> None:
    program = programs.program(random.Random(seed), columns)
    x = np.random.default_rng(seed).integers(0, 4, program.size).astype(float)
    assert np.allclose(program.activity(x), programs.matrix(program) @ x)


@given(st.integers(0, 2**32), st.integers(1, 20))
def test_holding_columns_moves_their_value_into_the_rows(seed: int, columns: int) -> None:
    program = programs.program(random.Random(seed), columns)
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 4, program.size).astype(float)
    kept = rng.random(program.size) < 0.5
    small = program.keep(kept, x)
    shift = program.row_low - small.row_low
    assert np.allclose(small.activity(x[kept]) + shift, program.activity(x))
    assert np.array_equal(small.gain, program.gain[kept])
