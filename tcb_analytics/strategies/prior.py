"""What a card is worth before there is evidence: a stated prior from its own figures.

Points per copy; about 3 for a plain card, 4 to 6 for a good one. Where the coefficients come
from: how often the One Piece cards of boosters 1 to 10 were played in 2,463 placed decks of
boosters 6 to 11, as log(1 + copies), regressed on figures that stand on the card (R² 0.20, so a
weak guide, and meant to give way to evidence). Kept, rounded, are the figures that stood out of
their error: counter 2000 (+1.7), On Play (+1.3), Activate: Main (+1.1), Blocker (+1.1), a search
(+1.1), Rush (+0.9), a draw (+0.7), power (+0.12 per 1000). Counter 1000 made no difference there,
but the rules let it stop an attack, so it counts a little. Double Attack, Banish and triggers were
too rare or too even to tell from nothing and get small marks. Events were judged by their text
alone. Cost gets no mark: the curve prices it.

A card without rules text at hand (Magic ratings carry none) is judged by rarity, the only other
figure that tells Limited cards apart. Leaves out how cards work together.
"""

from __future__ import annotations

import re

from tcb_analytics.cards.card import Card, Category

BASE = 3.0
"""Points of a card of which nothing else is known."""

KEYWORD_POINTS = {
    "On Play": 1.3,
    "Activate: Main": 1.1,
    "Blocker": 1.1,
    "Rush": 0.9,
    "Main": 0.8,
    "Counter": 0.8,
    "Double Attack": 0.3,
    "Unblockable": 0.3,
    "When Attacking": 0.2,
    "Rush: Character": 0.2,
    "Trigger": 0.1,
    "Banish": 0.1,
}
"""Points for each keyword that the card has."""

RARITY_POINTS = {"uncommon": 0.4, "rare": 0.9, "mythic": 1.1}
"""Points by rarity, for cards whose text is not at hand."""

_SEARCH = re.compile(r"look at \d", re.IGNORECASE)
_DRAW = re.compile(r"draw \d|draw a card", re.IGNORECASE)


def prior_value(card: Card) -> float:
    """Points of one copy, from the card's own figures."""
    if card.category is Category.LEADER:
        return _leader(card)
    points = BASE + 0.12 * (card.power or 0) / 1000 + _counter(card.counter or 0)
    points += sum(KEYWORD_POINTS.get(word, 0.0) for word in card.keywords)
    if not card.text:
        return points + RARITY_POINTS.get((card.rarity or "").casefold(), 0.0)
    points += 1.1 * bool(_SEARCH.search(card.text)) + 0.7 * bool(_DRAW.search(card.text))
    return points + 0.1 * min(len(card.text) / 100, 4)


def _counter(counter: int) -> float:
    """0.3 for the first 1000, 1.4 for the second."""
    thousands = counter / 1000
    return 0.3 * min(thousands, 1) + 1.4 * min(max(thousands - 1, 0), 1)


def _leader(card: Card) -> float:
    """Life and what the text does each turn; two colours cost life in print, so none is added."""
    points = BASE + 0.3 * ((card.life or 4) - 4) + 0.2 * ((card.power or 5000) - 5000) / 1000
    points += sum(KEYWORD_POINTS.get(word, 0.0) for word in card.keywords)
    points += 0.7 * bool(_DRAW.search(card.text)) + 1.1 * bool(_SEARCH.search(card.text))
    return points
