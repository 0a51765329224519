"""Generated decks for matches: any number of them, lawful, of invented cards."""

from __future__ import annotations

import random

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck

KEYWORD_TEXTS = ("", "", "", "[Blocker]", "[Rush]", "[Double Attack]", "[Banish]")


def character(source: random.Random, number: int, effect: str | None = None) -> Card:
    """A character of the usual curve; ``effect`` None draws a keyword."""
    cost = source.choice((1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10))
    power = max(1000, min(12000, 1000 * (cost + source.choice((0, 1, 1, 2)))))
    counter = source.choice((None, 1000, 1000, 2000)) if cost < 8 else None
    return Card(
        f"XX01-{number:03d}",
        f"Figure {number}",
        Category.CHARACTER,
        ("Red",),
        cost,
        power=power,
        counter=counter,
        types=("Crew",) if number % 2 else ("Guard",),
        effect=source.choice(KEYWORD_TEXTS) if effect is None else effect,
    )


def leader(source: random.Random, effect: str = "") -> Card:
    """A leader with four or five Life."""
    return Card(
        "XX01-000",
        "Captain",
        Category.LEADER,
        ("Red",),
        life=source.choice((4, 5)),
        power=source.choice((5000, 5000, 6000)),
        types=("Crew",),
        effect=effect,
    )


def plain_deck(seed: int) -> Deck:
    """Fifty characters with keywords at most."""
    source = random.Random(seed)
    cards = {character(source, number): 4 for number in range(1, 13)}
    cards[character(source, 13)] = 2
    return Deck(cards, leader(source))
