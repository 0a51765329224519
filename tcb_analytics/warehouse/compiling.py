"""How the warehouse compiles: no counting of references, machine code kept where it can be.

numba keeps machine code beside the source or, where that cannot be written, in the user's
cache, and notices changes of one file only: a compiled function calls none of another file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
"""No function allocates, so numba need not count references: that halves the time of a scan."""


def compiled(function: Function) -> Function:
    """Compile a function of arrays and numbers that allocates nothing."""
    try:
        made: Any = numba.njit(cache=True, **_OPTIONS)(function)
    except RuntimeError:  # no folder in which machine code could be kept
        made = numba.njit(**_OPTIONS)(function)
    return cast("Function", made)
