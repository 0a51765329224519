"""A deck with its proof and its reasons.

What a user holds after building: the deck, what it is worth by term, how far any other deck
could be better (the gap: 0), which targets bind, what must be bought, and the question, so that
``why`` and ``alternatives`` can ask it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.deck import Deck
from tcb_analytics.strategies.built_html import built_html
from tcb_analytics.strategies.measure import Reading
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.shopping import Purchase
from tcb_analytics.strategies.values import CardValue

if TYPE_CHECKING:
    from tcb_analytics.strategies.why import Reason


@dataclass(frozen=True, slots=True)
class BuiltDeck:
    """The best deck for a question.

    Attributes:
        deck: The deck.
        objective: Points, the sum of ``terms``.
        bound: Points that no deck of the question exceeds.
        seconds: Time it took.
        terms: Points by term of the objective.
        targets: Every target and where the deck stands.
        values: What each card of the deck was taken to be worth, by number.
        coverage: Share of the main deck that is owned; None without a collection.
        shopping: Missing copies, dearest first.
        leaders: Leaders among which this one is best; 1 where it was given, 0 in games without.
        question: What was asked.
    """

    deck: Deck
    objective: float
    bound: float
    seconds: float
    terms: Mapping[str, float]
    targets: tuple[Reading, ...]
    values: Mapping[str, CardValue]
    coverage: float | None
    shopping: tuple[Purchase, ...]
    leaders: int
    question: Question = field(repr=False, compare=False)

    @property
    def gap(self) -> float:
        """Points by which another deck could be better at most; 0 is proven optimal."""
        return round(self.bound - self.objective, 4)

    @property
    def strategy(self) -> str:
        """Name of the strategy."""
        return self.question.strategy.name

    @property
    def binding(self) -> tuple[Reading, ...]:
        """The targets that cost the deck something or hold it at an end of their band."""
        return tuple(reading for reading in self.targets if reading.binds)

    @property
    def values_learned(self) -> dict[str, bool]:
        """Whether each card's value comes from evidence, by number."""
        return {number: value.learned for number, value in self.values.items()}

    @property
    def learned_share(self) -> float:
        """Share of the deck's copies whose value comes from evidence, 0 to 1."""
        known = sum(n for number, n in self.deck.counts.items() if self.values[number].learned)
        return known / self.deck.size

    @property
    def sources(self) -> dict[str, int]:
        """Copies by what their values come from, most first: evidence by name, or the prior.

        What a value's basis says after a colon is of one card and left out.
        """
        found: dict[str, int] = {}
        for number, copies in self.deck.counts.items():
            value = self.values[number]
            told = value.basis or ("what was given" if value.learned else "the prior")
            source = told.partition(":")[0]
            found[source] = found.get(source, 0) + copies
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def why(self, card: str | Card) -> Reason:
        """What one copy more, one fewer, and none of a card would cost; see ``why.py``.

        Raises:
            CardError: No card has the number.
        """
        from tcb_analytics.strategies.why import why  # noqa: PLC0415 - why builds decks itself

        return why(self, card)

    def alternatives(self, n: int = 3, *, distance: int = 8) -> list[BuiltDeck]:
        """Other good decks, each at least ``distance`` cards apart from all before it."""
        from tcb_analytics.strategies.alternatives import (  # noqa: PLC0415 - it builds decks
            alternatives,
        )

        return alternatives(self, n, distance=distance)

    def as_dict(self) -> dict[str, Any]:
        """The result as plain data."""
        leader = self.deck.leader
        return {
            "strategy": self.strategy,
            "format": self.question.format.name,
            "leader": leader.number if leader else None,
            "cards": self.deck.counts,
            "objective": self.objective,
            "bound": self.bound,
            "gap": self.gap,
            "seconds": self.seconds,
            "terms": dict(self.terms),
            "targets": [reading.as_dict() for reading in self.targets],
            "values": {number: value.as_dict() for number, value in self.values.items()},
            "learned_share": self.learned_share,
            "sources": self.sources,
            "coverage": self.coverage,
            "shopping": [item.as_dict() for item in self.shopping],
            "leaders": self.leaders,
        }

    def _repr_html_(self) -> str:
        return built_html(self)
