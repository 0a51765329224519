"""What a pair of counts must hold before any figure is computed from it.

Checked once, at the doors of this room. Counts may be fractional (a tie can be
half a win) but never missing, negative or larger than their total: a wrong count
raises, because a figure computed from it would look like any other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tcb_analytics.errors import StatisticsError

FloatArray = NDArray[np.float64]
"""Float64 values of any shape; 0-d where scalars were given."""


def as_counts(values: ArrayLike, name: str) -> FloatArray:
    """Counts as float64.

    Raises:
        StatisticsError: A value is missing, infinite, negative or no number.
    """
    try:
        counts = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise StatisticsError("counts must be numbers", where=name) from error
    wrong = ~(np.isfinite(counts) & (counts >= 0))
    if wrong.any():
        raise StatisticsError(
            f"counts must be finite and at least 0; {_first(counts, wrong)}",
            where=name,
            remedy="fill missing counts with 0, or drop their rows, before asking for a rate",
        )
    return counts


def as_whole_counts(values: ArrayLike, name: str) -> FloatArray:
    """Counts that must be whole, as float64.

    Raises:
        StatisticsError: As :func:`as_counts`, and for a fraction.
    """
    counts = as_counts(values, name)
    wrong = counts != np.floor(counts)
    if wrong.any():
        raise StatisticsError(f"counts must be whole; {_first(counts, wrong)}", where=name)
    return counts


def as_wins_of_games(wins: ArrayLike, games: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Both counts as float64, broadcast to one shape.

    Raises:
        StatisticsError: A count is wrong, there are more wins than games, or the
            shapes do not fit.
    """
    won, played = together(wins=as_counts(wins, "wins"), games=as_counts(games, "games"))
    wrong = won > played
    if wrong.any():
        raise StatisticsError(
            f"wins must not exceed games; {_first(won, wrong)} of {played[wrong].flat[0]:g} games",
            where="wins",
        )
    return won, played


def together(**columns: FloatArray) -> tuple[FloatArray, ...]:
    """Broadcast named counts to one shape.

    Raises:
        StatisticsError: The shapes do not fit; names every one.
    """
    try:
        return np.broadcast_arrays(*columns.values())
    except ValueError as error:
        shapes = ", ".join(f"{name} {values.shape}" for name, values in columns.items())
        raise StatisticsError(f"counts must have one shape; got {shapes}") from error


def as_level(level: float) -> float:
    """A probability strictly between 0 and 1, such as 0.95.

    Raises:
        StatisticsError: It is not, for instance 95.
    """
    if not 0 < level < 1:
        raise StatisticsError(
            f"the level must lie between 0 and 1; got {level!r}",
            where="level",
            remedy="write 95 % as 0.95",
        )
    return float(level)


def _first(values: FloatArray, wrong: NDArray[np.bool_]) -> str:
    """Where the first wrong value stands, for the message."""
    place = "" if values.ndim == 0 else f" at position {int(np.flatnonzero(wrong)[0])}"
    return f"got {values[wrong].flat[0]:g}{place}"
