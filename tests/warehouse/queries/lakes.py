"""Small lakes written straight as files, so that hundreds can be made in a test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.contracts import Row
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.engines.views import Snapshot
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.holdings import Holdings
from tcb_analytics.warehouse.tables import TABLES

GAME = {"game": "tidebreak", "source": "test"}

_DEFAULTS: dict[str, dict[str, Any]] = {
    "matches": {**GAME, "bye": False, "winner": 1},
    "matchups": {**GAME, "wins": 0, "losses": 0, "ties": 0},
    "decks": {**GAME, "size": 50, "complete": True},
    "deck_cards": {**GAME, "zone": "main", "count": 1},
    "shares": {**GAME},
    "inclusions": {**GAME},
    "placements": {**GAME},
    "restrictions": {**GAME},
    "cards": {
        **GAME,
        "category": "Character",
        "colors": ["Red"],
        "attributes": [],
        "types": [],
        "keywords": [],
    },
}


def card(number: str, name: str, **values: Any) -> dict[str, Any]:
    """A row of cards: the base print of a number, unless told otherwise."""
    return {"number": number, "print_id": number, "name": name, **values}


def snapshot_of(
    folder: Path, tables: Mapping[str, Iterable[Mapping[str, Any]]], import_id: str = "i1"
) -> Snapshot:
    """Write rows, which may leave out what the defaults give, as the lake's files."""
    files: dict[str, list[str]] = {}
    for table, rows in tables.items():
        filled = [_DEFAULTS.get(table, {}) | dict(row) for row in rows]
        for index, row in enumerate(filled):
            if table == "matches":
                row.setdefault("match_id", f"m{index}")
        keyed = [Row(table, row, str(index)) for index, row in enumerate(filled)]
        checked, rejects = TABLES[table].check(keyed)
        assert not rejects, rejects
        path = folder / "lake" / table / f"import_id={import_id}" / "part-0.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(checked, path)
        files[table] = [str(path)]
    (folder / "lake").mkdir(exist_ok=True)
    return Snapshot(folder / "lake", files)


def engine_over(folder: Path, **tables: Iterable[Mapping[str, Any]]) -> DuckEngine:
    """An engine over a few rows."""
    return DuckEngine(snapshot_of(folder, tables), Settings(home=folder, threads=1))


def lake_over(folder: Path, **tables: Iterable[Mapping[str, Any]]) -> Lake:
    """A lake over a few rows, without a log of imports."""
    return lake_of(engine_over(folder, **tables))


def lake_of(engine: DuckEngine) -> Lake:
    """A lake that asks this engine."""
    lake = Lake.__new__(Lake)
    Holdings.__init__(lake, engine)
    return lake
