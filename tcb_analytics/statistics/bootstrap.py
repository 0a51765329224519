"""A paired bootstrap: how sure a mean difference is, cases drawn with replacement.

For two methods measured on the same cases: only the differences are drawn, so that what makes a
case hard for both falls out. Percentile interval: B. Efron, "The Jackknife, the Bootstrap and
Other Resampling Plans", SIAM 1982, chapter 10. Left out: corrections for skew; with fewer than
about ten cases such an interval is too short, so the number of cases comes with it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import as_level


class MeanDifference(NamedTuple):
    """A mean difference with its interval.

    Attributes:
        mean: Mean of the differences.
        low: Lower end of the interval.
        high: Upper end of the interval.
        cases: How many differences there were.
    """

    mean: float
    low: float
    high: float
    cases: int


def paired_bootstrap(
    one: ArrayLike, other: ArrayLike, *, draws: int = 10_000, seed: int = 0, level: float = 0.95
) -> MeanDifference:
    """The mean of ``one - other`` over cases, with a percentile interval.

    Args:
        one: A figure for each case, shape (n,).
        other: The figure that it is held against, case by case.
        draws: Samples drawn with replacement.
        seed: Seed; the same gives the same interval.
        level: Level of the interval.

    Raises:
        StatisticsError: The shapes differ, a figure is missing, there is no case, or a
            parameter is out of range.
    """
    first, second = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if first.shape != second.shape or first.ndim != 1 or not len(first):
        raise StatisticsError(
            f"two equally long lists of figures are needed; got shapes {first.shape} "
            f"and {second.shape}"
        )
    apart = first - second
    if not np.isfinite(apart).all():
        raise StatisticsError("a figure is missing", remedy="leave out the cases that lack one")
    if draws < 1:
        raise StatisticsError(f"must be at least 1; got {draws!r}", where="draws")
    tail = (1 - as_level(level)) / 2
    rng = np.random.default_rng(seed)
    means = rng.choice(apart, (draws, len(apart))).mean(axis=1)
    low, high = np.quantile(means, [tail, 1 - tail])
    return MeanDifference(float(apart.mean()), float(low), float(high), len(apart))
