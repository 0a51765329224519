"""The objective of any deck, term by term, without a solver.

The engine's own claim is checked by it: the terms of a built deck must sum to the solver's
objective to a grain. Decks of other sizes can be measured too; bands are those of the
question's size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from tcb_analytics.strategies.facts import Floats
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.targets import targets_of
from tcb_analytics.strategies.values import GRAIN
from tcb_analytics.strategies.worth import worth_of


@dataclass(frozen=True, slots=True)
class Reading:
    """A target and where the deck stands.

    Attributes:
        term: Term of the objective.
        label: What is summed.
        amount: The deck's sum.
        low: Least of the band.
        high: Most of the band; infinity for no bound.
        price: Points lost by unit outside the band.
        lost: Points that the deck loses by it.
        shadow: Points by unit that the best deck gains where the nearer end of the band moves,
            from the linear relaxation; 0 where it does not bind there. None where not solved.
    """

    term: str
    label: str
    amount: float
    low: float
    high: float
    price: float
    lost: float
    shadow: float | None = None

    @property
    def binds(self) -> bool:
        """Whether the target costs the deck something, or holds it at an end of the band."""
        at_end = self.amount <= self.low or self.amount >= self.high
        return self.lost > 0 or (at_end and abs(self.shadow or 0.0) > GRAIN)

    def as_dict(self) -> dict[str, Any]:
        """The reading as plain data; None for no upper end."""
        return {
            "term": self.term,
            "label": self.label,
            "amount": self.amount,
            "low": self.low,
            "high": self.high if math.isfinite(self.high) else None,
            "price": self.price,
            "lost": self.lost,
            "shadow": self.shadow,
            "binds": self.binds,
        }


def readings_of(question: Question, counts: Floats) -> list[Reading]:
    """Every target with the deck's sum."""
    found = []
    for target in targets_of(question):
        amount = float(target.weights @ counts)
        found.append(
            Reading(
                term=target.term,
                label=target.label,
                amount=round(amount / target.scale, 4),
                low=target.low / target.scale,
                high=target.high / target.scale,
                price=target.price * target.scale,
                lost=_grains(target.lost(amount)),
            )
        )
    return found


def terms_of(question: Question, counts: Floats) -> dict[str, float]:
    """Points by term; their sum is the objective. Terms that play no part are left out.

    Args:
        question: What the deck is measured against.
        counts: Copies of each card of the facts.
    """
    terms = {name: _grains(float(points @ counts)) for name, points in worth_of(question).items()}
    for target in targets_of(question):
        lost = target.lost(float(target.weights @ counts))
        terms[target.term] = _grains(terms.get(target.term, 0.0) - lost)
    owned = question.owned
    if owned is not None and owned.points:
        missing = np.maximum(counts - owned.copies, 0).sum()
        terms["missing cards"] = _grains(-owned.points * float(missing))
    if question.leader is not None:
        terms["leader"] = question.leader_points
    return terms


def objective_of(question: Question, counts: Floats) -> float:
    """Points of a deck, the leader's included."""
    return _grains(math.fsum(terms_of(question, counts).values()))


def _grains(points: float) -> float:
    return round(round(points / GRAIN) * GRAIN, 4) + 0.0
