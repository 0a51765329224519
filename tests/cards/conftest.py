"""Cards for the tests of this room: the tiny set, and the real catalogue where it is at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.cards.card import Card, find_keywords, fold_print, plain_text
from tcb_analytics.cards.catalog import Catalog


def _official_card(row: dict[str, Any]) -> Card:
    leader = row["category"] == "Leader"
    effect, trigger = (plain_text(row[key] or "") or None for key in ("effect", "trigger"))
    effect = None if effect == "-" else effect
    cost = row["cost"] or 0
    return Card(
        number=fold_print(row["id"]),
        name=plain_text(row["name"]),
        category=row["category"],
        colors=tuple(row["colors"]),
        cost=0 if leader else cost,
        life=cost if leader else None,
        power=row["power"],
        counter=row["counter"],
        attributes=tuple(row["attributes"]),
        types=tuple(plain_text(kind) for kind in row["types"]),
        keywords=find_keywords(effect, trigger),
        block=row["block_number"],
        effect=effect,
        trigger=trigger,
        print_id=row["id"],
    )


@pytest.fixture(scope="session")
def official(real_data: Path) -> Catalog:
    """The publisher's catalogue, base prints first, read without the warehouse."""
    folder = real_data / "onepiece" / "cards_official" / "english" / "data"
    rows = [row for path in sorted(folder.glob("*.json")) for row in json.loads(path.read_text())]
    rows.sort(key=lambda row: "_" in row["id"])
    return Catalog(_official_card(row) for row in rows)
