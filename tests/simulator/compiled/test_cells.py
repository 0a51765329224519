from __future__ import annotations

import ctypes

import numba
import numpy as np

from tcb_analytics.simulator.compiled.cells import STATE, TABLE
from tcb_analytics.simulator.compiled.jit import Ints, Table


def test_cells_are_counted_from_the_address_of_the_first() -> None:
    def copy(s: Ints, t: Table, cells: int) -> None:
        for cell in range(cells):
            s[cell] += t[cell]

    signature = numba.void(STATE, TABLE, numba.int64)
    address = numba.cfunc(signature)(copy).address
    compiled = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)(address)
    state, table = np.arange(6), np.full(6, 100)
    compiled(state.ctypes.data, table.ctypes.data, 5)

    assert state.tolist() == [100, 101, 102, 103, 104, 5]


def test_the_compiler_knows_that_the_table_is_only_read() -> None:
    def twice(s: Ints, t: Table) -> None:
        s[0] = t[0]
        s[1] = t[0]

    compiled = numba.njit((STATE, TABLE), no_cpython_wrapper=True)(twice)
    (text,) = compiled.inspect_llvm().values()

    assert text.count("!invariant.load") == 1
    assert TABLE != STATE
