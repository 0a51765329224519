"""How the engine is compiled, and where the compiled code is kept.

numba notices a change of the file that a function stands in, not of those it calls. So the
folder of the cache is named after the content of every module that goes into the machine
code, and a changed engine never runs stale code. The folder lies in the user's own cache, as
the package may be installed where nobody can write; ``NUMBA_CACHE_DIR`` is honoured. Leaves
out when to compile (``warm_up``).
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, MutableSequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from platformdirs import user_cache_path

Function = TypeVar("Function", bound=Callable[..., Any])

_OPTIONS: dict[str, Any] = {"error_model": "numpy", "nogil": True, "_nrt": False}
"""No function allocates, so numba need not count references: that halves the time of a game."""
_NOT_FROM_PYTHON: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}

Ints = MutableSequence[int]
"""The state array ``s``: 64-bit whole numbers; named by what indexing it gives."""
Table = MutableSequence[int]
"""The table array ``t``, likewise."""
unsigned = cast("Callable[[int], int]", np.uint64)
"""A whole number as 64 unsigned bits."""
signed = cast("Callable[[int], int]", np.int64)
"""The same bits, as a signed whole number."""

_ROOM = Path(__file__).resolve().parents[1]
_SOURCES = ("compiled/*.py", "pilots/judgement.py", "pilots/traits.py", "randomness.py")
_AROUND = {"play.py", "table.py", "warm_up.py"}
"""Files among them that no machine code is made of."""
_CONFIG: Any = numba.config


@cache
def cache_folder() -> Path:
    """Folder of the compiled code of exactly these sources, this numba and this Python."""
    digest = hashlib.sha256((numba.__version__ + sys.version).encode())
    for pattern in _SOURCES:
        for path in sorted(_ROOM.glob(pattern)):
            if path.name not in _AROUND:
                digest.update(path.name.encode() + path.read_bytes())
    given = os.environ.get("NUMBA_CACHE_DIR")
    root = Path(given) if given else user_cache_path("tcb_analytics", appauthor=False) / "compiled"
    return root / digest.hexdigest()[:16]


def inner(function: Function) -> Function:
    """Compile a function that only compiled ones call."""
    compiled: Function = numba.njit(**_OPTIONS, **_NOT_FROM_PYTHON)(function)
    return compiled


def outer(function: Function) -> Function:
    """Compile a function that Python calls, and keep its machine code on disk."""
    before = _CONFIG.CACHE_DIR
    _CONFIG.CACHE_DIR = str(cache_folder())
    try:
        compiled: Function = numba.njit(**_OPTIONS, cache=True)(function)
    finally:
        _CONFIG.CACHE_DIR = before
    return compiled
