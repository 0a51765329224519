from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.warehouse.sources import punk_records
from tcb_analytics.warehouse.sources.card_db import SOURCE
from tests.warehouse.sources.outcome import (
    Outcome,
    assert_every_record_is_accounted_for,
    mutated,
    read,
    write,
)

ADDRESS = "https://cards.example/img/{}.png?260529"
LEADER: dict[str, Any] = {
    "CardNum": "#ZZ01-001", "Rarity": "L", "CardType": "LEADER", "Name": "Mira",
    "Img": ADDRESS.format("ZZ01-001"), "Cost": "5", "Attribute": "Slash/Special",
    "Power": "5000", "Counter": "-", "Color": "Red/Green", "Block": "1",
    "Type": "Harbour/Tide Watch", "Effect": "-", "CardSets": "Card Set(s)-First Tide- [ZZ01]",
    "Images": [ADDRESS.format("ZZ01-001"), ADDRESS.format("ZZ01-001_p1")],
}  # fmt: skip
EVENT = LEADER | {
    "CardNum": "#ZZ01-002", "CardType": "EVENT", "Name": "High Tide", "Cost": "-", "Power": "-",
    "Attribute": "", "Color": "Blue", "Img": ADDRESS.format("ZZ01-002"),
    "Block": "X", "Effect": "[Main] Draw 1 card.",
    "CardSets": "Card Set(s)Promotion Pack 2022", "Images": [ADDRESS.format("ZZ01-002")],
}  # fmt: skip


LAST = EVENT | {"CardNum": "#ZZ01-099", "Img": ADDRESS.format("ZZ01-099"), "Images": None}


def load(folder: Path, *records: Any, **top: Any) -> Outcome:
    return read(SOURCE, write(folder, {"Cards": list(records), **top}))


def test_text_values_become_numbers_lists_and_nulls(tmp_path: Path) -> None:
    found = load(tmp_path, LEADER, EVENT).by("cards", "number")
    leader, event = found["ZZ01-001"], found["ZZ01-002"]
    assert (leader["life"], leader["cost"], leader["power"]) == (5, 0, 5000)
    assert (leader["category"], leader["counter"], leader["effect"]) == ("Leader", None, None)
    assert leader["colors"] == ["Red", "Green"]
    assert leader["attributes"] == ["Slash", "Special"]
    assert leader["types"] == ["Harbour", "Tide Watch"]
    assert (event["cost"], event["power"], event["attributes"]) == (0, None, [])
    assert (leader["block"], event["block"]) == (1, None)


def test_an_attribute_of_a_question_mark_stays_as_printed(tmp_path: Path) -> None:
    assert load(tmp_path, LEADER | {"Attribute": "?"}).only("cards")["attributes"] == ["?"]


def test_a_record_tells_of_the_print_that_its_image_shows(tmp_path: Path) -> None:
    shown = {"Img": ADDRESS.format("ZZ01-001_p1"), "Images": LEADER["Images"][::-1]}
    outcome = load(tmp_path, LEADER | shown | {"Rarity": "SP CARD"})
    prints = outcome.by("prints", "print_id")
    assert outcome.only("cards")["print_id"] == "ZZ01-001_p1"
    assert (prints["ZZ01-001_p1"]["rarity"], prints["ZZ01-001_p1"]["pack"]) == ("SP CARD", "ZZ01")
    assert (prints["ZZ01-001"]["rarity"], prints["ZZ01-001"]["pack"]) == (None, None)


def test_image_names_give_the_other_prints_of_a_card(tmp_path: Path) -> None:
    prints = load(tmp_path, LEADER, EVENT).by("prints", "print_id")
    assert set(prints) == {"ZZ01-001", "ZZ01-001_p1", "ZZ01-002"}
    assert (prints["ZZ01-001"]["pack"], prints["ZZ01-001"]["pack_name"]) == ("ZZ01", "First Tide")
    art = prints["ZZ01-001_p1"]
    assert (art["variant"], art["rarity"], art["pack"], art["block"]) == ("art", None, None, None)
    assert prints["ZZ01-002"]["pack_name"] == "Promotion Pack 2022"


def test_an_image_listed_twice_is_rejected_the_second_time(tmp_path: Path) -> None:
    images = [*LEADER["Images"], LEADER["Images"][1]]
    outcome = load(tmp_path, LEADER | {"Images": images})
    assert len(outcome.rows["prints"]) == 2
    assert [reject.value for reject in outcome.rejects] == ["ZZ01-001_p1"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("CardNum", "#ZZ01-1"),
        ("CardNum", None),
        ("CardType", "DON"),
        ("Cost", "five"),
        ("Cost", "-"),
        ("Power", "5x"),
        ("Counter", "1.5"),
        ("Color", "Red/Orange"),
        ("Color", "Red Green"),
        ("Color", "-"),
        ("Type", ["Harbour"]),
        ("Type", "Harbour//Sea"),
        ("Block", "one"),
        ("Img", ADDRESS.format("ZZ01-009")),
        ("Img", None),
        ("Images", "x.png"),
        ("Images", [ADDRESS.format("ZZ01-009")]),
        ("Images", [5]),
        ("Name", 5),
    ],
)
def test_a_wrong_value_rejects_its_record_and_names_the_field(
    tmp_path: Path, field: str, value: Any
) -> None:
    outcome = load(tmp_path, LEADER | {field: value}, EVENT)
    assert {row["number"] for row in outcome.rows["prints"]} == {"ZZ01-002"}
    assert {reject.field for reject in outcome.rejects} == {field}


def test_game_and_source_are_honoured(tmp_path: Path) -> None:
    outcome = load(tmp_path, LEADER, game="tidebreak", source="sample")
    assert list(outcome.notes) == ["carddb:tidebreak:sample"]
    assert outcome.only("cards")["game"] == "tidebreak"


@given(st.data())
def test_spoiled_records_are_each_loaded_or_rejected(data: st.DataObject) -> None:
    records = [*data.draw(mutated([LEADER, EVENT])), LAST]
    with tempfile.TemporaryDirectory() as folder:
        outcome = load(Path(folder), *records)
    assert_every_record_is_accounted_for(outcome, "Cards", len(records))


@pytest.fixture(scope="module")
def carddb(real_data: Path) -> Outcome:
    return read(SOURCE, real_data / "onepiece" / "carddb" / "CardDb3.json")


@pytest.mark.real_data
def test_every_card_is_loaded_and_one_repeated_image_rejected(carddb: Outcome) -> None:
    assert not carddb.broken
    assert len(carddb.rows["cards"]) == 2_634
    assert [reject.value for reject in carddb.rejects] == ["OP07-091_p1"]


@pytest.mark.real_data
def test_two_catalogues_differ_in_two_cards_only(carddb: Outcome, real_data: Path) -> None:
    folder = real_data / "onepiece" / "cards_official" / "english" / "data"
    official = read(punk_records.SOURCE, folder.glob("*.json"))
    base = {
        row["number"]: row for row in official.rows["cards"] if row["print_id"] == row["number"]
    }
    theirs = carddb.by("cards", "number")
    shared = base.keys() & theirs.keys()
    assert len(shared) == 2_634
    assert {number for number in shared if facts(base[number]) != facts(theirs[number])} == {
        "OP13-079",
        "ST11-005",
    }


def facts(card: dict[str, Any]) -> tuple[Any, ...]:
    """What two catalogues should agree on; the order within lists is each one's own."""
    single = ("name", "category", "cost", "life", "power", "counter")
    lists = ("colors", "types", "attributes")
    return (*(card[name] for name in single), *(sorted(card[name]) for name in lists))
