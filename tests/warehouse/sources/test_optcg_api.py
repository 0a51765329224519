from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.warehouse.sources import punk_records
from tcb_analytics.warehouse.sources.optcg_api import SOURCE
from tests.warehouse.sources.outcome import (
    Outcome,
    assert_every_record_is_accounted_for,
    mutated,
    read,
    write,
)

CHARACTER: dict[str, Any] = {
    "inventory_price": 0.1, "market_price": 0.42, "card_name": "Mira (012)", "set_id": "ZZ-01",
    "set_name": "Starter Deck 1: Tides", "card_text": "[Blocker]", "rarity": "C",
    "card_set_id": "ZZ01-012", "card_image_id": "ZZ01-012", "card_color": "Red Green",
    "card_type": "Character", "life": None, "card_cost": "3", "card_power": "4000",
    "sub_types": "Harbour Tide Watch", "counter_amount": 1000, "attribute": "Slash Special",
    "date_scraped": "2026-08-22", "card_image": None,
}  # fmt: skip
LEADER = CHARACTER | {
    "card_set_id": "ZZ01-001", "card_image_id": "ZZ01-001", "card_name": "Bo (Bentham)",
    "card_type": "Leader", "life": "5", "card_cost": None, "card_power": "5000",
    "counter_amount": 0,
}  # fmt: skip
STAGE = CHARACTER | {
    "card_set_id": "ZZ01-017", "card_image_id": "ZZ01-017", "card_name": "Old Pier",
    "card_type": "Stage", "life": "NULL", "card_power": "NULL", "attribute": "NULL",
    "counter_amount": None, "card_color": "Red", "sub_types": "Harbour", "card_text": None,
}  # fmt: skip


def types(game: str) -> frozenset[str]:
    assert game == "onepiece"
    return frozenset({"Harbour", "Tide Watch"})


def load(folder: Path, *records: Any) -> Outcome:
    return read(SOURCE, write(folder, list(records)), types)


def test_flat_text_becomes_a_card_and_a_priced_print(tmp_path: Path) -> None:
    outcome = load(tmp_path, CHARACTER)
    card, product = outcome.only("cards"), outcome.only("prints")
    assert (card["name"], card["cost"], card["power"]) == ("Mira", 3, 4000)
    assert card["colors"] == ["Red", "Green"]
    assert card["attributes"] == ["Slash", "Special"]
    assert card["types"] == ["Harbour", "Tide Watch"]
    assert (product["price_usd"], product["price_date"]) == (0.42, date(2026, 8, 22))
    assert (product["pack"], product["pack_name"]) == ("ZZ-01", "Starter Deck 1: Tides")


def test_null_words_are_nulls_and_a_counter_of_zero_is_none(tmp_path: Path) -> None:
    found = load(tmp_path, LEADER, STAGE).by("cards", "number")
    leader, stage = found["ZZ01-001"], found["ZZ01-017"]
    assert (leader["life"], leader["cost"], leader["counter"]) == (5, 0, None)
    assert leader["name"] == "Bo (Bentham)"
    assert (stage["life"], stage["power"], stage["attributes"]) == (None, None, [])
    assert (stage["cost"], stage["types"], stage["effect"]) == (3, ["Harbour"], None)


@pytest.mark.parametrize(
    "shift",
    [
        {"card_power": "Harbour"},
        {"card_power": "Harbour Tide Watch", "sub_types": "1000"},
        {"card_cost": "Old Harbour"},
        {"life": "4000"},
    ],
)
def test_rows_with_shifted_columns_are_rejected_by_field(
    tmp_path: Path, shift: dict[str, str]
) -> None:
    outcome = load(tmp_path, CHARACTER | shift, STAGE)
    assert [row["number"] for row in outcome.rows["prints"]] == ["ZZ01-017"]
    assert {reject.field for reject in outcome.rejects} == set(shift)
    assert {reject.key for reject in outcome.rejects} == {"[0] ZZ01-012"}


def test_a_stage_with_power_is_a_shifted_row_but_zero_means_none(tmp_path: Path) -> None:
    assert load(tmp_path, STAGE | {"card_power": "0"}).only("cards")["power"] is None
    assert [field for field, _ in load(tmp_path, STAGE | {"card_power": "2000"}).why()] == [
        "card_power"
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("counter_amount", 5000),
        ("counter_amount", "x"),
        ("card_power", None),
        ("card_power", "5000.5"),
        ("card_cost", ""),
        ("card_color", "Red/Green"),
        ("card_set_id", "ZZ01-013"),
        ("card_image_id", "=cmd"),
        ("market_price", "0.42"),
        ("market_price", -1.0),
        ("date_scraped", "22.08.2026"),
        ("set_id", "../x"),
        ("card_name", "<br>"),
    ],
)
def test_an_impossible_value_rejects_the_record(tmp_path: Path, field: str, value: Any) -> None:
    outcome = load(tmp_path, CHARACTER | {field: value}, STAGE)
    assert [row["number"] for row in outcome.rows["prints"]] == ["ZZ01-017"]
    assert len(outcome.rejects) == 1


def test_types_that_cannot_be_told_apart_are_withheld_and_the_rest_is_loaded(
    tmp_path: Path,
) -> None:
    outcome = read(SOURCE, write(tmp_path, [CHARACTER, STAGE]))
    found = outcome.by("cards", "number")
    assert (found["ZZ01-012"]["types"], found["ZZ01-012"]["power"]) == ([], 4000)
    assert found["ZZ01-017"]["types"] == ["Harbour"]
    assert [(reject.field, reject.value) for reject in outcome.rejects] == [
        ("sub_types", "Harbour Tide Watch")
    ]
    assert (
        "prints loaded without types: 1 ([0] ZZ01-012)"
        in outcome.notes["optcgapi:onepiece:ZZ-01"][1]
    )


@pytest.mark.parametrize(("field", "column"), [("sub_types", "types"), ("attribute", "attributes")])
def test_a_missing_list_is_empty_and_said_so(tmp_path: Path, field: str, column: str) -> None:
    outcome = load(tmp_path, CHARACTER | {field: ""})
    assert outcome.only("cards")[column] == []
    assert [reject.field for reject in outcome.rejects] == [field]


@pytest.mark.parametrize("tag", ["Reprint", "Parallel"])
def test_a_name_that_tells_of_another_print_than_its_id_is_rejected(
    tmp_path: Path, tag: str
) -> None:
    outcome = load(tmp_path, CHARACTER | {"card_name": f"Mira ({tag})"}, STAGE)
    assert [reject.field for reject in outcome.rejects] == ["card_image_id"]


def test_a_hyphen_before_the_print_suffix_is_read_as_the_usual_underscore(tmp_path: Path) -> None:
    outcome = load(tmp_path, CHARACTER | {"card_image_id": "ZZ01-012-r1"})
    product = outcome.only("prints")
    assert (product["print_id"], product["number"]) == ("ZZ01-012_r1", "ZZ01-012")
    assert product["variant"] == "reprint"


def test_each_product_is_a_data_set_of_its_own(tmp_path: Path) -> None:
    outcome = load(tmp_path, CHARACTER, STAGE | {"set_id": "ZZ-02"})
    assert list(outcome.notes) == ["optcgapi:onepiece:ZZ-01", "optcgapi:onepiece:ZZ-02"]


@given(st.data())
def test_spoiled_records_are_each_loaded_or_rejected(data: st.DataObject) -> None:
    last = STAGE | {"card_set_id": "ZZ01-099", "card_image_id": "ZZ01-099"}
    records = [*data.draw(mutated([LEADER, CHARACTER, STAGE])), last]
    with tempfile.TemporaryDirectory() as folder:
        outcome = read(SOURCE, write(Path(folder), records))
    assert_every_record_is_accounted_for(outcome, "", len(records))


SHIFTED = {"OP09-090_r1", "OP09-089_r1", "OP12-028_r1", "OP10-103_r1"}
WRONG_IN_THE_SOURCE = {
    "ST04-010", "ST11-002", "ST11-005", "ST11-005_p2", "ST30-009", "ST23-004_r1",
}  # fmt: skip
"""Prints whose types the source gives otherwise than the publisher does."""


@pytest.fixture(scope="module")
def official(real_data: Path) -> dict[str, dict[str, Any]]:
    folder = real_data / "onepiece" / "cards_official" / "english" / "data"
    rows = read(punk_records.SOURCE, folder.glob("*.json")).rows["cards"]
    return {row["number"]: row for row in rows if row["print_id"] == row["number"]}


@pytest.fixture(scope="module")
def api(real_data: Path, official: dict[str, dict[str, Any]]) -> Outcome:
    known = frozenset(name for card in official.values() for name in card["types"])
    path = real_data / "onepiece" / "cards_api" / "starter_cards.json"
    return read(SOURCE, path, lambda game: known)


@pytest.mark.real_data
def test_all_626_prints_are_loaded_or_rejected_with_a_reason(api: Outcome) -> None:
    assert_every_record_is_accounted_for(api, "", 626)
    assert len(api.rows["prints"]) == 616
    kept_out = {reject.key for reject in api.rejects} - set(api.keys)
    assert len(kept_out) == 10
    named = {key.split(" ", 1)[1] for key in kept_out}
    assert named >= SHIFTED
    assert named - SHIFTED == {
        "OP07-116_p1",  # no cost
        "ST14-010", "ST29-001",  # a reprint and a parallel under the base print's id
        "ST25-001", "ST25-003", "ST25-004",  # listed twice
    }  # fmt: skip
    shifted = [reject for reject in api.rejects if reject.key.split(" ")[1] in SHIFTED]
    assert {reject.field for reject in shifted} == {"card_power", "sub_types"}


@pytest.mark.real_data
def test_types_told_apart_are_the_official_ones(
    api: Outcome, official: dict[str, dict[str, Any]]
) -> None:
    withheld = {reject.key for reject in api.rejects if reject.field == "sub_types"}
    assert len(withheld & set(api.keys)) == 6
    wrong = {
        row["print_id"]
        for row in api.rows["cards"]
        if row["types"] and folded(row) != folded(official[row["number"]])
    }
    assert wrong == WRONG_IN_THE_SOURCE
    assert sum(bool(row["types"]) for row in api.rows["cards"]) == 535


def folded(card: dict[str, Any]) -> list[str]:
    return sorted(name.casefold() for name in card["types"])


@pytest.mark.real_data
def test_figures_agree_with_the_official_cards_but_for_counters_it_does_not_know(
    api: Outcome, official: dict[str, dict[str, Any]]
) -> None:
    for row in api.rows["cards"]:
        theirs = official[row["number"]]
        for column in ("category", "cost", "life", "power"):
            assert row[column] == theirs[column], (row["print_id"], column)
        assert row["counter"] in (theirs["counter"], None), row["print_id"]
