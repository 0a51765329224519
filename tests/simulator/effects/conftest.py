"""The publisher's catalogue, for tests on real texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tcb_analytics.cards.card import Card, find_keywords, fold_print, plain_text


@pytest.fixture(scope="session")
def official(real_data: Path) -> dict[str, Card]:
    """Every real card by its number, as its base print has it."""
    folder = real_data / "onepiece" / "cards_official" / "english" / "data"
    rows = [row for path in sorted(folder.glob("*.json")) for row in json.loads(path.read_text())]
    cards: dict[str, Card] = {}
    for row in sorted(rows, key=lambda row: "_" in row["id"]):
        number, leader, cost = fold_print(row["id"]), row["category"] == "Leader", row["cost"] or 0
        effect, trigger = (plain_text(row[key] or "") or None for key in ("effect", "trigger"))
        effect = None if effect == "-" else effect
        card = Card(
            number,
            plain_text(row["name"]),
            row["category"],
            row["colors"],
            cost=0 if leader else cost,
            life=cost if leader else None,
            power=row["power"],
            counter=row["counter"],
            attributes=row["attributes"],
            types=[plain_text(kind) for kind in row["types"]],
            keywords=find_keywords(effect, trigger),
            effect=effect,
            trigger=trigger,
        )
        cards.setdefault(number, card)
    return cards
