"""What a deck needs beyond a collection: the shopping list and the coverage."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from tcb_analytics.cards.deck import Deck
from tcb_analytics.strategies.question import Question


@dataclass(frozen=True, slots=True)
class Purchase:
    """Missing copies of one card.

    Attributes:
        number: Card number.
        name: Card name.
        copies: Copies beyond those owned.
        price: Money by copy; None where it is not known.
    """

    number: str
    name: str
    copies: int
    price: float | None

    @property
    def cost(self) -> float | None:
        """Money for all copies."""
        return None if self.price is None else self.price * self.copies

    def as_dict(self) -> dict[str, Any]:
        """The purchase as plain data."""
        return {
            "number": self.number,
            "name": self.name,
            "copies": self.copies,
            "price": self.price,
            "cost": self.cost,
        }


def shopping_list(question: Question, deck: Deck) -> tuple[Purchase, ...]:
    """The missing copies of the main deck, dearest first; empty without a collection."""
    owned = question.owned
    if owned is None:
        return ()
    found = []
    for card, count in deck.cards:
        place = question.facts.index[card.number]
        lacking = count - min(count, owned.copies[place])
        if lacking > 0:
            price = float(owned.prices[place])
            known = None if math.isnan(price) else price
            found.append(Purchase(card.number, card.name, int(lacking), known))
    return tuple(sorted(found, key=lambda item: (-(item.cost or 0.0), item.number)))


def coverage_of(question: Question, deck: Deck) -> float | None:
    """Share of the main deck that is owned or free, 0 to 1; None without a collection."""
    if question.owned is None:
        return None
    lacking = sum(item.copies for item in shopping_list(question, deck))
    return 1 - lacking / deck.size
