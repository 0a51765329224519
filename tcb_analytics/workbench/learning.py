"""Card values learned from deck lists: what a copy beside a leader is worth, and how sure that is.

Two steps. A regression over every leader of every period (``traits.py``), each seen with the
eyes of the periods before it, says in how many copies a card is expected beside a leader of whom
nothing is known. The leader's own lists then speak for themselves: a card's value is the weighted
mean of both, the regression counting as ``PRIOR`` lists. The lists count by success (place and
wins) and fade with time.

Values come out as plain data on the scale of ``strategies.prior``: its ``BASE`` for a card that
nobody would play, ``SPAN`` points more for one that is always played. The typical copies of a
card are told apart from its value: a card that everybody plays twice is certain and still not
played four times. A card about which no list says anything keeps the regression's guess from its
own figures, marked as not learned; without any lists there is only the stated prior.

A colour can be asked like a leader: its lists are those of every leader of the colour, each leader
counting once a period however many lists it has, because cards differ between leaders far more
than between the lists of one.

The constants were chosen on booster periods 10 to 12, never on those of a published backtest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.counts import FloatArray
from tcb_analytics.statistics.logistic import Logistic, fit_logistic
from tcb_analytics.strategies.prior import BASE
from tcb_analytics.strategies.values import CardValue
from tcb_analytics.workbench.seasons import Mask, Played, Season, Seasons
from tcb_analytics.workbench.traits import COPIES, FADE, Traits

PRIOR = 3.0
"""Lists that the regression is worth beside a leader's own."""

OWN_FADE = 0.5
"""What a leader's own list counts one period later."""

MOST = 30.0
"""Lists of one period after which more of them say nothing new of the next."""

SPAN = 6.0
"""Points between a card that nobody plays and one that everybody does."""

ENOUGH = 10.0
"""Lists from which on a leader counts in full for its colour."""

RIDGE = 10.0
"""Price of the regression's weights."""


@dataclass(frozen=True, slots=True, eq=False)
class CardEvidence:
    """What deck lists say of each card beside one leader, as plain data for the engine.

    Attributes:
        leader: The leader; for a colour a stand-in that has nothing but the colour.
        values: Points by copy by number, with standard error, whether and from what they were
            learned, the copies above which a card is not played where it is played, and the
            share of the lists with it.
        lists: The lists that were read, of the leader or of every leader of the colour.
    """

    leader: Card
    values: dict[str, CardValue]
    lists: int

    @property
    def most(self) -> dict[str, int]:
        """Copies above which a card is not played where it is played, by number."""
        return {n: value.most for n, value in self.values.items() if value.most is not None}

    @property
    def inclusion(self) -> dict[str, float]:
        """Share of the lists with each card; empty for a new leader."""
        return {n: v.inclusion for n, v in self.values.items() if v.inclusion is not None}


@dataclass(frozen=True, slots=True, eq=False)
class _Sums:
    """Weighted sums over lists, each of shape (cards,): copies, lists with, lists that could."""

    copies: FloatArray
    inside: FloatArray
    worth: FloatArray
    lists: int


@dataclass(frozen=True, slots=True, eq=False)
class Learner:
    """A regression fitted to periods, ready to be asked for leaders.

    Attributes:
        seasons: The periods that it knows.
        traits: Its columns.
        model: The regression.
    """

    seasons: Seasons
    traits: Traits
    model: Logistic

    def evidence(self, leader: Card, out: Mask) -> CardEvidence:
        """What is known of each card beside a leader.

        Args:
            leader: The leader.
            out: Which cards are on sale, shape (cards,).
        """
        return self._evidence(leader, self._own(leader), out, "its leader's lists")

    def color(self, color: str, out: Mask) -> CardEvidence:
        """What is known of each card of a colour, whatever the leader.

        Args:
            color: The colour, as cards name it.
            out: Which cards are on sale, shape (cards,).

        Raises:
            QueryError: No card has the colour.
        """
        cards = self.seasons.cards
        known = sorted({name for card in cards for name in card.colors})
        color = next((name for name in known if name.casefold() == color.casefold()), color)
        if color not in known:
            raise QueryError(
                f"no card has the colour {color!r}; known: {', '.join(known)}",
                where="color",
                remedy="give one of these",
            )
        any_leader = Card(
            f"any {color}", f"any {color} leader", Category.LEADER, colors=(color,),
            game=cards[0].game,
        )  # fmt: skip
        return self._evidence(any_leader, self._of_color(color), out, f"{color} lists")

    def _evidence(self, leader: Card, own: _Sums, out: Mask, basis: str) -> CardEvidence:
        columns = self.traits.columns(leader, self.seasons, out)
        guess = self.model.shares(columns)
        weight = PRIOR + own.worth
        share = (PRIOR * guess + own.copies / COPIES) / weight
        doubt = np.hypot(
            np.sqrt(share * (1 - share) / (weight + 1)),
            self.model.errors(columns) * PRIOR / weight,
        )
        typical = self._typical(own.copies, own.inside)
        told = self._told(leader)
        values = {}
        for place in np.flatnonzero(out & self.traits.legal(leader)):
            by_copy = COPIES / typical[place]
            worth, inside = float(own.worth[place]), float(own.inside[place])
            values[self.seasons.cards[place].number] = CardValue(
                BASE + SPAN * min(float(share[place] * by_copy), 1.0),
                SPAN * float(doubt[place] * by_copy),
                bool(told[place]) or worth > 0,
                basis if worth > 0 else "lists of its colours" if told[place] else "its figures",
                int(typical[place]) if typical[place] < COPIES else None,
                min(inside / worth, 1.0) if worth > 0 and inside > 0 else None,
            )
        return CardEvidence(leader, values, own.lists)

    def _own(self, leader: Card) -> _Sums:
        """Sums over the leader's lists, faded."""
        return self._sums(
            (season, found, OWN_FADE**age * min(found.worth, MOST))
            for age, season in enumerate(reversed(self.seasons.seasons))
            if (found := season.played.get(leader.number)) is not None
        )

    def _of_color(self, color: str) -> _Sums:
        """Sums over the lists of every leader of a colour: a leader of many lists counts 1."""
        return self._sums(
            (season, found, FADE**age * min(found.worth / ENOUGH, 1.0) ** 0.5)
            for age, season in enumerate(reversed(self.seasons.seasons))
            for found in season.played.values()
            if color in found.leader.colors
        )

    def _sums(self, parts: Iterable[tuple[Season, Played, float]]) -> _Sums:
        copies, inside, worth = np.zeros((3, len(self.seasons.cards)))
        lists = 0
        for season, found, weight in parts:
            copies += weight * np.minimum(found.copies, COPIES)
            inside += weight * found.inside
            worth += weight * season.out
            lists += found.lists
        return _Sums(copies, inside, worth, lists)

    def _typical(self, copies: FloatArray, inside: FloatArray) -> FloatArray:
        """Copies of a card where it is played: by this leader, else by others, else four."""
        all_copies, all_inside = np.zeros((2, len(self.seasons.cards)))
        for age, season in enumerate(reversed(self.seasons.seasons)):
            for found in season.played.values():
                all_copies += FADE**age * np.minimum(found.copies, COPIES)
                all_inside += FADE**age * found.inside
        total = copies + 0.3 * all_copies + 0.2 * COPIES
        return np.clip(np.round(total / (inside + 0.3 * all_inside + 0.2)), 1, COPIES)

    def _told(self, leader: Card) -> Mask:
        """Which cards some other leader's lists could hold."""
        found = np.zeros(len(self.seasons.cards), dtype=bool)
        for season in self.seasons.seasons:
            for other in season.played.values():
                if other.leader.number != leader.number:
                    found |= season.out & self.traits.legal(other.leader)
        return found


def learn(seasons: Seasons) -> Learner:
    """Fit the regression to every leader of every period with an earlier one.

    Where there is one period alone, its leaders are seen with the eyes of one another.

    Raises:
        QueryError: No leader can be learned from.
    """
    traits = Traits(seasons)
    columns, shares, weights = [], [], []
    later = seasons.seasons[1:] or seasons.seasons
    for season in later:
        earlier = seasons.before(season.period) if len(seasons.seasons) > 1 else seasons
        for found in season.played.values():
            legal = season.out & traits.legal(found.leader)
            if found.lists < 2 or not legal.any():
                continue
            columns.append(traits.columns(found.leader, earlier, season.out)[legal])
            shares.append(np.minimum(found.copies[legal] / COPIES, 1.0))
            weights.append(np.full(int(legal.sum()), min(found.lists, 10) ** 0.5))
    if not columns:
        raise QueryError(
            "no leader has two placed deck lists of one period",
            remedy="tcb import more files of placed deck lists",
        )
    model = fit_logistic(
        np.vstack(columns), np.concatenate(shares), weights=np.concatenate(weights), ridge=RIDGE
    )
    return Learner(seasons, traits, model)
