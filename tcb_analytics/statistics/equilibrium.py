"""The equilibrium of a meta: the mix of decks that no deck beats, by linear programming.

Choosing a deck is a zero-sum game whose payoff is the chance to win. By von Neumann's minimax
theorem there is a mix of rows that wins at least the value against every column, and a mix of
columns that holds every row to it. Both are solved on their own (scipy's HiGHS); the gap between
what one guarantees and what the other allows is computed from the mixes themselves, so it proves
them whatever the solver says. Left out: how a field moves there, and whether people play it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import FloatArray
from tcb_analytics.statistics.matchups import as_chances

SOLVED = 1e-7
"""Largest gap that passes for solved: the solver's own tolerance."""


class Equilibrium(NamedTuple):
    """Optimal mixes of both sides and what they prove.

    Attributes:
        mix: Shares of the rows, sum 1: the meta in equilibrium.
        against: Shares of the columns, sum 1; for a matchup table as good a meta as ``mix``.
        least: Chance that ``mix`` wins at least, whatever column it meets.
        most: Chance that no row exceeds against ``against``.
        gap: ``most - least``, at least 0 but for rounding; 0 proves both.
        worth: Chance of each row against ``against``: how far a deck falls short of the value.
    """

    mix: FloatArray
    against: FloatArray
    least: float
    most: float
    gap: float
    worth: FloatArray

    @property
    def value(self) -> float:
        """The game's value: one half where both sides choose from the same decks."""
        return (self.least + self.most) / 2


def equilibrium(chances: ArrayLike) -> Equilibrium:
    """The equilibrium of a table of chances.

    Several mixes can be optimal; one of them is given, and ``share_ranges`` tells the rest.

    Args:
        chances: Chance of row to beat column, shape (n, m), without gaps: shrink counts first
            (``matchups``) or fill gaps from ratings (``Ratings.chances``).

    Raises:
        StatisticsError: A cell is missing or no chance, or the program was not solved.
    """
    table = as_chances(chances)
    mix = _best_mix(table)
    against = _best_mix(1 - table.T)
    worth = table @ against
    least, most = float((mix @ table).min()), float(worth.max())
    if most - least > SOLVED:
        raise StatisticsError(f"not solved: a gap of {most - least:.1e} is left", where="chances")
    return Equilibrium(mix, against, least, most, most - least, worth)


def share_ranges(chances: ArrayLike, *, within: float = 1e-9) -> tuple[FloatArray, FloatArray]:
    """Least and largest share of each row over all optimal mixes, each of shape (n,).

    Equal ends say that the equilibrium is the only one; a wide range, that shares of a single
    solution mean little.

    Args:
        chances: As in :func:`equilibrium`.
        within: How far below the value a mix may fall and still count, as a chance: 0.01 shows
            all mixes that nothing beats by more than one point.

    Raises:
        StatisticsError: As :func:`equilibrium`; also a negative ``within``.
    """
    table = as_chances(chances)
    if not 0 <= within < 1:
        raise StatisticsError(f"must lie from 0 to 1; got {within!r}", where="within")
    floor = equilibrium(table).least - within
    count = table.shape[0]
    ends = np.empty((2, count))
    for row in range(count):
        for end, sign in enumerate((1.0, -1.0)):
            cost = np.zeros(count)
            cost[row] = sign
            found = linprog(
                cost, A_ub=-table.T, b_ub=np.full(table.shape[1], -floor),
                A_eq=np.ones((1, count)), b_eq=[1.0], bounds=(0, 1), method="highs",
            )  # fmt: skip
            if found.x is None:
                raise StatisticsError(f"not solved: {found.message}", where="chances")
            ends[end, row] = found.x[row]
    return np.clip(ends[0], 0, 1), np.clip(ends[1], 0, 1)


def _best_mix(table: FloatArray) -> FloatArray:
    """Shares of the rows that make the worst column as good as possible.

    Variables are the shares and the guaranteed chance v; v is maximised under
    ``shares @ column >= v`` for every column.
    """
    count, columns = table.shape
    found = linprog(
        np.append(np.zeros(count), -1.0),
        A_ub=np.hstack([-table.T, np.ones((columns, 1))]),
        b_ub=np.zeros(columns),
        A_eq=np.append(np.ones(count), 0.0)[None, :],
        b_eq=[1.0],
        bounds=[(0, None)] * count + [(None, None)],
        method="highs",
    )
    if found.x is None:
        raise StatisticsError(f"not solved: {found.message}", where="chances")
    shares = np.clip(found.x[:count], 0, None)
    return np.asarray(shares / shares.sum(), dtype=np.float64)
