from __future__ import annotations

from dataclasses import replace

import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.simulator.effects.filters import ANY_CARD, CardFilter, names_of
from tests.simulator.effects.worded import worded

CARD = replace(
    worded("[Blocker]", "[Trigger] Draw 1 card."),
    colors=("Red", "Green"),
    attributes=("Slash",),
    types=("Tide Guild", "Sky Watch"),
)


def test_a_card_has_the_names_that_its_text_adds() -> None:
    text = "Also treat this card's name as [Tam Orr] and [Bel Orr] according to the rules."

    assert names_of(worded(text)) == {"Mira Vale", "Tam Orr", "Bel Orr"}


@pytest.mark.parametrize(
    "what",
    [
        ANY_CARD,
        CardFilter(categories=("Character", "Stage")),
        CardFilter(colors=("Green",)),
        CardFilter(types=("Sky Watch", "Deep Choir")),
        CardFilter(type_parts=("Guild",)),
        CardFilter(names=("Mira Vale",)),
        CardFilter(not_names=("Tam Orr",)),
        CardFilter(attributes=("Slash",)),
        CardFilter(trigger=True),
        CardFilter(keywords=("Blocker",)),
        CardFilter(multicolored=True),
        CardFilter(any_of=(CardFilter(types=("Deep Choir",)), CardFilter(attributes=("Slash",)))),
        CardFilter(names=("Tam Orr",), either=(CardFilter(types=("Tide Guild",)),)),
    ],
)
def test_a_card_passes_what_it_has(what: CardFilter) -> None:
    assert what.matches(CARD)


@pytest.mark.parametrize(
    "what",
    [
        CardFilter(categories=("Event",)),
        CardFilter(colors=("Blue",)),
        CardFilter(types=("Guild",)),
        CardFilter(type_parts=("Choir",)),
        CardFilter(names=("Tam Orr",)),
        CardFilter(not_names=("Mira Vale",)),
        CardFilter(not_types=("Tide Guild",)),
        CardFilter(trigger=False),
        CardFilter(plain=True),
        CardFilter(any_of=(CardFilter(types=("Deep Choir",)), CardFilter(colors=("Blue",)))),
        CardFilter(names=("Tam Orr",), either=(CardFilter(types=("Deep Choir",)),)),
        CardFilter(
            names=("Tam Orr",),
            not_names=("Mira Vale",),
            either=(CardFilter(types=("Tide Guild",)),),
        ),
    ],
)
def test_a_card_fails_what_it_lacks(what: CardFilter) -> None:
    assert not what.matches(CARD)


def test_a_plain_card_has_no_effect_text() -> None:
    plain = Card("XX01-002", "Tam Orr", Category.CHARACTER, ("Blue",))

    assert CardFilter(plain=True).matches(plain)
    assert not CardFilter(multicolored=True).matches(plain)
