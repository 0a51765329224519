"""Why a card is in a deck, or is not: what forcing it in or out costs, exactly.

Each figure is the objective of the best deck under one more demand, minus that of the best deck
without it, solved anew to proof. Leaves out guesses by shadow prices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tcb_analytics.cards.card import Card
from tcb_analytics.strategies.asked import place_of
from tcb_analytics.strategies.assembly import Assembly
from tcb_analytics.strategies.build import deck_of
from tcb_analytics.strategies.built import BuiltDeck
from tcb_analytics.strategies.compare import Comparison, compare
from tcb_analytics.strategies.demands import AtMost, Demanded, Include, Typical
from tcb_analytics.strategies.eligible import most_copies, why_not
from tcb_analytics.strategies.nearest import nearest
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.solver import solve
from tcb_analytics.strategies.values import CardValue
from tcb_analytics.strategies.why_html import why_html
from tcb_analytics.strategies.worth import worth_of


@dataclass(frozen=True, slots=True)
class Forced:
    """What comes of forcing some copies of a card.

    Attributes:
        change: Change of the objective in points; at most 0. None where no deck is possible.
        swaps: What the best such deck, of several the nearest, has else than the built one;
            None likewise.
        obstacle: Why no deck is possible; None where one is.
    """

    change: float | None
    swaps: Comparison | None
    obstacle: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The figure as plain data."""
        swaps = self.swaps.as_dict() if self.swaps else None
        return {"change": self.change, "swaps": swaps, "obstacle": self.obstacle}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a card stands in a deck as often as it does.

    Attributes:
        card: The card.
        copies: Copies in the deck.
        value: What one copy was taken to be worth.
        parts: Points by copy by term: its value, what the strategy and the leader add.
        one_more: Forced to one copy more.
        one_fewer: Forced to one copy fewer; None where it has none.
        without: Forced out; None where it is not in.
        inclusion: Share of the leader's successful decks with it; None where not given.
    """

    card: Card
    copies: int
    value: CardValue
    parts: Mapping[str, float]
    one_more: Forced
    one_fewer: Forced | None
    without: Forced | None
    inclusion: float | None

    def as_dict(self) -> dict[str, Any]:
        """The reason as plain data."""
        return {
            "number": self.card.number,
            "name": self.card.name,
            "copies": self.copies,
            "value": self.value.as_dict(),
            "parts": dict(self.parts),
            "one_more": self.one_more.as_dict(),
            "one_fewer": self.one_fewer.as_dict() if self.one_fewer else None,
            "without": self.without.as_dict() if self.without else None,
            "inclusion": self.inclusion,
        }

    def _repr_html_(self) -> str:
        return why_html(self)


def why(built: BuiltDeck, card: str | Card) -> Reason:
    """The reason for a card's copies in a built deck.

    Raises:
        CardError: No card has the number.
        DeckError: The card can be in no deck of the format.
    """
    question = built.question
    place = place_of(question.catalog, question.facts, card, "why")
    found = question.facts.cards[place]
    copies = built.deck.counts.get(found.number, 0)
    fewer = _forced(built, AtMost(place, found.label, copies - 1)) if copies else None
    without = fewer if copies == 1 else None
    if copies > 1:
        without = _forced(built, AtMost(place, found.label, 0))
    return Reason(
        card=found,
        copies=copies,
        value=question.value(place),
        parts={
            term: round(float(points[place]), 4) + 0.0
            for term, points in worth_of(question).items()
            if points[place]
        },
        one_more=_forced(built, Include(place, found.label, copies + 1)),
        one_fewer=fewer,
        without=without,
        inclusion=question.evidence.get(found.number),
    )


def _forced(built: BuiltDeck, demand: Demanded) -> Forced:
    question = replace(built.question, demands=(*built.question.demands, demand))
    assembly = Assembly(question)
    found = solve(assembly.program(), seconds=question.time_limit)
    if found is None:
        return Forced(None, None, _obstacle(question, demand))
    objective = found.objective + question.leader_points
    counts = nearest(question, assembly.counts(found.x), objective, built.deck.counts)
    after = deck_of(question, counts)
    change = min(round(objective - built.objective, 4), 0.0) + 0.0
    return Forced(change, compare(built.deck, after))


def _obstacle(question: Question, demand: Demanded) -> str:
    """Why a copy more, or one fewer, cannot be."""
    if isinstance(demand, Include):
        most = most_copies(question.facts, question.leader, question.on, question.size)
        allowed = int(most[demand.place])
        card = question.facts.cards[demand.place]
        if allowed == 0:
            told = why_not(question.facts, card, question.leader, question.on)
            return told or "the format allows no copy"
        if allowed < demand.copies:
            return f"the format allows {allowed} {'copy' if allowed == 1 else 'copies'}"
        for other in question.demands:
            if isinstance(other, Typical) and other.most[demand.place] < demand.copies:
                return f"lists that play it hold {other.most[demand.place]:g}: ask by include"
    return "the other demands leave no such deck"
