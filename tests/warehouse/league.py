"""A file format of one's own: small enough to see through, real enough to import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources.base import Context, Dataset, Document, Source


def _recognises(document: Document) -> bool:
    return isinstance(document.json, dict) and "league" in document.json


def _read(document: Document, context: Context) -> Iterator[Dataset]:
    for league, cells in document.json["league"].items():
        yield Dataset(f"league:{league}", "onepiece", "test", league_rows(league, cells))


def league_rows(league: str, cells: list[Any]) -> Iterator[Row | Reject]:
    """The rows of one league, as the format above reads them."""
    for index, cell in enumerate(cells):
        key = f"{league}[{index}]"
        if not isinstance(cell, list) or len(cell) != 3:
            yield Reject(key, "cell", repr(cell), "expected leader, opponent, wins")
            continue
        leader, opponent, wins = cell
        values = {"leader": leader, "opponent": opponent, "wins": wins, "losses": 0, "ties": 0}
        yield Row("matchups", {"game": "onepiece", "source": "test", **values}, key)


LEAGUE = Source(
    name="league",
    title="results of a league, for tests",
    looks_for='an object with "league"',
    recognises=_recognises,
    read=_read,
)
