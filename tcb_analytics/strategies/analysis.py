"""What a deck is made of, what it draws, and what successful decks have that it lacks.

Counts and exact chances only: no strategy, no value, no solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.analysis_html import analysis_html
from tcb_analytics.strategies.opening import HAND, HANDS, Chances, chances


@dataclass(frozen=True, slots=True)
class Lack:
    """A card that successful decks have and this one has not.

    Attributes:
        number: Card number.
        name: Card name; the number where no catalogue tells it.
        inclusion: Share of the successful decks with it, 0 to 1.
    """

    number: str
    name: str
    inclusion: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a deck is made of.

    Attributes:
        deck: The deck.
        curve: Copies by cost.
        mean_cost: Mean cost of the cards that are paid for; None without any.
        counters: Copies by counter value.
        counter_total: Sum of counter values.
        colors: Copies by colour; a card of two colours counts for both.
        categories: Copies by category.
        types: Copies by type, most first.
        keywords: Copies by keyword, most first.
        hand: Cards in the opening hand.
        draws: Chances by group: each card, each keyword, early plays (cost 2 or less), counters.
        lacks: Cards of successful decks that this deck has not, most included first.
        shares: Inclusion share of each card of the deck; empty without evidence.
    """

    deck: Deck
    curve: Mapping[int, int]
    mean_cost: float | None
    counters: Mapping[int, int]
    counter_total: int
    colors: Mapping[str, int]
    categories: Mapping[str, int]
    types: Mapping[str, int]
    keywords: Mapping[str, int]
    hand: int
    draws: Mapping[str, Chances]
    lacks: tuple[Lack, ...]
    shares: Mapping[str, float]

    def as_dict(self) -> dict[str, Any]:
        """The analysis as plain data."""
        plain = ("curve", "counters", "colors", "categories", "types", "keywords", "shares")
        return {
            "cards": self.deck.counts,
            **{name: dict(getattr(self, name)) for name in plain},
            "mean_cost": self.mean_cost,
            "counter_total": self.counter_total,
            "hand": self.hand,
            "draws": {label: found.as_dict() for label, found in self.draws.items()},
            "lacks": [
                {"number": lack.number, "name": lack.name, "inclusion": lack.inclusion}
                for lack in self.lacks
            ],
        }

    def _repr_html_(self) -> str:
        return analysis_html(self)


def analyse(
    deck: Deck,
    *,
    evidence: Mapping[str, float] | None = None,
    catalog: Catalog | None = None,
    hand: int | None = None,
    least: float = 0.25,
) -> Analysis:
    """What a deck is made of and what it draws.

    Args:
        deck: The deck; unknown cards count by their copies alone.
        evidence: Share of the leader's successful decks with each card, 0 to 1, by number.
        catalog: Names for cards that the deck has not.
        hand: Cards in the opening hand; by default those of the deck's game.
        least: Smallest share from which on a missing card is told.

    Raises:
        DeckError: The deck is empty or smaller than the hand, or a share is not within 0 and 1.
    """
    if deck.size == 0:
        raise DeckError("the deck has no card", remedy="give a deck with cards")
    size = HANDS.get(deck.game or "", HAND) if hand is None else hand
    paid = [
        (card, n) for card, n in deck.cards if card.known and card.category is not Category.LAND
    ]
    copies = sum(n for _, n in paid)
    return Analysis(
        deck=deck,
        curve=deck.curve(),
        mean_cost=sum(card.cost * n for card, n in paid) / copies if copies else None,
        counters=_tally(deck, lambda card: (card.counter or 0,) if card.known else ()),
        counter_total=deck.counter_total,
        colors=_tally(deck, lambda card: card.colors),
        categories=_tally(deck, lambda card: (str(card.category),)),
        types=_tally(deck, lambda card: card.types),
        keywords=_tally(deck, lambda card: card.keywords),
        hand=size,
        draws=_draws(deck, size),
        lacks=_lacks(deck, evidence or {}, catalog, least),
        shares={n: evidence[n] for n in deck.counts if evidence and n in evidence},
    )


def _tally(deck: Deck, keys: Callable[[Card], Iterable[Any]]) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for card, count in deck.cards:
        for key in keys(card):
            found[key] = found.get(key, 0) + count
    return dict(sorted(found.items(), key=lambda item: (-item[1], str(item[0]))))


def _draws(deck: Deck, hand: int) -> dict[str, Chances]:
    def count(meets: Callable[[Card], bool]) -> int:
        return sum(n for card, n in deck.cards if card.known and meets(card))

    groups = {
        "a card of cost 2 or less": count(
            lambda c: c.category is not Category.LAND and c.cost <= 2
        ),
        "a card with counter": count(lambda c: bool(c.counter)),
        "a land": count(lambda c: c.category is Category.LAND),
    }
    groups |= {f"[{word}]": n for word, n in _tally(deck, lambda card: card.keywords).items()}
    groups |= {card.label: n for card, n in deck.cards}
    return {label: chances(n, deck.size, hand) for label, n in groups.items() if n}


def _lacks(
    deck: Deck, evidence: Mapping[str, float], catalog: Catalog | None, least: float
) -> tuple[Lack, ...]:
    wrong = [number for number, share in evidence.items() if not 0 <= share <= 1]
    if wrong:
        raise DeckError(
            f"a share must lie within 0 and 1, got {evidence[wrong[0]]!r}",
            where=f"evidence for {wrong[0]}",
            remedy="give fractions, such as 0.4 for 40 %",
        )
    own = deck.counts.keys() | ({deck.leader.number} if deck.leader else set())
    found = []
    for number, share in evidence.items():
        if number not in own and share >= least:
            card = catalog.get(number) if catalog is not None else None
            found.append(Lack(number, card.name if card else number, share))
    return tuple(sorted(found, key=lambda lack: (-lack.inclusion, lack.number)))
