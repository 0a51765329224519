from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.errors import FormatError, QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.nouns import read_catalog, rows_of
from tests.warehouse.queries.lakes import card, lake_over


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return lake_over(
        tmp_path,
        cards=[
            card("A", "Ada", category="Leader", life=5, cost=0),
            card("C1", "One", types=["Tiny"], effect="Draw 1 card."),
            card("C2", "Two", cost=None),
        ],
        decks=[{"deck_id": "d1", "leader": "A", "name": "Ada's"}],
        deck_cards=[
            {"deck_id": "d1", "number": "A", "zone": "leader"},
            {"deck_id": "d1", "number": "C1", "count": 4},
            {"deck_id": "d1", "number": "NEW-1", "count": 2},
            {"deck_id": "d1", "number": "C2", "zone": "side"},
        ],
        restrictions=[{"kind": "banned", "number": "C1"}],
    )


def test_a_card_keeps_its_facts(lake: Lake) -> None:
    catalog = read_catalog(lake._engine, "tidebreak")
    assert list(catalog) == ["A", "C1", "C2"]
    assert (catalog["A"].life, catalog["C1"].types, catalog["C2"].cost) == (5, ("Tiny",), 0)
    assert catalog["C1"].effect == "Draw 1 card."
    assert len(read_catalog(lake._engine, "chess")) == 0


def test_a_hostile_value_finds_nothing(lake: Lake) -> None:
    assert rows_of(lake._engine, "cards", number="A' OR '1'='1") == []
    assert len(rows_of(lake._engine, "cards", number=None)) == 3


def test_a_deck_keeps_unknown_cards_as_placeholders(lake: Lake) -> None:
    deck = lake.deck("d1")
    assert deck.leader is not None
    assert deck.leader.name == "Ada"
    assert deck.counts == {"C1": 4, "NEW-1": 2}
    assert {card.number: card.known for card, _ in deck.cards} == {"C1": True, "NEW-1": False}
    assert deck.name == "Ada's"
    assert [card.number for card, _ in deck.side] == ["C2"]


def test_a_deck_that_is_not_there_or_not_alone_is_refused(tmp_path: Path, lake: Lake) -> None:
    with pytest.raises(QueryError, match="no deck 'd9'"):
        lake.deck("d9")
    twice = lake_over(
        tmp_path / "twice", decks=[{"deck_id": "d"}, {"deck_id": "d", "source": "other"}]
    )
    with pytest.raises(QueryError, match="other, test"):
        twice.deck("d")
    assert twice.deck("d", source="other").size == 0


def test_a_format_has_the_restrictions_of_the_lake(lake: Lake) -> None:
    assert [rule.number for rule in lake.format("tidebreak").restrictions] == ["C1"]


def test_a_game_without_a_format_is_an_error_of_ours(tmp_path: Path) -> None:
    lake = lake_over(tmp_path, decks=[{"deck_id": "d", "game": "chess"}])
    with pytest.raises(FormatError, match="chess"):
        lake.format()
