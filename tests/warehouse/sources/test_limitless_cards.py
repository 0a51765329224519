from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.warehouse.sources.limitless import SOURCE
from tcb_analytics.warehouse.sources.limitless_cards import inclusion_rows
from tests.warehouse.sources import documents
from tests.warehouse.sources.loading import load_json


def with_card(**changes: Any) -> dict[str, Any]:
    document = documents.limitless()
    document["leaders"][0]["cards"][0] |= changes
    return document


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ({"decks_count_text": "2/3 decks"}, (2, 3, 0.667)),
        ({"decks_count_text": ""}, (None, None, 0.667)),
        ({"decks_count_text": "Carta Sugerida por Cor"}, (None, None, None)),
    ],
)
def test_a_suggested_card_is_kept_without_a_rate(
    changes: dict[str, Any], seen: tuple[Any, ...], tmp_path: Path
) -> None:
    row = load_json(SOURCE, with_card(**changes), tmp_path).values("inclusions")[0]
    rate = None if seen[2] is None else pytest.approx(seen[2])
    assert (row["decks_with"], row["decks"]) == seen[:2]
    assert row["inclusion"] == rate


def test_an_inclusion_that_contradicts_its_counts_is_rejected(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, with_card(decks_count_text="1/3 decks"), tmp_path)
    assert [r.field for r in loaded.rejects] == ["inclusion_percentage"]


@pytest.mark.parametrize("cards", [None, {}, "OP01-016", 5])
def test_cards_that_are_no_list_are_reported_once(cards: Any) -> None:
    (reject,) = inclusion_rows(cards, "leaders[0].cards", {})
    assert (reject.key, reject.reason) == ("leaders[0].cards", "expected a list of cards")
