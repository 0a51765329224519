"""Shares of a whole, such as a leader's part of all decks, with their interval.

Each share is treated as one proportion of its total. Intervals of several shares
hold one by one, not all at once: no correction for looking at many is made here.
"""

from __future__ import annotations

from typing import TypedDict

import numpy as np
from numpy.typing import ArrayLike

from tcb_analytics.statistics.counts import FloatArray, as_wins_of_games
from tcb_analytics.statistics.intervals import IntervalKind, interval_of


class Shares(TypedDict):
    """Columns of fractions between 0 and 1; ``share`` is NaN where the total is 0."""

    share: FloatArray
    low: FloatArray
    high: FloatArray


def shares(
    counts: ArrayLike,
    totals: ArrayLike,
    *,
    interval: IntervalKind = "wilson",
    level: float = 0.95,
) -> Shares:
    """Share of ``counts`` in ``totals`` with its interval.

    Args:
        counts: Parts, such as decks with a card.
        totals: Wholes, such as decks looked at; broadcast against ``counts``.
        interval: Which interval; Wilson's by default, for it needs no prior.
        level: Level of the interval.

    Raises:
        StatisticsError: A part is larger than its whole, or a count is wrong.
    """
    part, whole = as_wins_of_games(counts, totals)
    low, high = interval_of(interval, part, whole, level)
    share = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return Shares(share=share, low=low, high=high)
