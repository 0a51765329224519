"""A small lake of generated Limited logs, made once and kept: for notebooks and first steps.

It lies beside the lake of the data home, not in it, so that invented games never mix with real
ones. The logs it was made from are kept too, with their truth.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tcb_analytics.config import load_settings
from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake, open_lake
from tcb_analytics.workbench.limited_sample import write_limited_sample

FOLDER = "limited-lakes"
"""Folder of these lakes within the data home."""


@dataclass(frozen=True, slots=True, eq=False)
class LimitedLake:
    """A lake of generated logs.

    Attributes:
        lake: The lake, open.
        set_code: The invented set.
        logs: Folder of the logs it was made from.
        truth: What was declared before the games were drawn, as ``truth.json`` has it.
    """

    lake: Lake
    set_code: str
    logs: Path
    truth: dict[str, Any]

    @property
    def games_csv(self) -> Path:
        """The log of games, gzipped CSV."""
        return next(self.logs.glob("game_data_public.*.csv.gz"))


def limited_lake(
    games: int = 20_000, *, set_code: str = "SYN", seed: int = 7, home: Path | None = None
) -> LimitedLake:
    """Open the lake of an invented set; the first time its logs are drawn and imported.

    Args:
        games: Games to draw at least.
        set_code: Code of the set.
        seed: Seed; the same arguments give the same games.
        home: Data home; ``TCB_HOME``, else the platform's, by default.

    Raises:
        ConfigError: An argument is out of range.
        ImportRefusedError: A log was damaged since it was written.
    """
    settings = load_settings()
    folder = (home or settings.home) / FOLDER / f"{set_code}-{games}-{seed}"
    logs = folder / "logs"
    if not (logs / "truth.json").is_file():
        write_limited_sample(logs, set_code=set_code, games=games, seed=seed)
    own = settings.model_copy(update={"home": folder})
    done = import_paths(
        [logs], own.lake, limit=own.max_input_mb << 20, longest=own.max_log_mb << 20
    )
    for outcome in done.outcomes:
        if outcome.status == "refused":
            raise ImportRefusedError(
                "; ".join(outcome.notes), where=outcome.file, remedy="delete this folder, and again"
            )
    truth = json.loads((logs / "truth.json").read_text("utf-8"))
    return LimitedLake(open_lake(folder), set_code, logs, truth)
