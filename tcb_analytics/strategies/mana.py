"""Basic lands: which colour each makes, and the card for one that a catalogue does not list.

Catalogues of Limited sets often leave out the basic lands, which every player has at hand.
Leaves out what other lands make.
"""

from __future__ import annotations

from tcb_analytics.cards.card import Card, Category

BASIC_COLORS = {"Plains": "W", "Island": "U", "Swamp": "B", "Mountain": "R", "Forest": "G"}
"""Colour of mana by basic land."""


def free_card(name: str, game: str) -> Card:
    """A card for a name that a format gives freely but no catalogue lists."""
    land = name in BASIC_COLORS
    return Card(
        number=name,
        name=name,
        category=Category.LAND if land else Category.OTHER,
        types=("Land",) if land else (),
        game=game,
    )


def sources(card: Card) -> tuple[str, ...]:
    """Colours of mana that a land stands for: a basic's own, another land's colours."""
    if card.category is not Category.LAND:
        return ()
    basic = BASIC_COLORS.get(card.name)
    return card.colors if basic is None else (basic,)
