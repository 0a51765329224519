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

The constants were chosen on booster periods 10 to 12, never on those of a published backtest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.counts import FloatArray
from tcb_analytics.statistics.logistic import Logistic, fit_logistic
from tcb_analytics.strategies.prior import BASE
from tcb_analytics.strategies.values import CardValue
from tcb_analytics.workbench.seasons import Mask, Seasons
from tcb_analytics.workbench.traits import COPIES, FADE, Traits

PRIOR = 3.0
"""Lists that the regression is worth beside a leader's own."""

OWN_FADE = 0.5
"""What a leader's own list counts one period later."""

MOST = 30.0
"""Lists of one period after which more of them say nothing new of the next."""

SPAN = 6.0
"""Points between a card that nobody plays and one that everybody does."""

RIDGE = 10.0
"""Price of the regression's weights."""


@dataclass(frozen=True, slots=True, eq=False)
class CardEvidence:
    """What deck lists say of each card beside one leader, as plain data for the engine.

    Attributes:
        leader: The leader.
        values: Points by copy by number, with standard error and whether they were learned.
        most: Copies above which a card is not played where it is played, by number.
        inclusion: Share of the leader's own lists with each card; empty for a new leader.
        lists: The leader's own lists that were read.
    """

    leader: Card
    values: dict[str, CardValue]
    most: dict[str, int]
    inclusion: dict[str, float]
    lists: int

    def asked(self, catalog: Catalog) -> dict[str, Any]:
        """What ``build_deck`` is asked with: values, evidence and typical copies."""
        held = {number: most for number, most in self.most.items() if catalog.get(number)}
        return {"values": self.values, "evidence": self.inclusion, "exclude": held}


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
        copies, inside, worth, lists = self._own(leader)
        columns = self.traits.columns(leader, self.seasons, out)
        guess = self.model.shares(columns)
        share = (PRIOR * guess + copies / COPIES) / (PRIOR + worth)
        doubt = np.hypot(
            np.sqrt(share * (1 - share) / (PRIOR + worth + 1)),
            self.model.errors(columns) * PRIOR / (PRIOR + worth),
        )
        typical = self._typical(copies, inside)
        told = self._told(leader) | (worth > 0)
        legal = np.flatnonzero(out & self.traits.legal(leader))
        values, most, inclusion = {}, {}, {}
        for place in legal:
            number = self.seasons.cards[place].number
            by_copy = COPIES / typical[place]
            points = BASE + SPAN * min(float(share[place] * by_copy), 1.0)
            error = SPAN * float(doubt[place] * by_copy)
            values[number] = CardValue(points, error, bool(told[place]))
            if typical[place] < COPIES:
                most[number] = int(typical[place])
            if worth[place] > 0 and inside[place] > 0:
                inclusion[number] = min(float(inside[place] / worth[place]), 1.0)
        return CardEvidence(leader, values, most, inclusion, lists)

    def _own(self, leader: Card) -> tuple[FloatArray, FloatArray, FloatArray, int]:
        """Faded sums over the leader's lists: copies, lists with the card, lists that could."""
        copies, inside, worth = np.zeros((3, len(self.seasons.cards)))
        lists = 0
        for age, season in enumerate(reversed(self.seasons.seasons)):
            found = season.played.get(leader.number)
            if found is not None:
                weight = OWN_FADE**age * min(found.worth, MOST)
                copies += weight * np.minimum(found.copies, COPIES)
                inside += weight * found.inside
                worth += weight * season.out
                lists += found.lists
        return copies, inside, worth, lists

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
