"""All that one deck is asked for, checked and turned into arrays over the candidates.

A question is what a program is made of (``assembly.py``) and what a finished deck is measured
by (``measure.py``). Leaves out both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tcb_analytics.strategies.facts import Facts, Floats, Mask
from tcb_analytics.strategies.strategy import Strategy
from tcb_analytics.strategies.values import CardValue

TIME_LIMIT = 60.0
"""Seconds for an integer program where nothing else is asked; most take a hundredth of one."""

if TYPE_CHECKING:
    from tcb_analytics.strategies.demands import Demanded


@dataclass(frozen=True, slots=True)
class Owned:
    """What somebody has and may buy.

    Attributes:
        copies: Owned copies by card; infinity for cards given freely.
        buying: Whether copies beyond them may be had at all.
        points: Points that each missing copy costs.
        prices: Money by missing copy; NaN where it is not known.
    """

    copies: Floats
    buying: bool
    points: float
    prices: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One deck to be found.

    Attributes:
        facts: The cards as columns; every array below runs over them.
        strategy: What the deck should look like.
        leader: The leader; None in games without.
        leader_points: The leader's own value, already weighted.
        size: Cards in the deck.
        on: Day whose rules hold; None for the latest known.
        values: Points by copy.
        learned: Which values come from evidence.
        uncertainty: Standard errors of the values; NaN where not known.
        owned: What is owned; None where that does not matter.
        catalog: The catalogue, to tell unknown numbers by.
        demands: What is asked beyond the format's rules.
        evidence: Share of successful decks with each card, by number; told, not counted.
        basis: What values come from, by place, where that was told.
        time_limit: Seconds for each integer program; None for no limit.
    """

    facts: Facts
    strategy: Strategy
    leader: Card | None
    leader_points: float
    size: int
    on: date | None
    values: Floats
    learned: Mask
    uncertainty: Floats
    owned: Owned | None
    catalog: Catalog
    demands: tuple[Demanded, ...] = ()
    evidence: Mapping[str, float] = field(default_factory=dict)
    basis: Mapping[int, str] = field(default_factory=dict)
    time_limit: float | None = TIME_LIMIT

    @property
    def format(self) -> Format:
        """The rules."""
        return self.facts.format

    def value(self, place: int) -> CardValue:
        """What a card was taken to be worth."""
        error = float(self.uncertainty[place])
        return CardValue(
            round(float(self.values[place]), 4),
            None if math.isnan(error) else error,
            bool(self.learned[place]),
            self.basis.get(place),
        )

    def counted(self, counts: Mapping[str, int]) -> Floats:
        """Copies by number as an array over the facts; numbers of no candidate are dropped."""
        out = np.zeros(len(self.facts))
        for number, count in counts.items():
            place = self.facts.index.get(number)
            if place is not None:
                out[place] = count
        return out
