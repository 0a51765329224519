from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.warehouse.sources.punk_records import SOURCE
from tests.warehouse.sources.outcome import (
    Outcome,
    assert_every_record_is_accounted_for,
    mutated,
    read,
    write,
)

LEADER: dict[str, Any] = {
    "id": "ZZ01-001", "pack_id": "900001", "name": "Mira &amp; Bo", "rarity": "Leader",
    "category": "Leader", "colors": ["Red", "Green"], "cost": 4, "attributes": ["Slash"],
    "power": 5000, "counter": None, "types": ["Harbour", "Tide Watch"],
    "effect": "[Activate: Main] ➁: Draw 1 card.<br>−1000 power ＜Slash＞", "trigger": None,
    "block_number": 1, "img_url": "../x.png",
}  # fmt: skip
CHARACTER = LEADER | {
    "id": "ZZ01-002", "name": 'Jo"Hook"Lane', "rarity": "Common", "category": "Character",
    "colors": ["Red"], "cost": 3, "power": 4000, "counter": 1000, "effect": "[Blocker]",
    "trigger": "[Trigger] Draw 1 card.",
}  # fmt: skip
EVENT = LEADER | {
    "id": "ZZ01-003", "name": "High Tide", "category": "Event", "colors": ["Blue"],
    "cost": None, "power": None, "attributes": [], "effect": "-",
}  # fmt: skip


def load(folder: Path, *records: Any) -> Outcome:
    return read(SOURCE, write(folder, list(records)))


def test_a_leaders_life_is_read_from_its_cost(tmp_path: Path) -> None:
    card = load(tmp_path, LEADER).only("cards")
    assert (card["life"], card["cost"], card["power"], card["counter"]) == (4, 0, 5000, None)
    assert (card["number"], card["print_id"], card["set_code"]) == ("ZZ01-001", "ZZ01-001", "ZZ01")


def test_text_is_plain_and_keywords_are_found_in_it(tmp_path: Path) -> None:
    found = load(tmp_path, LEADER, CHARACTER).by("cards", "number")
    leader, character = found["ZZ01-001"], found["ZZ01-002"]
    assert leader["name"] == "Mira & Bo"
    assert leader["effect"] == "[Activate: Main] ②: Draw 1 card.\n-1000 power <Slash>"
    assert character["name"] == 'Jo"Hook"Lane'
    assert set(character["keywords"]) >= {"Blocker", "Trigger"}


def test_null_cost_and_power_mean_zero_and_a_dash_means_no_text(tmp_path: Path) -> None:
    found = load(tmp_path, EVENT, CHARACTER | {"power": None}).by("cards", "number")
    event, character = found["ZZ01-003"], found["ZZ01-002"]
    assert (event["cost"], event["power"], event["effect"]) == (0, None, None)
    assert character["power"] == 0


def test_a_leader_without_life_is_rejected(tmp_path: Path) -> None:
    outcome = load(tmp_path, LEADER | {"cost": None}, EVENT)
    assert outcome.why() == [("cost", "missing")]
    assert outcome.rejects[0].key == "[0] ZZ01-001"


def test_the_facts_of_a_card_come_whole_from_its_base_print(tmp_path: Path) -> None:
    art = CHARACTER | {"id": "ZZ01-002_p1", "rarity": "Special", "power": 9000, "counter": 2000}
    outcome = load(tmp_path, art, CHARACTER, CHARACTER | {"id": "ZZ01-002_r1"})
    card = outcome.only("cards")
    assert (card["print_id"], card["power"], card["rarity"]) == ("ZZ01-002", 4000, "Common")
    variants = {row["print_id"]: row["variant"] for row in outcome.rows["prints"]}
    assert variants == {"ZZ01-002": "base", "ZZ01-002_p1": "art", "ZZ01-002_r1": "reprint"}


def test_without_the_base_print_the_lowest_one_speaks_for_the_card(tmp_path: Path) -> None:
    ids = ["ZZ01-002_r1", "ZZ01-002_p10", "ZZ01-002_p2"]
    outcome = load(tmp_path, *(CHARACTER | {"id": one} for one in ids))
    assert outcome.only("cards")["print_id"] == "ZZ01-002_p2"
    assert len(outcome.rows["prints"]) == 3


def test_a_print_listed_twice_in_a_pack_is_rejected_the_second_time(tmp_path: Path) -> None:
    outcome = load(tmp_path, CHARACTER, CHARACTER | {"name": "Other"})
    assert outcome.only("prints")["name"] == 'Jo"Hook"Lane'
    assert outcome.why() == [("print_id", "print listed twice: [0] ZZ01-002 is kept")]


def test_each_pack_game_and_publisher_is_a_data_set_of_its_own(tmp_path: Path) -> None:
    outcome = load(
        tmp_path,
        CHARACTER,
        CHARACTER | {"pack_id": "900002"},
        CHARACTER | {"game": "tidebreak", "source": "sample"},
    )
    assert list(outcome.notes) == [
        "punk-records:onepiece:900001",
        "punk-records:onepiece:900002",
        "punk-records:tidebreak:sample:900001",
    ]
    assert {(row["game"], row["source"]) for row in outcome.rows["cards"]} == {
        ("onepiece", "punk-records"),
        ("tidebreak", "sample"),
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "OP01-0l6"),
        ("id", "../OP01-016"),
        ("name", "  "),
        ("name", 7),
        ("category", "Charakter"),
        ("colors", ["Orange"]),
        ("colors", []),
        ("colors", "Red"),
        ("cost", "5x"),
        ("cost", True),
        ("cost", 31),
        ("cost", -1),
        ("power", "5000.5"),
        ("power", 5000.5),
        ("power", 5001),
        ("counter", 5000),
        ("types", "Harbour"),
        ("types", [None]),
        ("attributes", {"a": 1}),
        ("block_number", "1a"),
        ("effect", 5),
        ("effect", "x" * 5001),
        ("pack_id", "a/b"),
        ("pack_id", None),
        ("game", ["onepiece"]),
    ],
)
def test_a_wrong_value_rejects_its_record_and_names_the_field(
    tmp_path: Path, field: str, value: Any
) -> None:
    outcome = load(tmp_path, CHARACTER | {field: value}, EVENT)
    assert {row["number"] for row in outcome.rows["cards"]} == {"ZZ01-003"}
    assert {row["number"] for row in outcome.rows["prints"]} == {"ZZ01-003"}
    assert {reject.field for reject in outcome.rejects} == {field}


@pytest.mark.parametrize("field", ["cost", "power", "counter", "types", "attributes", "name"])
def test_a_field_that_is_gone_is_not_taken_for_null(tmp_path: Path, field: str) -> None:
    record = {name: value for name, value in CHARACTER.items() if name != field}
    assert load(tmp_path, record, EVENT).why() == [(field, "missing")]


def test_an_event_with_a_figure_of_power_is_a_shifted_row(tmp_path: Path) -> None:
    outcome = load(tmp_path, EVENT | {"power": 1000})
    assert outcome.why() == [("power", "expected no power, for this is a card of kind Event")]


def test_hostile_text_is_kept_as_text(tmp_path: Path) -> None:
    name = "=cmd|' /C calc'!A0 <script>"
    assert load(tmp_path, CHARACTER | {"name": name}).only("cards")["name"] == name


def test_other_games_bring_their_own_colours_and_numbers(tmp_path: Path) -> None:
    other = {"game": "elsewhere", "id": "abc/7", "category": "Creature", "colors": ["White"]}
    card = load(tmp_path, CHARACTER | other | {"power": 3}).only("cards")
    assert (card["number"], card["colors"], card["power"]) == ("abc/7", ["White"], 3)


@pytest.mark.parametrize("content", [[], {}, [1, "a"], [{"id": "ZZ01-001"}], {"Cards": [LEADER]}])
def test_other_documents_are_not_recognised(tmp_path: Path, content: Any) -> None:
    path = write(tmp_path, content)
    assert not SOURCE.recognises(Document(path.name, path))


@given(st.data())
def test_spoiled_records_are_each_loaded_or_rejected(data: st.DataObject) -> None:
    intact = EVENT | {"id": "ZZ01-099"}
    prints = [LEADER, CHARACTER, EVENT, CHARACTER | {"id": "ZZ01-002_p1"}]
    records = [*data.draw(mutated(prints)), intact]
    with tempfile.TemporaryDirectory() as folder:
        outcome = read(SOURCE, write(Path(folder), records))
    assert_every_record_is_accounted_for(outcome, "", len(records))


@pytest.fixture(scope="module")
def official(real_data: Path) -> Outcome:
    folder = real_data / "onepiece" / "cards_official" / "english" / "data"
    return read(SOURCE, sorted(folder.glob("*.json")))


@pytest.mark.real_data
def test_the_official_cards_come_out_in_their_known_numbers(official: Outcome) -> None:
    assert not official.rejects
    assert not official.broken
    assert len(official.rows["prints"]) == 4_673
    cards = official.by("cards", "number")
    for row in official.rows["cards"]:
        if row["print_id"] == row["number"]:
            cards[row["number"]] = row
    assert len(cards) == 2_665
    kinds = Counter(card["category"] for card in cards.values())
    assert kinds == {"Character": 2_089, "Event": 393, "Leader": 136, "Stage": 47}
    leaders = [card for card in cards.values() if card["category"] == "Leader"]
    assert Counter(leader["life"] for leader in leaders) == {5: 69, 4: 61, 3: 3, 6: 2, 2: 1}
    assert sum(len(leader["colors"]) == 2 for leader in leaders) == 68
    assert all(card["life"] is None for card in cards.values() if card["category"] != "Leader")


@pytest.mark.real_data
def test_every_official_pack_is_one_data_set(official: Outcome) -> None:
    assert len(official.notes) == 59
    assert all(key.startswith("punk-records:onepiece:569") for key in official.notes)
    twice = [row for row in official.rows["prints"] if row["print_id"] == "OP07-091_p1"]
    assert len({row["pack"] for row in twice}) == len(twice) == 2
