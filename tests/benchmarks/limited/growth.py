"""How time and memory grow with the number of games, and what bounds the memory."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.limited.logs import games_only
from tests.benchmarks.limited.questions import QUESTIONS
from tests.benchmarks.limited.sides import LINES, ours

LIMIT = "2GB"
"""``TCB_MEMORY_LIMIT`` of every answer here."""


def grow(
    work: Path, sizes: Sequence[int], cards: int, rounds: int, *, keep: bool
) -> list[dict[str, Any]]:
    """Import each size on its own and ask the three questions in every mode."""
    timed = []
    for games in sizes:
        folder = work / f"games-{games}-{cards}"
        path = games_only(folder, games, cards)
        home = folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        with ours(TCB_MEMORY_LIMIT=LIMIT) as worker:
            worker.call("ready")
            done = worker.call("fill", home=str(home), paths=[str(path)])
            assert done.value == ["imported"], done.value
            timed.append(_row(games, "import", "import", done))
        timed += _answers(home, games, rounds)
        if not keep:
            shutil.rmtree(folder)
    return timed


def _answers(home: Path, games: int, rounds: int) -> list[dict[str, Any]]:
    timed = []
    for kind, settings in (("files", {"hot_mb": 0}), ("ours", {})):
        with ours(TCB_MEMORY_LIMIT=LIMIT) as worker:
            worker.call("start", home=str(home), **settings)
            for line in (line for line in LINES if line.worker == kind):
                for name, question in QUESTIONS.items():
                    for number in range(rounds + 2):
                        done = worker.call("ask", question=question, **line.how)
                        if number > 1:
                            plan = worker.call("plan").value
                            timed.append(_row(games, name, line.name, done) | {"plan": plan})
    return timed


def _row(games: int, question: str, line: str, done: Any) -> dict[str, Any]:
    return {
        "games": games, "question": question, "line": line, "seconds": done.seconds,
        "processor": done.processor, "peak_mb": done.peak_mb, "load": os.getloadavg()[0],
    }  # fmt: skip


def fitted(games: Sequence[float], figures: Sequence[float]) -> dict[str, float]:
    """The power law through the points: ``figure = factor · games ** power``."""
    power, log_factor = np.polyfit(np.log(games), np.log(figures), 1)
    return {"power": float(power), "factor": float(np.exp(log_factor))}
