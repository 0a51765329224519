"""Whether two things win more together than each alone would have it.

Games fall into four cells: both, the first alone, the second alone, neither. If the two acted
apart from each other, their effects would add up on the scale of log odds: the log odds of
both would be those of the first alone plus those of the second alone less those of neither.
What both win beyond that is the synergy; it is the interaction of a logistic model with two
factors (D. R. Cox and E. J. Snell, "Analysis of Binary Data", 2nd ed., 1989, section 2.3).
The errors of log odds come from the cells, each with half a win and half a loss added (the
Haldane-Anscombe correction). The interval of the difference joins those of its two parts as
R. G. Newcombe does (Statistics in Medicine 17, 1998, method 10).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, ndtri

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import FloatArray, as_level, as_wins_of_games


class Synergy(NamedTuple):
    """Figures of pairs, each in the shape of the counts without their last axis.

    Attributes:
        expected: Rate of both if the two acted apart from each other.
        size: Rate of both less the expected one.
        low: Lower end of its interval.
        high: Upper end.
        shrunk: Size drawn towards the mean of all pairs, by how uncertain it is.
    """

    expected: FloatArray
    size: FloatArray
    low: FloatArray
    high: FloatArray
    shrunk: FloatArray


def synergy(wins: ArrayLike, games: ArrayLike, level: float = 0.95) -> Synergy:
    """The synergy of pairs.

    Args:
        wins: Games won; the last axis has both, first alone, second alone, neither.
        games: Games, in the same shape.
        level: Level of the interval.

    Raises:
        StatisticsError: The last axis has not four cells, or a count or the level is wrong.
    """
    won, played = as_wins_of_games(wins, games)
    if won.ndim < 1 or won.shape[-1] != 4:
        raise StatisticsError("expected four cells a pair on the last axis", where="wins")
    rate = (won + 0.5) / (played + 1)
    odds = np.log(rate / (1 - rate))
    noise = 1 / ((played + 1) * rate * (1 - rate))
    alone = odds[..., 1] + odds[..., 2] - odds[..., 3]
    expected = expit(alone)
    size = rate[..., 0] - expected
    z = float(ndtri(0.5 + as_level(level) / 2))
    low, high = _ends(odds[..., 0], noise[..., 0], z)
    under, over = _ends(alone, noise[..., 1:].sum(axis=-1), z)
    lowest = size - np.hypot(rate[..., 0] - low, over - expected)
    highest = size + np.hypot(high - rate[..., 0], expected - under)
    variance = np.square((highest - lowest) / (2 * z))
    return Synergy(expected, size, lowest, highest, _shrunk(size, variance))


def _ends(odds: FloatArray, variance: FloatArray, z: float) -> tuple[FloatArray, FloatArray]:
    """Ends of an interval of log odds as rates."""
    reach = z * np.sqrt(variance)
    return np.asarray(expit(odds - reach)), np.asarray(expit(odds + reach))


def _shrunk(size: FloatArray, variance: FloatArray) -> FloatArray:
    """Sizes drawn to their weighed mean; true ones are taken to be normal (Morris 1983)."""
    if size.size < 3:
        return size
    weight = 1 / variance
    centre = float((weight * size).sum() / weight.sum())
    excess = (weight * ((size - centre) ** 2 - variance)).sum() / weight.sum()
    spread = max(float(excess), 0.0)
    return np.asarray(centre + (size - centre) * spread / (spread + variance))
