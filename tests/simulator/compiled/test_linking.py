from __future__ import annotations

import numba

from tcb_analytics.simulator.compiled.jit import inner
from tcb_analytics.simulator.compiled.linking import as_one_piece


@inner
def _twice(value: int) -> int:
    return 2 * value


@inner
def _four_times(value: int) -> int:
    return _twice(_twice(value))


@numba.njit
def _eight_times(value: int) -> int:
    return _four_times(_twice(value))


@numba.njit
def _plus_one(value: int) -> int:
    return value + 1


def test_functions_that_call_each_other_become_one_piece_of_machine_code() -> None:
    with as_one_piece("_eight_times"):
        _eight_times.compile((numba.int64,))

    assert _eight_times(5) == 40


def test_numba_compiles_as_before_afterwards() -> None:
    with as_one_piece("nothing"):
        pass

    assert _plus_one(1) == 2
