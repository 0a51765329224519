"""Intervals for a proportion: Wilson's score interval and Jeffreys' interval.

Both are recommended for small n by Brown, Cai and DasGupta, "Interval Estimation
for a Binomial Proportion", Statistical Science 16(2), 2001, pp. 101-133. Both are
computed through their lower end alone: the upper end of ``wins`` is one minus the
lower end of ``losses``, which makes swapping wins and losses exact and keeps the
ends 0 and 1 free of rounding. The textbook Wald interval is left out on purpose:
at 0 of n it has no width.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, ndtri

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import FloatArray, as_level, as_wins_of_games

IntervalKind = Literal["jeffreys", "wilson"]
"""Names of the intervals that rates and shares can carry."""


class Interval(NamedTuple):
    """Both ends of an interval, fractions between 0 and 1, in the shape of the counts."""

    low: FloatArray
    high: FloatArray


def wilson(wins: ArrayLike, games: ArrayLike, level: float = 0.95) -> Interval:
    """Wilson's score interval: the rates that a score test would not reject.

    It always contains ``wins / games``. Source: E. B. Wilson, "Probable Inference,
    the Law of Succession, and Statistical Inference", JASA 22, 1927, pp. 209-212.

    Args:
        wins: Successes, any shape; fractions allowed (a tie may be half a win).
        games: Trials, broadcast against ``wins``; 0 gives the interval from 0 to 1.
        level: Confidence level, such as 0.95.

    Raises:
        StatisticsError: A count is missing, negative or larger than its total, or
            the level is not between 0 and 1.
    """
    won, played = as_wins_of_games(wins, games)
    z = float(ndtri(0.5 + as_level(level) / 2))
    return _from_lows(_wilson_low(won, played, z), _wilson_low(played - won, played, z))


def jeffreys(wins: ArrayLike, games: ArrayLike, level: float = 0.95) -> Interval:
    """Jeffreys' interval: equal tails of the posterior under the prior Beta(1/2, 1/2).

    The lower end is 0 where nothing was won and the upper end is 1 where all was,
    as Brown, Cai and DasGupta (2001, section 4.1.2) advise, so that coverage does
    not collapse near 0 and 1. At levels of one half and more it contains
    ``wins / games`` for whole and half wins.

    Args:
        wins: Successes, any shape; fractions allowed (a tie may be half a win).
        games: Trials, broadcast against ``wins``; 0 gives the interval from 0 to 1.
        level: Posterior probability of the interval, such as 0.95.

    Raises:
        StatisticsError: As :func:`wilson`.
    """
    won, played = as_wins_of_games(wins, games)
    tail = (1 - as_level(level)) / 2
    return _from_lows(_jeffreys_low(won, played, tail), _jeffreys_low(played - won, played, tail))


def interval_of(
    kind: IntervalKind, wins: ArrayLike, games: ArrayLike, level: float = 0.95
) -> Interval:
    """The interval of that name: ``"jeffreys"`` or ``"wilson"``.

    Raises:
        StatisticsError: The name is unknown, or as :func:`wilson`.
    """
    if kind == "jeffreys":
        return jeffreys(wins, games, level)
    if kind == "wilson":
        return wilson(wins, games, level)
    raise StatisticsError(f"known are 'jeffreys' and 'wilson'; got {kind!r}", where="interval")


def _from_lows(of_wins: FloatArray, of_losses: FloatArray) -> Interval:
    """Interval from the lower ends of both sides; arrays even where scalars came in."""
    return Interval(np.asarray(of_wins), np.asarray(1 - of_losses))


def _wilson_low(won: FloatArray, played: FloatArray, z: float) -> FloatArray:
    """Smaller root of Wilson's quadratic, from the product of its roots.

    Subtracting the square root from the centre would cancel digits near 0.
    """
    safe = np.where(played > 0, played, 1)
    root = np.sqrt(won * (played - won) / safe + z * z / 4)
    return np.asarray(won / safe * won / (won + z * z / 2 + z * root), dtype=np.float64)


def _jeffreys_low(won: FloatArray, played: FloatArray, tail: float) -> FloatArray:
    quantile = betaincinv(won + 0.5, played - won + 0.5, tail)
    return np.where(won > 0, quantile, 0.0)
