from __future__ import annotations

from typing import Any

import pytest

from tcb_analytics.warehouse.contracts import Reject, Row
from tcb_analytics.warehouse.sources.catalogue import (
    Printing,
    catalogue_rows,
    power_of,
    printing,
    reprinted,
    variant,
)
from tcb_analytics.warehouse.sources.fields import Fields

FACTS: dict[str, Any] = {
    "print_id": "ZZ01-001", "name": "Mira", "category": "Character", "colors": ["Red"], "cost": 1,
    "life": None, "power": 1000, "counter": None, "attributes": [], "types": [], "rarity": "C",
    "block": 1, "effect": "[Blocker]", "trigger": None,
}  # fmt: skip


def make(key: str, **facts: Any) -> Printing:
    return printing(Fields({}, key), "onepiece", "test", FACTS | facts, {"pack": "1"})


def rows(*printings: Printing) -> tuple[list[Row], list[Reject]]:
    found = list(catalogue_rows(printings))
    return (
        [item for item in found if isinstance(item, Row)],
        [item for item in found if isinstance(item, Reject)],
    )


def test_what_follows_from_the_facts_is_added() -> None:
    card = make("a").card
    assert (card["number"], card["set_code"], card["keywords"]) == ("ZZ01-001", "ZZ01", ["Blocker"])


def test_a_print_whose_facts_break_the_contract_is_kept_out_whole() -> None:
    good, bad = rows(make("a", counter=5000), make("b", print_id="ZZ01-001_p1"))
    assert {(row.table, row.key) for row in good} == {("prints", "b"), ("cards", "b")}
    assert [(reject.key, reject.field) for reject in bad] == [("a", "counter")]


def test_a_fault_seen_by_both_contracts_is_one_reject() -> None:
    _, bad = rows(make("a", name=None))
    assert [(reject.key, reject.field) for reject in bad] == [("a", "name")]


def test_another_print_of_a_card_keeps_its_facts_and_knows_nothing_of_its_own() -> None:
    first = make("a")
    other = reprinted(first, "ZZ01-001_p1", "image")
    assert other.card is first.card
    assert other.print["variant"] == "art"
    assert other.print["rarity"] is other.print["pack"] is None


@pytest.mark.parametrize(
    ("print_id", "kind"),
    [("ZZ01-001", "base"), ("ZZ01-001_p1", "art"), ("ZZ01-001_r2", "reprint"), ("X_sp", "art")],
)
def test_the_suffix_of_a_print_tells_its_kind(print_id: str, kind: str) -> None:
    assert variant(print_id) == kind


@pytest.mark.parametrize(
    ("category", "power", "expected"),
    [("Leader", None, 0), ("Character", 3000, 3000), ("Event", 0, None), ("Creature", None, None)],
)
def test_power_depends_on_the_kind_of_card(
    category: str, power: int | None, expected: int | None
) -> None:
    fields = Fields({}, "a")
    assert power_of(fields, "power", category, power) == expected
    assert not fields.rejects
