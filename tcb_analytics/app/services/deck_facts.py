"""Decks of the database as the deck that rules, analyses and lists know.

Leaves out what the database does not keep: a card's attributes and its print.
"""

from __future__ import annotations

from tcb_analytics.app.models.catalogue import StoredCard
from tcb_analytics.app.models.holdings import StoredDeck
from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck


def card_of(stored: StoredCard) -> Card:
    """A card as rules know it."""
    return Card(
        number=stored.number, name=stored.name, category=Category(stored.category),
        colors=tuple(found.color.name for found in stored.colors), cost=stored.cost,
        life=stored.life, power=stored.power, counter=stored.counter,
        types=tuple(found.type.name for found in stored.types),
        keywords=tuple(stored.keywords.split("\n")) if stored.keywords else (),
        rarity=stored.rarity, set_code=stored.set.code if stored.set else None,
        block=stored.block, effect=stored.effect, trigger=stored.trigger, game=stored.game,
    )  # fmt: skip


def deck_of(stored: StoredDeck) -> Deck:
    """A deck as rules know it."""
    return Deck(
        {card_of(line.card): line.copies for line in stored.cards},
        leader=card_of(stored.leader) if stored.leader else None,
        name=stored.name,
    )
