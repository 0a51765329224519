"""A worker: this project, answering with ``lake.limited`` as a session does.

``facts`` asks so that no rollup may answer, which only a benchmark wants. What a first question
would load of other libraries is imported here, so that a cold answer is timed after imports;
so is what an import of logs would load, as the peer's worker has loaded polars before.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas  # noqa: F401 - pyarrow loads it when it first reads a table
import polars as pl
import pyarrow.dataset  # noqa: F401 - as pandas

from tcb_analytics.config import load_settings
from tcb_analytics.warehouse import log_drafts, log_games  # noqa: F401 - they load numba
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.limited import AskedLimited, LimitedResult
from tests.benchmarks.limited.generated import generate
from tests.benchmarks.worker_loop import serve

_OPEN: dict[str, Any] = {}


def start(home: str, **settings: Any) -> int:
    """Open the lake, with settings besides those of the environment; its version."""
    chosen = load_settings().model_copy(update={"home": Path(home), **settings})
    _OPEN["lake"] = Lake(chosen)
    return int(_OPEN["lake"].version)


def fill(home: str, paths: list[str]) -> list[str]:
    """Import files; what became of each."""
    settings = load_settings().model_copy(update={"home": Path(home)})
    done = import_paths(
        [Path(path) for path in paths], settings.lake,
        limit=settings.max_input_mb << 20, longest=settings.max_log_mb << 20,
    )  # fmt: skip
    return [outcome.status for outcome in done.outcomes]


def ask(question: dict[str, Any], rollups: bool = True, threshold: int | None = None) -> Any:
    """Answer a question as a polars frame."""
    result = _asked(question, rollups=rollups, threshold=threshold)
    frame = result.pl()
    _OPEN.update(answer=frame, plan=result.plan)
    return frame


def first(home: str, question: dict[str, Any], rollups: bool = True) -> pl.DataFrame:
    """The first answer of a process, from opening the lake on."""
    start(home)
    frame: pl.DataFrame = ask(question, rollups=rollups)
    return frame


def plan() -> dict[str, Any]:
    """What answered last: engines, and whether from memory."""
    told = _OPEN["plan"]
    return {
        "engines": list(told.engines),
        "held": [step.held for step in told.steps],
        "why": told.why,
    }


def save(path: str) -> None:
    """Write the last answer as a parquet file."""
    _OPEN["answer"].write_parquet(path)


def questions(count: int, seed: int) -> list[dict[str, Any]]:
    """Questions generated from the declared columns; see ``generated.py``."""
    return generate(_OPEN["lake"], count, seed)


def _asked(question: dict[str, Any], *, rollups: bool, threshold: int | None) -> LimitedResult:
    where = {
        column: (value.get("from"), value.get("to")) if isinstance(value, dict) else value
        for column, value in question["where"].items()
    }
    honesty = Honesty(interval="wilson") if threshold is None else Honesty(threshold, "wilson")
    desk = _OPEN["lake"]._limited
    result: LimitedResult = desk.ask(
        AskedLimited(question["metrics"], question["by"], where, None, None, honesty, rollups)
    )
    return result


if __name__ == "__main__":
    calls = (start, fill, ask, first, plan, save, questions)
    serve({"ready": lambda: None, **{call.__name__: call for call in calls}})
