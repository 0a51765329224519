"""Expected results against a field, with the doubt of matchups and of the field carried through.

The expected rate of a deck is the mean of its matchups weighted by the field's shares. Both are
known only so well: matchups from few games, shares from few decks. The variance of the sum is
exact for matchups that are independent of one another and of the shares; the interval is that of
the beta distribution with this mean and variance. Left out: that players of a deck differ.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import FloatArray, as_counts, as_level
from tcb_analytics.statistics.matchups import as_chances


class Expected(NamedTuple):
    """Expected win rates against a field, each of shape (n,), fractions between 0 and 1.

    Attributes:
        rate: Mean of the matchups weighted by the field.
        error: Its standard error.
        low: Lower end of the interval.
        high: Upper end of the interval.
        from_matchups: Share of the variance that more games would take away; the rest is the
            field's own. NaN where there is no variance.
    """

    rate: FloatArray
    error: FloatArray
    low: FloatArray
    high: FloatArray
    from_matchups: FloatArray


def expected_results(
    chances: ArrayLike,
    errors: ArrayLike,
    field: ArrayLike,
    *,
    seen: float | None = None,
    level: float = 0.95,
) -> Expected:
    """Expected win rate of each row against a field of columns.

    Args:
        chances: Chance of row to beat column, shape (n, m); from counts as by
            ``matchups(wins, strength=1)``, for chances drawn far to one half are no longer
            independent.
        errors: Standard errors of the chances, broadcast to that shape.
        field: Decks or shares of each column, shape (m,); scaled to sum to 1.
        seen: Decks from which the field was counted: its shares then vary as a sample of so
            many does. None for a field that is taken as given.
        level: Level of the interval.

    Raises:
        StatisticsError: Shapes do not fit, a figure is missing or negative, an error is larger
            than its chance allows, the field is empty, or the level is wrong.
    """
    table = as_chances(chances)
    doubt = _doubt(table, errors)
    shares = _shares(field, table.shape[1])
    if seen is not None and not 0 < seen < np.inf:
        raise StatisticsError(f"must be above 0 and finite; got {seen!r}", where="seen")
    # Variance of a share in a Dirichlet of total `seen`: s (1 - s) / (seen + 1).
    moves = 0.0 if seen is None else 1 / (seen + 1)
    rate = table @ shares
    by_field = moves * np.maximum(table**2 @ shares - rate**2, 0)
    by_games = doubt**2 @ (shares**2 + moves * shares * (1 - shares))
    variance = by_games + by_field
    low, high = _interval(rate, variance, (1 - as_level(level)) / 2)
    part = np.divide(by_games, variance, out=np.full(rate.shape, np.nan), where=variance > 0)
    return Expected(rate, np.sqrt(variance), low, high, part)


def _doubt(table: FloatArray, errors: ArrayLike) -> FloatArray:
    doubt = as_counts(errors, "errors")
    try:
        doubt = np.broadcast_to(doubt, table.shape)
    except ValueError as error:
        raise StatisticsError(
            f"errors of shape {doubt.shape} do not fit chances of shape {table.shape}",
            where="errors",
        ) from error
    if (doubt**2 > table * (1 - table) + 1e-12).any():
        raise StatisticsError(
            "an error is larger than any distribution between 0 and 1 with that mean allows",
            where="errors",
            remedy="give errors as fractions, such as 0.03 for three points",
        )
    return doubt


def _shares(field: ArrayLike, columns: int) -> FloatArray:
    weights = as_counts(field, "field")
    if weights.shape != (columns,) or weights.sum() <= 0:
        raise StatisticsError(
            f"a field has {columns} shares, not all 0; got shape {weights.shape} "
            f"and sum {weights.sum():g}",
            where="field",
            remedy="give one share for each column of the chances",
        )
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def _interval(rate: FloatArray, variance: FloatArray, tail: float) -> tuple[FloatArray, FloatArray]:
    """Equal tails of the beta with this mean and variance; the rate itself without variance."""
    known = variance <= 1e-18
    room = rate * (1 - rate)
    worth = np.where(known, 1.0, room / np.where(known, 1.0, variance) - 1)
    worth = np.maximum(worth, 1e-9)
    safe = np.clip(rate, 1e-12, 1 - 1e-12)
    low = betaincinv(safe * worth, (1 - safe) * worth, tail)
    high = 1 - betaincinv((1 - safe) * worth, safe * worth, tail)
    return np.where(known, rate, low), np.where(known, rate, high)
