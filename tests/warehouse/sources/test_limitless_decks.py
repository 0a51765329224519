from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.warehouse.contracts import Row
from tcb_analytics.warehouse.sources.limitless import SOURCE
from tcb_analytics.warehouse.sources.limitless_decks import sample_rows
from tcb_analytics.warehouse.sources.limitless_week import Week
from tests.warehouse.sources import documents
from tests.warehouse.sources.loading import load_json

WEEK = Week("onepiece", "limitless", "OP17", None, date(2026, 8, 22))


def test_an_unreadable_list_is_rejected_and_its_placement_stays(tmp_path: Path) -> None:
    document = documents.limitless()
    document["leaders"][0]["sample_builds"][0]["deck_txt"] = "1xST30-001\n4x<script>"
    loaded = load_json(SOURCE, document, tmp_path)
    assert [(r.key, r.field) for r in loaded.rejects] == [
        ("leaders[0].sample_builds[0]", "deck_txt")
    ]
    assert [row["deck_id"] is None for row in loaded.values("placements")] == [True, False]
    assert [row["leader"] for row in loaded.values("decks")] == ["OP10-099"]


@pytest.mark.parametrize("place", [0, -1, "1st", True, 10**9])
def test_an_impossible_place_is_rejected_and_the_list_stays(place: Any) -> None:
    build = {"placing": place, "deck_txt": "1xOP17-001 " + documents.DECK_TEXT}
    found = list(sample_rows([build], "b", WEEK, "OP17-001", None))
    rows = [item for item in found if isinstance(item, Row)]
    assert [item.field for item in found if not isinstance(item, Row)] == ["placing"]
    assert {row.table for row in rows} == {"placements", "decks", "deck_cards"}
    assert rows[0].values["place_best"] is None
