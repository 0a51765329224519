"""The engine compiled by numba into machine code that needs neither numba nor Python.

Imported only where there is something to compile: numba takes a second to load. Leaves out
keeping and running the machine code (``machine_code``).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from numba import types

from tcb_analytics.simulator.compiled.cells import STATE, TABLE
from tcb_analytics.simulator.compiled.linking import as_one_piece
from tcb_analytics.simulator.compiled.machine_code import MachineCode
from tcb_analytics.simulator.compiled.run import run_games

_TYPES: Any = types
ARGUMENTS = (STATE, TABLE, _TYPES.uint64, _TYPES.int64, _TYPES.int64, STATE)
"""What ``run_games`` is called with."""


def compile_engine() -> MachineCode:
    """Compile ``run_games`` and all that it calls; half a minute or so."""
    function: Any = run_games
    with as_one_piece(run_games.__name__), _no_collection():
        function.compile(ARGUMENTS)
    compiled = function.overloads[ARGUMENTS]
    return MachineCode(compiled.fndesc.llvm_func_name, compiled.library._get_compiled_object())


@contextmanager
def _no_collection() -> Iterator[None]:
    """The compiler makes millions of small objects that live to its end: do not look at them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
