"""Compiling the engine at its first use, and saying so.

The machine code is kept on disk: a later process loads it at once. The first use of a version
compiles it, which takes half a minute or so. Leaves out playing.
"""

from __future__ import annotations

import sys
import time
from functools import cache
from pathlib import Path
from threading import Lock

from tcb_analytics.simulator.compiled.machine_code import Linked, MachineCode, cache_folder

_ONE_AT_A_TIME = Lock()


def kept_at() -> Path:
    """File of the machine code of this very version."""
    return cache_folder() / "engine.o"


def engine() -> Linked:
    """The compiled ``run_games``, loaded from disk or compiled now; a message says which."""
    with _ONE_AT_A_TIME:
        return _engine()


@cache
def _engine() -> Linked:
    path = kept_at()
    known = MachineCode.load(path)
    return (known or _compile(path)).link()


def _compile(path: Path) -> MachineCode:
    # Loading numba takes longer than a thousand games, and most processes find the code on disk.
    from tcb_analytics.simulator.compiled.compiling import compile_engine  # noqa: PLC0415

    _say("compiling the match engine for its first use; this takes about half a minute ...")
    began = time.monotonic()
    code = compile_engine()
    seconds = time.monotonic() - began
    try:
        code.save(path)
    except OSError as error:
        _say(f"match engine compiled in {seconds:.0f} s, but it cannot be kept: {error}")
    else:
        _say(f"match engine compiled in {seconds:.0f} s and kept in {path.parent}")
    return code


def _say(message: str) -> None:
    sys.stderr.write(f"tcb: {message}\n")
