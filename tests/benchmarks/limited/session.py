"""One session: all sides answer the same, then take turns, round after round."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polars as pl

from tests.benchmarks.limited.questions import QUESTIONS
from tests.benchmarks.limited.sides import LINES, ask
from tests.benchmarks.worker import Worker
from tests.warehouse.parity.mapping import differences


def check_agreement(workers: dict[str, Worker], scratch: Path) -> list[dict[str, Any]]:
    """Rows that each line gives, once all of them say the same.

    Raises:
        AssertionError: Two sides say different things; a benchmark of that means nothing.
    """
    found = []
    for name, question in QUESTIONS.items():
        reference = _exact(workers["files"], question, scratch)
        for line in LINES:
            answered = ask(workers, line, question)
            if line.worker in ("ours", "files"):
                rollups = line.how.get("rollups", True)
                answer = _exact(workers[line.worker], question, scratch, rollups=rollups)
            else:
                answer = _saved(workers[line.worker], scratch)
            unlike = differences(
                reference, answer, tuple(question["by"]), tuple(question["metrics"])
            )
            assert not unlike, (name, line.name, unlike)
            found.append({"question": name, "line": line.name, "rows": answered.value["rows"]})
    return found


def _exact(
    worker: Worker, question: dict[str, Any], scratch: Path, *, rollups: bool = False
) -> pl.DataFrame:
    """Ours with nothing withheld."""
    worker.call("ask", question=question, rollups=rollups, threshold=0)
    return _saved(worker, scratch)


def _saved(worker: Worker, scratch: Path) -> pl.DataFrame:
    path = scratch / "answer.parquet"
    worker.call("save", path=str(path))
    return pl.read_parquet(path, memory_map=False)


def run_rounds(workers: dict[str, Worker], rounds: int) -> list[dict[str, Any]]:
    """Every line's answer to every question, timed, in turns; after a turn that is not counted."""
    timed = []
    for number in range(rounds + 1):
        for name, question in QUESTIONS.items():
            for line in LINES:
                done = ask(workers, line, question)
                if number:
                    timed.append({
                        "round": number, "question": name, "line": line.name,
                        "seconds": done.seconds, "processor": done.processor,
                        "peak_mb": done.peak_mb, "load": os.getloadavg()[0],
                    })  # fmt: skip
    return timed


def engines(workers: dict[str, Worker]) -> list[dict[str, Any]]:
    """What answered in this project's lines, as its plan tells."""
    told = []
    for name, question in QUESTIONS.items():
        for line in LINES:
            if line.worker in ("ours", "files"):
                ask(workers, line, question)
                plan = workers[line.worker].call("plan").value
                told.append({"question": name, "line": line.name, **plan})
    return told


def run_generated(worker: Worker, home: Path, rounds: int, count: int, seed: int) -> dict[str, Any]:
    """The generated questions: each asked once in a lake just opened, then round after round."""
    asked = worker.call("questions", count=count, seed=seed).value
    worker.call("start", home=str(home))
    timed = []
    for number in range(rounds + 1):
        for place, question in enumerate(asked):
            done = worker.call("ask", question={k: question[k] for k in ("metrics", "by", "where")})
            timed.append({
                "round": number, "place": place, "covered": question["covered"],
                "seconds": done.seconds, "processor": done.processor, "peak_mb": done.peak_mb,
                "rows": done.value["rows"], "load": os.getloadavg()[0],
            })  # fmt: skip
    return {"questions": asked, "timed": timed}
