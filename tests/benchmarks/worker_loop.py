"""A worker: a process that stays alive, does what it is asked over a pipe, and times it.

A request is one line of JSON: a call by name and its arguments. The answer is one line too:
what came back, seconds, processor seconds and the peak of memory while it ran. Standard library
only: workers run in environments that hold nothing of this project.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_STATUS = Path("/proc/self/status")


def peak_mb() -> float:
    """Most memory that this process held since :func:`forget_peak`, in MB.

    Read from the kernel where it tells (VmHWM); elsewhere the peak since the process began.
    """
    if _STATUS.exists():
        lines = _STATUS.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def forget_peak() -> None:
    """Let the peak of memory begin anew, where the kernel allows it."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


def timed(call: Callable[..., Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Run a call; its value with wall and processor seconds and the peak of memory."""
    gc.collect()
    forget_peak()
    wall, processor = time.perf_counter(), time.process_time()
    value = call(**arguments)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return {"value": value, "seconds": wall, "processor": processor, "peak_mb": peak_mb()}


def serve(calls: Mapping[str, Callable[..., Any]]) -> None:
    """Answer requests until the pipe is closed.

    What a call returns is measured, then reduced to what JSON can carry: numbers, texts and
    lists of them; of a frame, its number of rows. Whatever the libraries print goes to
    standard error.
    """
    gc.collect()
    gc.freeze()  # what libraries made when they were loaded need not be looked through each call
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            done = timed(calls[request["call"]], request["arguments"])
            done["value"] = _plain(done["value"])
        except Exception:
            done = {"error": traceback.format_exc()}
        replies.write(json.dumps(done) + "\n")
        replies.flush()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return {"rows": len(value)}
