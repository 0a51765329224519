"""Simulated gauntlets in the lake: stored under the source ``simulated``, asked like real data.

A gauntlet becomes a document in the shape of a results page by leader (the one that the
``limitless`` importer reads), and is imported like any file. So it is counted, superseded and
removed as every import is, and ``lake.matchups(where={"source": "simulated"})`` and its
neighbours read it. Decks of one leader are added up, since a results page knows leaders only.
Their lists are left out: what nobody played must never teach card values.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.simulator.round_robin import Gauntlet
from tcb_analytics.warehouse.importing import ImportSummary, import_paths

SOURCE = "simulated"
"""The source that simulated results bear."""
LARGEST = 100_000_000
"""Bytes of the largest document; a gauntlet of a thousand leaders stays below."""


def gauntlet_document(
    result: Gauntlet, name: str = "gauntlet", on: date | None = None
) -> dict[str, Any]:
    """A gauntlet as a results page by leader.

    Args:
        result: The gauntlet.
        name: A short name, which queries find as ``set_code``; a gauntlet of the same name and
            day replaces the one before.
        on: The day to file it under; today by default.
    """
    leaders = [deck.leader for deck in result.decks if deck.leader is not None]
    numbers = [leader.number for leader in leaders]
    titles = {leader.number: leader.name for leader in leaders}
    cells = _cells(result, numbers)
    return {
        "game": result.decks[0].game,
        "set_code": name,
        "source": f"{SOURCE} {result.games} games a pair, seed {result.seed}",
        "decks_tracked": len(numbers),
        "scraped_at": str(on or date.today()),  # noqa: DTZ011 - the user's own calendar day
        "leaders": [
            {
                "leader_card_id": number,
                "name": titles[number],
                "deck_count": decks,
                "cards": [],
                "matchups": {
                    other: _cell(other, titles[other], cells[number, other])
                    for other in titles
                    if (number, other) in cells
                },
            }
            for number, decks in Counter(numbers).items()
        ],
    }


def store_gauntlet(
    result: Gauntlet, lake: Path, name: str = "gauntlet", on: date | None = None
) -> ImportSummary:
    """Import a gauntlet into the lake.

    Args:
        result: The gauntlet.
        lake: Folder of the lake.
        name: See ``gauntlet_document``.
        on: Likewise.

    Raises:
        ImportRefusedError: The name is no short name.
        LakeError: The lake cannot be written.
    """
    document = gauntlet_document(result, name, on)
    with TemporaryDirectory(prefix="tcb-") as scratch:
        file = Path(scratch) / "gauntlet.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        summary = import_paths([file], lake, limit=LARGEST)
    for outcome in summary.outcomes:
        if outcome.status == "refused":
            raise ImportRefusedError(
                "; ".join(outcome.notes) or "the gauntlet could not be stored",
                where=name,
                remedy="give a name of at most 20 letters, digits and dashes",
            )
    return summary


def _cells(result: Gauntlet, numbers: Sequence[str]) -> dict[tuple[str, str], list[int]]:
    """Wins, losses and draws by leader and opponent; a mirror holds both its sides."""
    cells: dict[tuple[str, str], list[int]] = {}
    for row, number in enumerate(numbers):
        for column, other in enumerate(numbers):
            if row != column:
                record = result.record(row, column)
                cell = cells.setdefault((number, other), [0, 0, 0])
                cell[0] += record.wins
                cell[1] += record.losses
                cell[2] += record.draws
    return cells


def _cell(number: str, name: str, counts: list[int]) -> dict[str, Any]:
    wins, losses, ties = counts
    return {
        "opponent_id": number,
        "opponent_name": name,
        "wins": wins,
        "losses": losses,
        "ties": ties,
    }
