"""Compiling the engine at its first use, and saying so.

The machine code is kept on disk (see ``jit``): a later process loads it in about a second. The
first use of a version compiles it, which takes half a minute or so. Leaves out playing.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

import numba

from tcb_analytics.simulator.compiled.jit import cache_folder
from tcb_analytics.simulator.compiled.linking import as_one_piece
from tcb_analytics.simulator.compiled.run import run_games

_ONE_AT_A_TIME = Lock()
_WHOLE = numba.int64
_ARRAY = _WHOLE[::1]
_ARGUMENTS = (_ARRAY, _ARRAY, numba.uint64, _WHOLE, _WHOLE, _ARRAY)


def is_cached() -> bool:
    """Whether compiled code of this very version lies on disk."""
    return any(cache_folder().rglob("*.nbi"))


def engine() -> Callable[..., None]:
    """The compiled ``run_games``, loaded from disk or compiled now; a message says which."""
    with _ONE_AT_A_TIME:
        return _engine()


@cache
def _engine() -> Callable[..., None]:
    compiled: Any = run_games
    known, began = is_cached(), time.monotonic()
    if not known:
        _say("compiling the match engine for its first use; this takes about half a minute ...")
    with as_one_piece(run_games.__name__), _no_collection():
        compiled.compile(_ARGUMENTS)
    if not known:
        seconds = time.monotonic() - began
        _say(f"match engine compiled in {seconds:.0f} s and kept in {cache_folder()}")
    play: Callable[..., None] = compiled
    return play


def _say(message: str) -> None:
    sys.stderr.write(f"tcb: {message}\n")


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
