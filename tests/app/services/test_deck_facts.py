"""A card goes through the catalogue and comes out as rules knew it."""

from __future__ import annotations

import pytest

from tcb_analytics.app.services import catalogue
from tcb_analytics.app.services.deck_facts import card_of
from tcb_analytics.cards.card import Card, Category
from tests.app.harbour import harbour
from tests.app.worlds import GAME, NOON

BARE = Card(number="HB02-001", name="Bare", game=GAME)
WHOLE = Card(
    number="HB02-002", name="Whole", category=Category.LEADER, colors=("Red", "Blue"), cost=3,
    life=4, power=5000, counter=1000, types=("Crew", "Harbour Guard"),
    keywords=("Rush", "Double Attack"), rarity="SR", set_code="HB02", block=2,
    effect="Draw 1 card.", trigger="Play this card.", game=GAME,
)  # fmt: skip


@pytest.mark.parametrize("card", [BARE, WHOLE], ids=["bare", "whole"])
def test_a_card_is_the_same_before_and_after(card: Card) -> None:
    world = harbour(0)
    catalogue.seed(world.begin(), [card], {}, NOON)

    found = card_of(catalogue.card(world.begin(), GAME, card.number))

    facts = ("number", "name", "category", "colors", "cost", "life", "power", "counter", "types",
             "keywords", "rarity", "set_code", "block", "effect", "trigger", "game")  # fmt: skip
    for name in facts:
        assert getattr(found, name) == getattr(card, name), name
