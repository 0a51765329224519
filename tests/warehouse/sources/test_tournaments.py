from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.warehouse.sources.game_rules import release_of
from tcb_analytics.warehouse.sources.tournaments import SOURCE
from tests.warehouse.sources import documents
from tests.warehouse.sources.loading import Loaded, load_document, load_json


def with_deck(**changes: Any) -> dict[str, Any]:
    document = documents.tournaments()
    document["events"][0]["decks"][0] |= changes
    return document


def with_event(**changes: Any) -> dict[str, Any]:
    document = documents.tournaments()
    document["events"][0] |= changes
    return document


def test_a_placed_list_becomes_a_deck_its_cards_and_a_placement(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.tournaments(), tmp_path)
    assert not loaded.rejects
    assert not loaded.broken
    assert [dataset.key for dataset in loaded.datasets] == ["egmanevents:onepiece:op06"]
    deck = loaded.values("decks")[0]
    assert (deck["leader"], deck["size"], deck["complete"]) == ("OP06-001", 50, True)
    assert (deck["set_code"], deck["event_id"], deck["deck_id"]) == ("OP06", "op06/0", "op06/0/0")
    zones = Counter(
        row["zone"] for row in loaded.values("deck_cards") if row["deck_id"] == deck["deck_id"]
    )
    assert zones == {"leader": 1, "main": 13}
    placed = loaded.values("placements")[1]
    assert (placed["place_text"], placed["place_best"], placed["place_worst"]) == ("Top 8", 1, 8)
    assert placed["players"] == 120
    assert placed["player"] is None


def test_a_list_without_its_leader_is_complete_when_the_leader_is_named(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.tournaments(), tmp_path)
    assert [deck["complete"] for deck in loaded.values("decks")] == [True, True]
    assert sum(row["zone"] == "leader" for row in loaded.values("deck_cards")) == 2


def test_the_year_is_the_one_of_the_booster_period(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.tournaments(), tmp_path)
    placed = loaded.values("placements")[0]
    assert placed["event_date"] == date(2024, 7, 1)
    assert placed["event_date_text"] == "Jul 1"


def test_a_booster_without_a_known_release_keeps_the_text_alone(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, documents.tournaments(id="zz99"), tmp_path)
    placed = loaded.values("placements")[0]
    assert placed["event_date"] is None
    assert placed["event_date_text"] == "Jul 1"
    assert any("no release date known for zz99" in note for note in loaded.datasets[0].notes)


def test_no_players_means_that_the_source_does_not_know(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, with_event(players=0), tmp_path)
    assert loaded.values("placements")[0]["players"] is None
    assert not loaded.rejects


@pytest.mark.parametrize(
    "cards",
    [
        [],
        {},
        None,
        "4xOP06-002",
        [{"id": "P23-020", "count": 1}],
        [{"id": "OP06-002", "count": 0}],
        [{"id": "OP06-002", "count": -3}],
        [{"id": "OP06-002", "count": True}],
        [{"id": "OP06-002", "count": "4"}],
        [{"id": "OP06-002", "count": 99}],
        [{"id": "OP06-002", "count": 50}, {"id": "OP06-002", "count": 50}],
        [{"id": 5, "count": 4}],
        [["OP06-002", 4]],
        [{"id": "../OP06-002", "count": 4}],
    ],
)
def test_an_impossible_list_is_rejected_whole_and_its_placement_stays(
    cards: Any, tmp_path: Path
) -> None:
    loaded = load_json(SOURCE, with_deck(cards=cards), tmp_path)
    assert [(r.key, r.field) for r in loaded.rejects] == [("events[0].decks[0]", "cards")]
    assert [deck["deck_id"] for deck in loaded.values("decks")] == ["op06/0/1"]
    assert {row["deck_id"] for row in loaded.values("deck_cards")} == {"op06/0/1"}
    first = loaded.values("placements")[0]
    assert (first["place_best"], first["deck_id"], first["leader"]) == (1, None, "OP06-001")


def test_a_well_formed_list_of_a_wrong_total_is_kept_and_marked(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, with_deck(cards=[documents.LEADER, *documents.MAIN]), tmp_path)
    deck = loaded.values("decks")[0]
    assert (deck["size"], deck["complete"]) == (48, False)
    assert not loaded.rejects


def test_a_number_listed_twice_counts_both_times(tmp_path: Path) -> None:
    cards = [documents.LEADER, *documents.MAIN, *[{"id": "OP06-014", "count": 1}] * 2]
    loaded = load_json(SOURCE, with_deck(cards=cards), tmp_path)
    assert loaded.values("decks")[0]["complete"]
    rows = [row for row in loaded.values("deck_cards") if row["deck_id"] == "op06/0/0"]
    assert [row["count"] for row in rows if row["number"] == "OP06-014"] == [2]


def test_a_list_of_no_named_leader_is_kept_without_one(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, with_deck(leaderId="", leader=" Control"), tmp_path)
    deck = loaded.values("decks")[0]
    assert (deck["leader"], deck["size"], deck["complete"]) == (None, 51, False)


def test_another_game_and_source_are_honoured(tmp_path: Path) -> None:
    document = documents.tournaments(id="tb02", game="tidebreak", source="sample")
    loaded = load_json(SOURCE, document, tmp_path)
    assert loaded.datasets[0].key == "egmanevents:tidebreak:sample:tb02"
    assert {row["game"] for row in loaded.values("decks")} == {"tidebreak"}
    assert {row["source"] for row in loaded.values("placements")} == {"sample"}


@pytest.mark.parametrize("booster", [None, 6, "", "../op06", "<script>", "x" * 100])
def test_a_file_that_does_not_say_which_booster_it_is_is_refused(
    booster: Any, tmp_path: Path
) -> None:
    with pytest.raises(ImportRefusedError, match="the data set cannot be named"):
        load_json(SOURCE, documents.tournaments(id=booster), tmp_path)


def test_an_event_without_decks_is_reported(tmp_path: Path) -> None:
    loaded = load_json(SOURCE, with_event(decks=[]), tmp_path)
    assert [(r.key, r.reason) for r in loaded.rejects] == [
        ("events[0]", "expected decks, found none")
    ]


def real_periods(real_data: Path) -> dict[str, Loaded]:
    files = sorted((real_data / "onepiece" / "tournaments").glob("*.json"))
    return {file.stem[-4:]: load_document(SOURCE, Document(file.name, file)) for file in files}


@pytest.mark.real_data
def test_every_real_deck_is_loaded_or_rejected_and_placed(real_data: Path) -> None:
    found = {}
    for booster, loaded in real_periods(real_data).items():
        assert not loaded.broken
        decks = loaded.values("decks")
        places = loaded.values("placements")
        lists = [reject for reject in loaded.rejects if reject.field == "cards"]
        assert len(decks) + len(lists) == len(places)
        assert len({deck["deck_id"] for deck in decks}) == len(decks)
        found[booster] = (len(places), len(decks), sum(deck["complete"] for deck in decks))
    assert found == {
        "op01": (140, 130, 2),
        "op02": (190, 161, 0),
        "op03": (208, 181, 1),
        "op04": (375, 336, 1),
        "op06": (506, 505, 504),
        "op07": (313, 313, 310),
        "op08": (487, 487, 487),
        "op09": (546, 546, 546),
        "op10": (338, 338, 337),
        "op11": (278, 278, 278),
        "op12": (413, 413, 413),
        "op13": (362, 362, 362),
        "op14": (353, 353, 352),
    }


@pytest.mark.real_data
def test_inferred_years_agree_with_the_order_and_with_dates_that_have_a_year(
    real_data: Path,
) -> None:
    with_year = 0
    for booster, loaded in real_periods(real_data).items():
        release = release_of("onepiece", booster.upper())
        assert release is not None
        events = {row["event_id"]: row for row in loaded.values("placements")}
        days = [row["event_date"] for row in events.values()]
        assert all(
            release - timedelta(days=20) < day < release + timedelta(days=110) for day in days
        )
        inferred = [
            row["event_date"] for row in events.values() if "/" not in row["event_date_text"]
        ]
        assert inferred == sorted(inferred, reverse=True), "the source lists its newest first"
        explicit = [row["event_date"] for row in events.values() if "/" in row["event_date_text"]]
        with_year += len(explicit)
        for day in explicit:
            assert min(inferred) - timedelta(days=10) <= day <= max(inferred)
    assert with_year == 7
