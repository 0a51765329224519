from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.warehouse.contracts import Row
from tcb_analytics.warehouse.sources.rounds import SOURCE
from tcb_analytics.warehouse.sources.rounds_decks import event_decks
from tests.warehouse.sources import documents
from tests.warehouse.sources.loading import load_json

COMMON = {"game": "magic", "source": "test", "event_id": "e"}


def deck(**changes: Any) -> dict[str, Any]:
    main = [{"Count": 36, "CardName": "Silver Heron"}, {"Count": 24, "CardName": "Island"}]
    return {
        "Player": "ann",
        "Result": "1st Place",
        "Mainboard": main,
        "Sideboard": [{"Count": 2, "CardName": "Duress"}],
    } | changes


def test_lists_are_joined_to_the_matches_and_places_of_their_players(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.rounds(Decks=[deck()]), tmp_path)
    assert not loaded.rejects
    assert not loaded.broken
    own = loaded.value("decks")
    assert (own["player"], own["size"], own["leader"]) == ("ann", 60, None)
    zones = {row["number"]: row["zone"] for row in loaded.values("deck_cards")}
    assert zones == {"Silver Heron": "main", "Island": "main", "Duress": "side"}
    decks = [(m["deck_1"], m["deck_2"]) for m in loaded.values("matches")]
    assert decks == [(own["deck_id"], None), (None, None), (None, None)]
    assert [p["deck_id"] for p in loaded.values("placements")] == [None, own["deck_id"], None]


def test_a_file_without_lists_has_no_decks() -> None:
    assert event_decks(None, COMMON) == ([], {})
    assert event_decks([], COMMON) == ([], {})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"Mainboard": []}, "Mainboard"),
        ({"Mainboard": None}, "Mainboard"),
        ({"Mainboard": [{"Count": 0, "CardName": "Island"}]}, "Mainboard"),
        ({"Mainboard": [{"Count": "4", "CardName": "Island"}]}, "Mainboard"),
        ({"Mainboard": ["4 Island"]}, "Mainboard"),
        ({"Sideboard": [{"Count": 4}]}, "Sideboard"),
        ({"Sideboard": {}}, "Sideboard"),
        ({"Player": 5}, "Player"),
    ],
)
def test_an_impossible_list_is_left_out_whole(changes: dict[str, Any], field: str) -> None:
    found, players = event_decks([deck(**changes), deck(Player="bob")], COMMON)
    rejects = [item for item in found if not isinstance(item, Row)]
    assert [(reject.key, reject.field) for reject in rejects] == [("Decks[0]", field)]
    assert set(players) == {"bob"}
    assert {item.key.split(" ")[0] for item in found if isinstance(item, Row)} == {"Decks[1]"}


def test_a_second_list_of_one_player_is_rejected() -> None:
    found, players = event_decks([deck(), deck()], COMMON)
    assert players == {"ann": "e/deck/0"}
    assert [item.key for item in found if not isinstance(item, Row)] == ["Decks[1]"]


@pytest.mark.parametrize("decks", [{}, "none", 5])
def test_lists_that_are_no_list_are_reported(decks: Any) -> None:
    (reject,), _ = event_decks(decks, COMMON)
    assert reject.key == "Decks"
