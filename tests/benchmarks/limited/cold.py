"""The first answer of a process whose files are not in the page cache."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tests.benchmarks.limited.questions import QUESTIONS
from tests.benchmarks.limited.sides import ours


def forget_files(folder: Path) -> bool:
    """Drop every file of a folder from the page cache; whether the system can."""
    if not hasattr(os, "posix_fadvise"):
        return False
    os.sync()
    for file in folder.rglob("*"):
        if file.is_file():
            descriptor = os.open(file, os.O_RDONLY)
            try:
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)
    return True


def first_answers(home: Path, rounds: int) -> list[dict[str, Any]]:
    """Seconds from opening the lake to the first frame, in new processes, after imports."""
    timed = []
    for number in range(1, rounds + 1):
        for rollups in (True, False):
            for name, question in QUESTIONS.items():
                with ours() as worker:
                    worker.call("ready")
                    dropped = forget_files(home / "lake")
                    done = worker.call("first", home=str(home), question=question, rollups=rollups)
                timed.append({
                    "round": number, "question": name, "rollups": rollups, "dropped": dropped,
                    "seconds": done.seconds, "processor": done.processor,
                    "peak_mb": done.peak_mb, "load": os.getloadavg()[0],
                })  # fmt: skip
    return timed
