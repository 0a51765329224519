"""Texts that ask for a leader, read as they are printed."""

from __future__ import annotations

import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.strategies.gates import cared_types, gate_of


def leader(name: str, *types: str, effect: str = "") -> Card:
    return Card(
        number="TX01-001", name=name, category=Category.LEADER, types=types, effect=effect or None
    )


def card(effect: str) -> Card:
    return Card(number="TX01-100", name="C", category=Category.CHARACTER, effect=effect)


@pytest.mark.parametrize(
    ("effect", "types", "names"),
    [
        ("If your Leader has the {Crew} type, draw 1 card.", {"Crew"}, set()),
        ('If your Leader\'s type includes "Navy", K.O. one.', {"Navy"}, set()),
        ("If your Leader is [Ada], [Bo] or [Cy], draw 1.", set(), {"Ada"}),
        ("If your Leader is [Ada] or [Bo]: draw 1.", set(), {"Ada", "Bo"}),
        ("If your Leader has the {Crew} or {Navy} type, rest it.", {"Crew", "Navy"}, set()),
        ("If your Leader is [D.Ada], draw 1.", set(), {"D.Ada"}),
    ],
)
def test_types_and_names_are_read(effect: str, types: set[str], names: set[str]) -> None:
    gate = gate_of(card(effect))
    assert gate is not None
    assert (set(gate.types), set(gate.names)) == (types, names)


@pytest.mark.parametrize("effect", ["", "Draw 1 card.", "Your Leader gains +1000 power."])
def test_a_text_that_asks_nothing_has_no_gate(effect: str) -> None:
    assert gate_of(card(effect)) is None


def test_a_gate_opens_to_its_leaders_and_to_longer_forms_of_a_type() -> None:
    gate = gate_of(card("If your Leader has the {Crew} type, draw 1. If your Leader is [Ada], x."))
    assert gate is not None
    assert gate.opens(leader("Bo", "Crew"))
    assert gate.opens(leader("Bo", "Former Crew"))
    assert gate.opens(leader("Ada"))
    assert not gate.opens(leader("Bo", "Navy"))


def test_a_leader_cares_for_the_types_it_names_or_else_for_its_own() -> None:
    assert cared_types(leader("Ada", "Crew", effect="Give {Sky} and {Navy} and {Sky}.")) == (
        "Sky", "Navy",
    )  # fmt: skip
    assert cared_types(leader("Ada", "Crew", "Navy")) == ("Crew", "Navy")
