"""How the engine's functions are compiled.

Leaves out when that is done (``warm_up``) and which of them Python calls (``compiling``).
"""

from __future__ import annotations

from collections.abc import Callable, MutableSequence
from typing import Any, TypeVar, cast

import numba
import numpy as np

Function = TypeVar("Function", bound=Callable[..., Any])

_OPTIONS: dict[str, Any] = {
    "error_model": "numpy",
    "_nrt": False,  # no function allocates: counting references would halve the speed
    "no_cpython_wrapper": True,
    "no_cfunc_wrapper": True,
}

Ints = MutableSequence[int]
"""The state array ``s``: 64-bit whole numbers; named by what indexing it gives."""
Table = MutableSequence[int]
"""The table array ``t``, likewise."""
unsigned = cast("Callable[[int], int]", np.uint64)
"""A whole number as 64 unsigned bits."""
signed = cast("Callable[[int], int]", np.int64)
"""The same bits, as a signed whole number."""


def inner(function: Function) -> Function:
    """Compile a function of the engine once it is asked for by another compiled one."""
    compiled: Function = numba.njit(**_OPTIONS)(function)
    return compiled
