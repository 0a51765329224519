"""Work in a process of its own, so that it can be stopped at any moment and harm nobody.

Processes are forked from a server that has loaded what work needs, so one begins within some
hundredths of a second. A process ends with the one that asked for it, however that ends.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from tcb_analytics.app.services.kinds import Tell
from tcb_analytics.errors import TcbError

PRELOADED = ["tcb_analytics.app.services.builds", "tcb_analytics.app.services.simulations"]
NICE = 3
"""Work gives way to requests."""
_TOLD_EVERY = 0.1

Work = Callable[[Any, Tell], Mapping[str, Any]]


@dataclass(frozen=True)
class Ended:
    """How work ended.

    Attributes:
        result: What came out, where it was done.
        problem: A problem document, where it was not.
        final: Whether trying again would be of no use.
    """

    result: Mapping[str, Any] | None = None
    problem: Mapping[str, Any] | None = None
    final: bool = False


class Labour:
    """Work that was begun.

    Args:
        work: A function of a module.
        task: What it is given; it must be picklable.

    Attributes:
        progress: How far it told to be, 0 to 1.
    """

    def __init__(self, work: Work, task: Any) -> None:
        self.progress = 0.0
        context = _context()
        self._ours, theirs = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_do, args=(work, task, theirs), name="tcb-job", daemon=True
        )
        self._process.start()
        theirs.close()

    def wait(self, seconds: float) -> Ended | None:
        """Wait so long for the end; None where it is still at work."""
        until = monotonic() + seconds
        while self._ours.poll(max(0.0, until - monotonic())):
            try:
                told = self._ours.recv()
            except (EOFError, OSError):
                return Ended(problem=_died(self._exit_code()))
            if isinstance(told, Ended):
                return told
            self.progress = float(told)
        return None

    def stop(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._ours.close()

    def _exit_code(self) -> int | None:
        self._process.join(1.0)
        code: int | None = self._process.exitcode
        return code


def problem_of(error: TcbError) -> dict[str, Any]:
    """A problem document for an error of ours."""
    told = {"type": "/problems/invalid", "title": "Not possible", "detail": error.what}
    return told | ({"remedy": error.remedy} if error.remedy else {})


def too_long(seconds: float) -> dict[str, Any]:
    """A problem document for an attempt that took too long."""
    return {
        "type": "/problems/too-long", "title": "Too long",
        "detail": f"it took longer than {seconds:g} seconds",
    }  # fmt: skip


def internal(error: Exception) -> dict[str, Any]:
    """A problem document for an error that nobody expected; its text is for the log alone."""
    return {
        "type": "/problems/internal", "title": "Internal error",
        "detail": f"something went wrong at work: {type(error).__name__}",
    }  # fmt: skip


def _died(code: int | None) -> dict[str, Any]:
    return {
        "type": "/problems/worker-lost", "title": "Worker lost",
        "detail": f"the process at work ended before it was done (exit code {code})",
    }  # fmt: skip


def warm_up() -> None:
    """Start to load what work needs, without waiting for it."""
    _context()
    if "forkserver" in multiprocessing.get_all_start_methods():
        forkserver.ensure_running()


def _context() -> Any:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _do(work: Work, task: Any, pipe: Connection) -> None:
    """Do work in the process of its own."""
    os.nice(NICE)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    last = 0.0

    def tell(progress: float) -> None:
        nonlocal last
        if monotonic() - last >= _TOLD_EVERY:
            last = monotonic()
            pipe.send(progress)

    pipe.send(_outcome(work, task, tell))
    pipe.close()


def _outcome(work: Work, task: Any, tell: Tell) -> Ended:
    try:
        # What a database cannot hold as JSON must fail here, where it can be told.
        return Ended(json.loads(json.dumps(work(task, tell), allow_nan=False)))
    except TcbError as error:
        return Ended(problem=problem_of(error), final=True)
    except Exception as error:  # noqa: BLE001 - it crosses to the process that asked
        return Ended(problem=internal(error))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
