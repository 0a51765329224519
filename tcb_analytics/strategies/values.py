"""Card values as plain data: given ones where there are some, the stated prior elsewhere.

The unit is the point: prices of strategies are told in it, so values that are given must be on
the prior's scale (about 3 for a plain card, 5 for a good one). Every value is rounded to a grain
of 1/10,000 point. That makes the objective of every deck a whole number of grains, so a bound
less than one grain above a deck proves it optimal, rounding errors of the solver (a hundred
times smaller) notwithstanding. A card may be worth something else beside another leader, so
values may also be given by leader. Leaves out how values are learned.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tcb_analytics.cards.card import Card
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.prior import prior_value

GRAIN = 1e-4
"""Points to which values and prices are rounded."""

MOST = 1000.0
"""Largest value, price or penalty in points: beyond it floating point would lose grains."""


@dataclass(frozen=True, slots=True)
class CardValue:
    """What one copy is worth.

    Attributes:
        value: Points by copy.
        uncertainty: Standard error in points; None where it is not known.
        learned: Whether it comes from evidence rather than from the prior.
        basis: What it comes from, in a few words; None where that was not told.
        most: Copies of which it speaks: a deck takes more only where ``include`` or ``exclude``
            names the card. None for no bound.
        inclusion: Share of successful decks with the card; told, not counted. None where not
            known.
    """

    value: float
    uncertainty: float | None = None
    learned: bool = True
    basis: str | None = None
    most: int | None = None
    inclusion: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """The value as plain data."""
        return {
            "value": self.value,
            "uncertainty": self.uncertainty,
            "learned": self.learned,
            "basis": self.basis,
        }


GivenValues = Mapping[str, float | CardValue]
"""Values by number: bare points, which count as learned, or ``CardValue``."""

ValuesByLeader = Mapping[str, GivenValues] | Callable[[Card | None], GivenValues]
"""Values beside each leader: by the leader's number, or from a function of the leader. A leader
that the mapping lacks is left to the prior; games without leaders need the function, which is
called with None."""


def values_beside(
    leader: Card | None, given: GivenValues | ValuesByLeader | None
) -> GivenValues | None:
    """The values that hold beside a leader; values not given by leader hold beside all.

    Raises:
        DeckError: Values by leader are mixed with others, or asked for where there is no leader.
    """
    if given is None or isinstance(given, Mapping):
        return _of_mapping(leader, given or {})
    return given(leader)


def _of_mapping(leader: Card | None, given: Mapping[str, Any]) -> GivenValues:
    by_leader = {number: own for number, own in given.items() if isinstance(own, Mapping)}
    if not by_leader:
        return given
    if len(by_leader) < len(given) or leader is None:
        raise DeckError(
            "values by leader must all be by leader, and need a game with leaders",
            where="values",
            remedy="give {leader: {number: points}}, or {number: points} for every deck",
        )
    return by_leader.get(leader.number, {})


def in_grains(points: float) -> float:
    """The nearest whole number of grains, in points."""
    return round(points / GRAIN) * GRAIN


def value_of(card: Card, given: GivenValues | None = None) -> CardValue:
    """The given value of a card, or its prior.

    Raises:
        DeckError: The given value is no finite number of at most 1000 points.
    """
    found = given.get(card.number) if given else None
    if found is None:
        return CardValue(in_grains(prior_value(card)), learned=False)
    value = found if isinstance(found, CardValue) else CardValue(float(found))
    if not math.isfinite(value.value) or abs(value.value) > MOST:
        raise DeckError(
            f"a card's value must be a number from -{MOST:g} to {MOST:g} points, "
            f"got {value.value!r}",
            where=card.label,
            remedy="give points on the prior's scale, or leave the card out for its prior",
        )
    return replace(value, value=in_grains(value.value))
