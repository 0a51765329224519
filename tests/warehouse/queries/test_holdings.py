from __future__ import annotations

from pathlib import Path

import pytest

from tcb_analytics.cards.card import Category
from tcb_analytics.errors import CardError, QueryError
from tcb_analytics.warehouse.engines.views import view_meanings
from tcb_analytics.warehouse.lake import Lake
from tests.warehouse.queries.lakes import card, lake_over


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    facts = {"colors": ["Red"], "types": ["Tiny"], "keywords": ["Blocker"], "cost": 3}
    return lake_over(
        tmp_path,
        cards=[
            card("A", "Ada", category="Leader", life=5, cost=0),
            card("C1", "One of carddb", source="carddb", **facts),
            card("C1", "One", source="punk-records", **facts),
            card("C1", "One (Alternate Art)", source="punk-records", print_id="C1_p1"),
            card("C2", "Two (Reprint)", source="punk-records", print_id="C2_r1"),
            card("C2", "Two", source="optcgapi"),
        ],
        decks=[{"deck_id": "d1", "leader": "A", "name": "Ada's"}, {"deck_id": "twice"}],
        deck_cards=[
            {"deck_id": "d1", "number": "A", "zone": "leader"},
            {"deck_id": "d1", "number": "C1", "count": 4},
            {"deck_id": "d1", "number": "NEW-1", "count": 2},
            {"deck_id": "d1", "number": "C2", "zone": "side"},
        ],
        restrictions=[{"kind": "banned", "number": "C1"}],
        matches=[{"leader_1": "A", "leader_2": "A"}],
    )


def test_a_catalogue_has_the_base_print_of_the_first_source(lake: Lake) -> None:
    catalog = lake.catalog()
    assert catalog["C1"].name == "One"
    assert catalog["C2"].name == "Two"
    assert catalog["A"].category is Category.LEADER
    assert (catalog["C1"].cost, catalog["C1"].keywords) == (3, ("Blocker",))
    assert lake.catalog() is catalog
    assert len(lake.sql("SELECT * FROM all_cards WHERE number = 'C1'")) == 3
    with pytest.raises(CardError):
        catalog["C9"]


def test_games_are_told_apart_with_real_ones_first(tmp_path: Path) -> None:
    played = {"leader_1": "A", "leader_2": "B"}
    lake = lake_over(
        tmp_path,
        matches=[
            *({**played, "source": "sample"} for _ in range(3)),
            {**played, "game": "onepiece", "source": "ladder"},
        ],
    )
    assert [(r["game"], r["matches"], r["sample"]) for r in lake.games().arrow().to_pylist()] == [
        ("onepiece", 1, False),
        ("tidebreak", 3, True),
    ]
    assert lake.default_game() == "onepiece"
    with pytest.raises(QueryError, match="which game"):
        lake.catalog()
    assert len(lake.catalog("tidebreak")) == 0
    with pytest.raises(QueryError, match="no game 'onepeace'"):
        lake.catalog("onepeace")


def test_every_view_is_listed_with_rows_and_meaning(lake: Lake) -> None:
    rows = {row["name"]: row for row in lake.tables().arrow().to_pylist()}
    assert rows.keys() == view_meanings().keys()
    assert rows["cards"]["rows"] == 3
    assert rows["all_cards"]["rows"] == 6
    assert rows["results"]["rows"] == 2
    assert all(row["meaning"] for row in rows.values())


def test_the_columns_of_a_view_can_be_listed(lake: Lake) -> None:
    assert "leader" in lake.columns().arrow().column("name").to_pylist()
    with pytest.raises(QueryError, match="did you mean 'decks'"):
        lake.columns("deck")


def test_an_empty_lake_says_so(empty_lake: Lake) -> None:
    assert empty_lake.game_names == ()
    with pytest.raises(QueryError, match="empty"):
        empty_lake.default_game()
    for result in (empty_lake.imports(), empty_lake.history(), empty_lake.rejects()):
        assert len(result) == 0
    assert len(empty_lake.left_out()) == 0
    assert sum(empty_lake.tables().arrow().column("rows").to_pylist()) == 2  # rate_rules
