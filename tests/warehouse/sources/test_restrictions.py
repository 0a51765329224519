from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.warehouse.sources.restrictions import SOURCE
from tests.warehouse.sources.outcome import (
    Outcome,
    assert_every_record_is_accounted_for,
    mutated,
    read,
    write,
)


def rule(number: str, day: str = "2030.04.10", **values: Any) -> dict[str, Any]:
    return {"CardNum": f"#{number}", "EffectiveDate": day, "MaxCount": None, "Banned": False} | (
        values
    )


def side(number: str, letter: str, day: str = "2030.04.10") -> dict[str, Any]:
    category = {"BanCategory": "Banned Pair Cards", "BanSubCategory": f"Card {letter}"}
    return rule(number, day, **category)


BANNED = rule("ZZ01-001", Banned=True)
LIMITED = rule("ZZ01-002", MaxCount=1)


def load(folder: Path, *records: Any, **top: Any) -> Outcome:
    return read(SOURCE, write(folder, {"Restrictions": list(records), **top}))


def rules(outcome: Outcome) -> list[tuple[Any, ...]]:
    columns = ("kind", "number", "partner", "most")
    return [tuple(row[name] for name in columns) for row in outcome.rows["restrictions"]]


def test_bans_and_limits_are_rows_with_their_day(tmp_path: Path) -> None:
    outcome = load(tmp_path, BANNED, LIMITED)
    assert rules(outcome) == [
        ("banned", "ZZ01-001", None, None),
        ("limited", "ZZ01-002", None, 1),
    ]
    assert {row["in_force"] for row in outcome.rows["restrictions"]} == {date(2030, 4, 10)}
    assert outcome.notes == {"restrictions:onepiece": ()}


def test_each_card_a_is_paired_with_each_card_b_of_its_day(tmp_path: Path) -> None:
    outcome = load(
        tmp_path,
        side("ZZ01-001", "A"),
        side("ZZ01-002", "B"),
        side("ZZ01-003", "B"),
        side("ZZ01-009", "A", "2031.01.01"),
        side("ZZ01-008", "B", "2031.01.01"),
    )
    assert [found[:3] for found in rules(outcome)] == [
        ("banned_pair", "ZZ01-001", "ZZ01-002"),
        ("banned_pair", "ZZ01-001", "ZZ01-003"),
        ("banned_pair", "ZZ01-009", "ZZ01-008"),
    ]


def test_a_side_without_another_is_kept_unresolved_and_said_so(tmp_path: Path) -> None:
    outcome = load(tmp_path, side("ZZ01-001", "A"), side("ZZ01-002", "A"))
    assert [found[:3] for found in rules(outcome)] == [
        ("unresolved_pair", "ZZ01-001", None),
        ("unresolved_pair", "ZZ01-002", None),
    ]
    (note,) = outcome.notes["restrictions:onepiece"]
    assert "ZZ01-001, ZZ01-002" in note


def test_several_cards_on_both_sides_are_said_so(tmp_path: Path) -> None:
    cards = [side("ZZ01-001", "A"), side("ZZ01-002", "A"), side("ZZ01-003", "B")]
    outcome = load(tmp_path, *cards, side("ZZ01-004", "B"))
    assert len(outcome.rows["restrictions"]) == 4
    assert "several cards on both sides" in outcome.notes["restrictions:onepiece"][0]


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (rule("ZZ01-003"), "Banned"),
        (rule("ZZ01-003", Banned=True, MaxCount=1), "Banned"),
        (rule("ZZ01-003", Banned=1), "Banned"),
        (rule("ZZ01-003", MaxCount="one"), "MaxCount"),
        (rule("ZZ01-003", MaxCount=-1), "MaxCount"),
        (rule("ZZ01-003", "10.04.2030", Banned=True), "EffectiveDate"),
        (rule("ZZ01", Banned=True), "CardNum"),
        (rule("ZZ01-003", BanCategory="Banned Trio"), "BanCategory"),
        (side("ZZ01-003", "C"), "BanSubCategory"),
    ],
)
def test_a_rule_that_cannot_be_understood_is_rejected_by_field(
    tmp_path: Path, record: dict[str, Any], field: str
) -> None:
    outcome = load(tmp_path, BANNED, record)
    assert [row["number"] for row in outcome.rows["restrictions"]] == ["ZZ01-001"]
    assert [reject.field for reject in outcome.rejects] == [field]


def test_game_and_source_are_honoured(tmp_path: Path) -> None:
    outcome = load(tmp_path, BANNED, game="tidebreak", source="sample")
    assert list(outcome.notes) == ["restrictions:tidebreak:sample"]


def test_a_list_of_other_things_is_not_recognised(tmp_path: Path) -> None:
    path = write(tmp_path, {"Restrictions": ["none"]})
    assert not SOURCE.recognises(Document(path.name, path))


@given(st.data())
def test_spoiled_records_are_each_loaded_or_rejected(data: st.DataObject) -> None:
    some = [BANNED, LIMITED, side("ZZ01-004", "A"), side("ZZ01-005", "B")]
    records = [*data.draw(mutated(some)), rule("ZZ01-099", Banned=True)]
    with tempfile.TemporaryDirectory() as folder:
        outcome = load(Path(folder), *records)
    outcome.keys = [part for key in outcome.keys for part in key.split(" + ")]
    assert_every_record_is_accounted_for(outcome, "Restrictions", len(records))


@pytest.mark.real_data
def test_the_real_rules_come_out_with_one_unresolved_pair(real_data: Path) -> None:
    outcome = read(SOURCE, real_data / "onepiece" / "carddb" / "Restrictions.json")
    assert not outcome.rejects
    assert not outcome.broken
    assert sorted(found[:3] for found in rules(outcome)) == sorted(
        [
            ("banned", "OP03-040", None),
            ("banned", "OP06-047", None),
            ("banned", "OP06-086", None),
            ("banned", "OP06-116", None),
            ("banned", "ST10-001", None),
            ("banned_pair", "OP11-040", "OP08-069"),
            ("banned_pair", "OP11-040", "OP11-067"),
            ("unresolved_pair", "EB04-058", None),
            ("unresolved_pair", "OP07-115", None),
        ],
        key=str,
    )
