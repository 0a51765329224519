from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.warehouse.sources.deck_db import SOURCE
from tests.warehouse.sources.outcome import (
    Outcome,
    assert_every_record_is_accounted_for,
    mutated,
    read,
    write,
)

CARDS = [{"Qty": 1, "cardnum": "ZZ01-001"}] + [
    {"Qty": 4, "cardnum": f"ZZ01-{number:03}"} for number in range(2, 14)
]
DECK: dict[str, Any] = {
    "DeckName": "Red Mira", "Author": "player-0001", "Date": "9/22/2024",
    "Tournament": "Regional(6-2)", "Placement": "Top-16", "Host": "Old Pier (271)",
    "DeckColor": "Red", "Cards": [*CARDS, {"Qty": 2, "cardnum": "ZZ01-014"}],
}  # fmt: skip
OTHER = DECK | {"Author": "player-0002", "Placement": "1st Place"}


def load(folder: Path, *records: Any, **top: Any) -> Outcome:
    return read(SOURCE, write(folder, {"Decks": list(records), **top}))


def test_a_list_becomes_a_deck_with_its_leader_first(tmp_path: Path) -> None:
    outcome = load(tmp_path, DECK)
    deck = outcome.only("decks")
    assert (deck["leader"], deck["size"], deck["complete"]) == ("ZZ01-001", 50, True)
    assert (deck["name"], deck["player"]) == ("Red Mira", "player-0001")
    assert (deck["event"], deck["event_date"]) == ("Regional", date(2024, 9, 22))
    zones = {row["number"]: (row["zone"], row["count"]) for row in outcome.rows["deck_cards"]}
    assert zones["ZZ01-001"] == ("leader", 1)
    assert zones["ZZ01-014"] == ("main", 2)
    assert {row["deck_id"] for row in outcome.rows["deck_cards"]} == {deck["deck_id"]}


def test_the_placement_has_place_record_and_players(tmp_path: Path) -> None:
    placed = load(tmp_path, DECK).only("placements")
    assert (placed["place_text"], placed["place_best"], placed["place_worst"]) == ("Top-16", 1, 16)
    assert (placed["wins"], placed["losses"], placed["players"]) == (6, 2, 271)
    assert placed["deck_id"] == load(tmp_path, DECK).only("decks")["deck_id"]


@pytest.mark.parametrize(
    ("host", "players"),
    [("TAK(271)", 271), ("PPG(40+)", None), ("GoodGames", None), ("Hall (2) East", None)],
)
def test_players_are_read_from_a_plain_count_only(
    tmp_path: Path, host: str, players: int | None
) -> None:
    assert load(tmp_path, DECK | {"Host": host}).only("placements")["players"] == players


def test_a_placing_that_says_no_place_is_kept_as_text(tmp_path: Path) -> None:
    placed = load(tmp_path, DECK | {"Placement": "Top-x"}).only("placements")
    assert (placed["place_text"], placed["place_best"]) == ("Top-x", None)


def test_without_a_single_copy_first_the_leader_is_unknown(tmp_path: Path) -> None:
    deck = load(tmp_path, DECK | {"Cards": CARDS[1:]}).only("decks")
    assert (deck["leader"], deck["complete"]) == (None, False)


def test_prints_of_one_card_are_counted_together(tmp_path: Path) -> None:
    cards = [
        {"Qty": 1, "cardnum": "ZZ01-001_p1"},
        {"Qty": 1, "cardnum": "ZZ01-002"},
        {"Qty": 3, "cardnum": "ZZ01-002_p2"},
    ]
    outcome = load(tmp_path, DECK | {"Cards": cards})
    zones = {row["number"]: row["count"] for row in outcome.rows["deck_cards"]}
    assert zones == {"ZZ01-001": 1, "ZZ01-002": 4}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Cards", []),
        ("Cards", None),
        ("Cards", [*CARDS, {"Qty": "4x", "cardnum": "ZZ01-020"}]),
        ("Cards", [*CARDS, {"Qty": 0, "cardnum": "ZZ01-020"}]),
        ("Cards", [*CARDS, {"Qty": 4, "cardnum": "Nami"}]),
        ("Cards", [*CARDS, {"Qty": 4}]),
        ("Cards", [*CARDS, "4xZZ01-020"]),
        ("Date", "22/9/2024"),
        ("Host", 5),
        ("Author", ["x"]),
        ("DeckName", "a\nb"),
    ],
)
def test_a_deck_with_a_wrong_field_is_rejected_whole(
    tmp_path: Path, field: str, value: Any
) -> None:
    outcome = load(tmp_path, DECK | {field: value}, OTHER)
    for table in ("decks", "placements"):
        assert [row["player"] for row in outcome.rows[table]] == ["player-0002"]
    assert [reject.field for reject in outcome.rejects] == [field]


def test_the_same_record_twice_is_one_deck(tmp_path: Path) -> None:
    outcome = load(tmp_path, DECK, DECK)
    assert len(outcome.rows["decks"]) == 1
    assert outcome.rejects[0].reason == "the same record as Decks[0] Red Mira"


def test_ids_follow_the_content_not_its_place(tmp_path: Path) -> None:
    first = load(tmp_path, DECK, OTHER).by("decks", "player")
    again = load(tmp_path, OTHER, DECK | {"DeckColor": "Blue"}).by("decks", "player")
    assert {player: row["deck_id"] for player, row in first.items()} == {
        player: row["deck_id"] for player, row in again.items()
    }


def test_game_and_source_are_honoured(tmp_path: Path) -> None:
    outcome = load(tmp_path, DECK, game="tidebreak", source="sample")
    assert list(outcome.notes) == ["decksdb:tidebreak:sample"]
    assert outcome.only("decks")["game"] == "tidebreak"


@given(st.data())
def test_spoiled_records_are_each_loaded_or_rejected(data: st.DataObject) -> None:
    records = [*data.draw(mutated([DECK, OTHER])), DECK | {"Author": "player-0009"}]
    with tempfile.TemporaryDirectory() as folder:
        outcome = load(Path(folder), *records)
    assert_every_record_is_accounted_for(outcome, "Decks", len(records))


@given(st.data())
def test_spoiled_entries_never_leave_half_a_deck(data: st.DataObject) -> None:
    deck = DECK | {"Cards": data.draw(mutated(CARDS))}
    with tempfile.TemporaryDirectory() as folder:
        outcome = load(Path(folder), deck, OTHER)
    assert_every_record_is_accounted_for(outcome, "Decks", 2)
    for row in outcome.rows["decks"]:
        mine = [card for card in outcome.rows["deck_cards"] if card["deck_id"] == row["deck_id"]]
        main = sum(card["count"] for card in mine if card["zone"] == "main")
        assert row["size"] == main


@pytest.mark.real_data
def test_all_69_decks_are_whole(real_data: Path) -> None:
    outcome = read(SOURCE, real_data / "onepiece" / "carddb" / "DecksDb.json")
    assert not outcome.rejects
    assert not outcome.broken
    assert len(outcome.rows["decks"]) == len(outcome.rows["placements"]) == 69
    assert all(row["complete"] for row in outcome.rows["decks"])
    known = [row for row in outcome.rows["placements"] if row["place_best"] is not None]
    assert len(known) == 68
