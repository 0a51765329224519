"""Real card texts, read from the real files: what each means was written down by hand.

Five times fifty cards were drawn at random (seeds 1 to 5, the last after the templates were
last changed) from those that are wholly modelled and do something; each was read against its
text, and every meaning in ``read_by_hand.json`` is what the text says. Numbers and meanings
are kept, no texts.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tcb_analytics.cards.card import Card
from tcb_analytics.simulator.coverage import coverage, coverage_by_set
from tcb_analytics.simulator.effects.abilities import is_sound
from tcb_analytics.simulator.effects.notation import notation
from tcb_analytics.simulator.effects.parse import read_effects

READ_BY_HAND: dict[str, dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("read_by_hand.json").read_text(encoding="utf-8")
)
NEWEST = ("OP14", "OP15", "OP16")

pytestmark = pytest.mark.real_data


@pytest.mark.parametrize("seed", READ_BY_HAND)
def test_none_of_fifty_cards_read_by_hand_is_wrong(official: dict[str, Card], seed: str) -> None:
    expected = READ_BY_HAND[seed]
    found = {number: read_effects(official[number]) for number in expected}

    assert len(expected) == 50
    assert all(effects.modelled for effects in found.values())
    assert {number: list(notation(effects)) for number, effects in found.items()} == expected


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        # "on your field" names an owner.
        ("ST01-017", "power +1000 1? you.leader/chars(type=Straw Hat Crew) for turn"),
        # Only an own Character returns to your hand.
        ("OP01-047", "pay[to_hand 1 you.chars]"),
        # Two of an opponent's things, of which a DON!! card is one.
        ("OP15-032", "choose2 do[#1 rest 1? opp.field; #2 rest 1? opp.don_active]"),
        # What is excluded is excluded of either alternative.
        ("OP03-112", "you.deck(name=Sanji,name!=Charlotte Pudding,or:type=Big Mom Pirates)"),
        # The opponent's DON!! is the opponent's to give.
        ("OP15-003", "pay[give_don 1 1 opp.chars] do[give_don 1 1 any.leader/chars]"),
        ("ST34-004", "set_power 0 1? opp.chars for turn"),
        ("OP05-030", "instead_of_ko of[all you.chars(rested)] if[opponent_turn] pay[trash this]"),
        ("OP09-103", "if-done draw 1"),
    ],
)
def test_a_text_with_a_trap_in_it_means_what_it_says(
    official: dict[str, Card], number: str, meant: str
) -> None:
    assert meant in " | ".join(notation(read_effects(official[number])))


@pytest.mark.parametrize(
    "number",
    [
        "ST30-012",  # asks for an ability that cards gain and lose
        "OP06-116",  # its first action ends the condition of its second
        "EB02-052",
        "EB04-059",
        "OP13-079",  # changes how a game starts
        "P-117",  # changes who wins
        "OP15-058",  # changes the DON!! deck
        "OP13-066",  # does not say when the DON!! comes
        "OP02-002",  # does not say whether two DON!! at once are one giving
        "OP14-001",  # swaps the power of two cards
    ],
)
def test_a_text_that_the_form_cannot_hold_is_listed_and_not_guessed(
    official: dict[str, Card], number: str
) -> None:
    effects = read_effects(official[number])

    assert effects.unmodelled
    assert effects.abilities == ()


def test_most_cards_of_the_newest_sets_are_wholly_modelled(official: dict[str, Card]) -> None:
    shares = {one.set_code: one.coverage.share for one in coverage_by_set(official.values())}

    assert all(shares[code] >= 0.8 for code in NEWEST), shares


def test_six_cards_in_seven_are_wholly_modelled(official: dict[str, Card]) -> None:
    found = coverage(official.values())

    assert found.copies == 2_665
    assert found.share >= 0.85
    assert found.plain <= 420
    assert {card.number for card in official.values()} >= {number for number, _ in found.clauses}


def test_every_real_effect_fits_the_form(official: dict[str, Card]) -> None:
    cards = [card for card in official.values() if card.set_code in NEWEST]
    effects = [read_effects(card) for card in cards]
    assert all(is_sound(ability) for one in effects for ability in one.abilities)
