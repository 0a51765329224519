from __future__ import annotations

from typing import Any

import pytest

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources.ratings_cards import card_rows
from tests.warehouse.sources import documents

COMMON = {"game": "magic", "source": "17lands", "set_code": "OTJ"}


def card(**changes: Any) -> list[Row | Reject]:
    return list(card_rows({"1": documents.rated_card(**changes)}, COMMON))


@pytest.mark.parametrize(
    ("types", "category"),
    [
        (["Creature", "Artifact"], "Creature"),
        (["Creature", "Instant"], "Creature"),
        (["Land", "Creature"], "Land"),
        (["Basic Land"], "Land"),
        (["Planeswalker"], "Spell"),
        (["Sorcery"], "Spell"),
        ([], "Other"),
    ],
)
def test_the_category_follows_from_the_types(types: list[str], category: str) -> None:
    row = card(types=types)[0]
    assert isinstance(row, Row)
    assert row.values["category"] == category


def test_colours_are_put_in_wubrg_order() -> None:
    row = card(colors=["G", "U", "W"])[0]
    assert isinstance(row, Row)
    assert row.values["colors"] == ["W", "U", "G"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": None}, "name"),
        ({"name": 5}, "name"),
        ({"types": "Creature"}, "types"),
        ({"types": ["x" * 600]}, "types"),
        ({"colors": ["P"]}, "colors"),
        ({"cmc": 31}, "cmc"),
        ({"cmc": 2.5}, "cmc"),
        ({"cmc": None}, "cmc"),
    ],
)
def test_a_wrong_fact_rejects_the_card_and_its_print(changes: dict[str, Any], field: str) -> None:
    (reject,) = card(**changes)
    assert isinstance(reject, Reject)
    assert (reject.key, reject.field) == ("card_ratings[1]", field)
