"""Given values over the cards of a format, as the arrays that a question holds.

Leaves out what values are (``values.py``) and which are given beside a leader.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tcb_analytics.strategies.facts import Facts, Floats, Mask
from tcb_analytics.strategies.values import GivenValues, value_of


@dataclass(frozen=True, slots=True, eq=False)
class Valued:
    """What each card was taken to be worth; every array runs over the facts.

    Attributes:
        values: Points by copy.
        learned: Which values come from evidence.
        uncertainty: Standard errors of the values; NaN where not known.
        most: Copies of which a value speaks; infinity where it sets no bound.
        basis: What values come from, by place, where that was told.
        inclusion: Share of successful decks with a card, by number, where that was told.
    """

    values: Floats
    learned: Mask
    uncertainty: Floats
    most: Floats
    basis: dict[int, str]
    inclusion: dict[str, float]

    def without_bounds(self, places: Iterable[int]) -> Floats:
        """The bounds on copies, lifted at some places."""
        most = self.most.copy()
        most[list(places)] = math.inf
        return most


def valued(facts: Facts, given: GivenValues | None) -> Valued:
    """Given values where there are some, the prior elsewhere.

    Raises:
        DeckError: A value is no finite number of at most 1000 points.
    """
    found = Valued(
        values=facts.prior.copy(),
        learned=np.zeros(len(facts), dtype=bool),
        uncertainty=np.full(len(facts), math.nan),
        most=np.full(len(facts), math.inf),
        basis={},
        inclusion={},
    )
    for number in given or ():
        place = facts.index.get(number)
        if place is None:
            continue
        value = value_of(facts.cards[place], given)
        found.values[place], found.learned[place] = value.value, value.learned
        if value.uncertainty is not None:
            found.uncertainty[place] = value.uncertainty
        if value.most is not None:
            found.most[place] = value.most
        if value.basis is not None:
            found.basis[place] = value.basis
        if value.inclusion is not None:
            found.inclusion[number] = value.inclusion
    return found
