"""Deck lists folded to figures by booster period and leader.

What learning looks at: the mean copies of every card in a leader's lists of a period, weighted
by success, and which cards could be in them. Leaves out what is learned from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.counts import FloatArray
from tcb_analytics.workbench.placed_lists import PlacedList
from tcb_analytics.workbench.shelf import Shelf

Mask = NDArray[np.bool_]

FEWEST = 10
"""Lists under which a period is no period but a misread line."""


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """A leader's lists of one period.

    Attributes:
        leader: The leader.
        lists: How many lists.
        worth: Sum of their weights.
        copies: Weighted mean copies of each card, shape (cards,).
        inside: Weighted share of lists with each card, shape (cards,).
    """

    leader: Card
    lists: int
    worth: float
    copies: FloatArray
    inside: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Season:
    """One booster period.

    Attributes:
        period: Its code, such as OP13.
        last: Its last day: that of its last list, or the day before the next period's first
            one, for periods overlap and late lists of the old one do not hold newer cards.
        out: Which cards were on sale by then, shape (cards,).
        played: Its leaders by number.
    """

    period: str
    last: date
    out: Mask
    played: dict[str, Played]


@dataclass(frozen=True, slots=True, eq=False)
class Seasons:
    """Every period in order of time, over the same cards.

    Attributes:
        cards: Cards that can stand in a main deck, by number.
        index: Place of each number.
        seasons: The periods, earliest first.
    """

    cards: tuple[Card, ...]
    index: dict[str, int]
    seasons: tuple[Season, ...]

    def before(self, period: str) -> Seasons:
        """The periods before one; all of them where it is unknown."""
        names = [season.period for season in self.seasons]
        end = names.index(period) if period in names else len(names)
        return Seasons(self.cards, self.index, self.seasons[:end])


def seasons_of(shelf: Shelf, lists: Iterable[PlacedList]) -> Seasons:
    """Lists folded by period and leader; those without a day or known leader are left out.

    A list whose source names no period, as on a ladder, belongs to the period of its day.

    Raises:
        QueryError: No period is left.
    """
    cards = tuple(
        card
        for card in sorted(shelf.catalog.cards, key=lambda card: card.number)
        if card.category not in (Category.LEADER, Category.UNKNOWN)
    )
    index = {card.number: place for place, card in enumerate(cards)}
    periods = _by_period([one for one in lists if one.day and shelf.catalog.get(one.leader or "")])
    if not periods:
        raise QueryError(
            f"no period has {FEWEST} dated deck lists",
            remedy="tcb import a file of placed deck lists by booster period",
        )
    lasts = _last_days(list(periods.values()))
    found = [
        Season(
            period=period,
            last=last,
            out=np.array([shelf.has(card.number, last) for card in cards]),
            played=_by_leader(shelf, index, kept),
        )
        for (period, kept), last in zip(periods.items(), lasts, strict=True)
    ]
    return Seasons(cards, index, tuple(found))


def _by_period(dated: list[PlacedList]) -> dict[str, list[PlacedList]]:
    """Lists by period, the period that began first at the front."""
    named: dict[str, list[PlacedList]] = {}
    for one in dated:
        if one.period:
            named.setdefault(one.period, []).append(one)
    named = {period: found for period, found in named.items() if len(found) >= FEWEST}
    begins = sorted((_days(found)[0], period) for period, found in named.items())
    for one in dated:
        begun = [period for begin, period in begins if one.day and begin <= one.day]
        if not one.period and begun:
            named[begun[-1]].append(one)
    return {period: named[period] for _, period in begins}


def _last_days(periods: list[list[PlacedList]]) -> list[date]:
    """Each period's last day: never later than the day before the next one begins."""
    begins = [*(_days(found)[0] - timedelta(days=1) for found in periods[1:]), date.max]
    return [min(_days(found)[-1], end) for found, end in zip(periods, begins, strict=True)]


def _days(lists: list[PlacedList]) -> list[date]:
    return sorted(one.day for one in lists if one.day)


def _by_leader(shelf: Shelf, index: dict[str, int], lists: list[PlacedList]) -> dict[str, Played]:
    grouped: dict[str, list[PlacedList]] = {}
    for one in lists:
        grouped.setdefault(one.leader or "", []).append(one)
    return {
        number: _played(shelf.catalog[number], index, grouped[number]) for number in sorted(grouped)
    }


def _played(leader: Card, index: dict[str, int], lists: list[PlacedList]) -> Played:
    copies, inside, worth = np.zeros(len(index)), np.zeros(len(index)), 0.0
    for one in lists:
        worth += one.weight
        for number, count in one.counts.items():
            place = index.get(number)
            if place is not None:
                copies[place] += one.weight * count
                inside[place] += one.weight
    return Played(leader, len(lists), worth, copies / worth, inside / worth)
