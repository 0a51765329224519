"""How far an import is: events for people, and a small file for other processes.

The file ``lake/_progress/<pid>-<run>.json`` names the phase (verify, write, commit), so
that anybody can see what a running import does; the campaign that kills imports
reads it to choose its moments. It is rewritten at every change of phase only.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = "_progress"
SCRATCH = "_scratch"


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """One step of an import.

    Attributes:
        phase: ``verify``, ``write``, ``commit`` or ``done``.
        file: The file as the user named it.
        index: Files begun so far, from 1.
        total: Files in all.
        rows: Rows read so far of this file; only counted in ``write``.
    """

    phase: str
    file: str
    index: int
    total: int
    rows: int = 0


Listener = Callable[[ProgressEvent], None]


@contextmanager
def workspace(folder: Path, listener: Listener | None) -> Iterator[tuple[Path, Listener]]:
    """A scratch folder of this process and a listener that also keeps the progress file.

    Leftovers of processes that are gone are cleared first.
    """
    _clear_leftovers(folder)
    run = f"{os.getpid()}-{secrets.token_hex(4)}"
    scratch = folder / SCRATCH / run
    record = folder / FOLDER / f"{run}.json"
    scratch.mkdir(parents=True, exist_ok=True)
    record.parent.mkdir(exist_ok=True)
    last = ""

    def tell(event: ProgressEvent) -> None:
        nonlocal last
        step = f"{event.phase} {event.index}"
        if step != last:
            last = step
            fresh = record.with_suffix(".tmp")
            fresh.write_text(json.dumps(asdict(event)), encoding="utf-8")
            fresh.replace(record)
        if listener is not None:
            listener(event)

    try:
        yield scratch, tell
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        record.unlink(missing_ok=True)


def _clear_leftovers(folder: Path) -> None:
    for entry in [*(folder / SCRATCH).glob("*"), *(folder / FOLDER).glob("*")]:
        pid = entry.name.split("-")[0]
        if not (pid.isdigit() and _alive(int(pid))):
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
