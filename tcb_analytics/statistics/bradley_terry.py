"""Bradley-Terry ratings from aggregated counts, with standard errors.

Each contender has one strength, and the chance of i to beat j is the logistic of the
difference of their strengths: R. A. Bradley and M. E. Terry, "Rank Analysis of Incomplete
Block Designs", Biometrika 39, 1952. The log-likelihood depends on the counts of wins alone
and is concave, so Newton's method with halved steps finds its one peak; the curvature there
gives the errors. A single strength cannot hold a circle (rock beats scissors beats paper):
what a circle does to a meta is for ``equilibrium``. Left out: first-player edges and
strengths that change with time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse.csgraph import connected_components
from scipy.special import expit, log_expit

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import FloatArray
from tcb_analytics.statistics.matchups import as_wins_matrix

ELO = 400 / np.log(10)
"""Elo points of one unit of strength: 400 points are odds of ten to one."""

STEPS = 100
"""Newton steps after which the search is given up; it takes about ten."""

NEAR = 1e-10
"""Rise still promised, by the height of the log-likelihood, at which one last step is taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Strengths of n contenders and how well they are known.

    Attributes:
        strengths: Natural log of the odds against the field's middle, shape (n,); mean 0.
        covariance: Of the strengths, shape (n, n). Strengths are known only against one
            another, so every row sums to 0.
        games: Games that each contender played against others, shape (n,).
        steps: Newton steps that were taken.
        slope: Largest derivative of the log-likelihood left, in wins; 0 at the very peak.
    """

    strengths: FloatArray
    covariance: FloatArray
    games: FloatArray
    steps: int
    slope: float

    @property
    def errors(self) -> FloatArray:
        """Standard error of each strength against the middle, shape (n,)."""
        return np.asarray(np.sqrt(np.diag(self.covariance)), dtype=np.float64)

    @property
    def elo(self) -> FloatArray:
        """Strengths in Elo points around 1500, shape (n,)."""
        return np.asarray(1500 + ELO * self.strengths, dtype=np.float64)

    @property
    def elo_errors(self) -> FloatArray:
        """Standard errors in Elo points, shape (n,)."""
        return np.asarray(ELO * self.errors, dtype=np.float64)

    def chances(self) -> FloatArray:
        """Chance of row to beat column, shape (n, n); a chance and its mirror sum to 1."""
        return expit(self.strengths[:, None] - self.strengths[None, :])

    def chance_errors(self) -> FloatArray:
        """Standard errors of the chances by the delta method, shape (n, n); 0 on the diagonal."""
        own = np.diag(self.covariance)
        spread = np.maximum(own[:, None] + own[None, :] - 2 * self.covariance, 0)
        np.fill_diagonal(spread, 0)
        chance = self.chances()
        return chance * (1 - chance) * np.sqrt(spread)


def bradley_terry(wins: ArrayLike, *, spread: float | None = None) -> Ratings:
    """Ratings from a table of wins.

    Without ``spread`` the plain maximum of the likelihood; it exists only where nobody can be
    split off who never lost, or never won, against the rest (L. R. Ford, American Mathematical
    Monthly 64, 1957). With it, strengths are drawn towards the middle as by a normal prior of
    that standard deviation, which always has an answer: about 0.5 for decks of one meta.

    Args:
        wins: Wins of row over column, shape (n, n); a tie is half a win for both. The diagonal
            (mirrors) says nothing of strength and is left out.
        spread: Standard deviation of strengths that is expected beforehand; None for no prior.

    Raises:
        StatisticsError: The table is no square of counts, the spread is not above 0, or there
            is no maximum.
    """
    table = as_wins_matrix(wins)
    if spread is not None and not 0 < spread < np.inf:
        raise StatisticsError(f"must be above 0 and finite; got {spread!r}", where="spread")
    if spread is None:
        _check_maximum(table)
    pull = 0.0 if spread is None else spread**-2
    strengths, steps = _climb(table, pull)
    size = table.shape[0]
    inverse = cho_solve(cho_factor(_curvature(table, strengths, pull)), np.eye(size))
    centred = inverse - inverse.mean(axis=0)
    return Ratings(
        strengths=strengths,
        covariance=centred - centred.mean(axis=1)[:, None],
        games=(table + table.T).sum(axis=1),
        steps=steps,
        slope=float(np.abs(_slopes(table, strengths, pull)).max()),
    )


def _check_maximum(wins: FloatArray) -> None:
    """Ford's condition: from each contender a chain of wins leads to each other one."""
    groups, label = connected_components(wins > 0, directed=True, connection="strong")
    if groups > 1:
        sizes = np.bincount(label)
        apart = np.flatnonzero(label == int(np.argmin(sizes)))
        named = ", ".join(str(place) for place in apart[:5])
        raise StatisticsError(
            "the plain maximum does not exist: some contenders only won, only lost or never "
            f"met the rest; first of them at position {named}",
            where="wins",
            remedy="give spread=0.5, or leave those contenders out",
        )


def _climb(wins: FloatArray, pull: float) -> tuple[FloatArray, int]:
    """The peak of the penalised log-likelihood, and the steps that led there."""
    strengths = np.zeros(wins.shape[0])
    height = _height(wins, strengths, pull)
    for step in range(1, STEPS + 1):
        slopes = _slopes(wins, strengths, pull)
        move = cho_solve(cho_factor(_curvature(wins, strengths, pull)), slopes)
        promised = float(slopes @ move)
        if promised <= NEAR * max(1.0, abs(height)):
            # Whole steps square what is left, and halving would only compare rounding errors.
            strengths = strengths + move
            return strengths - strengths.mean(), step
        share = 1.0
        while _height(wins, strengths + share * move, pull) < height + 1e-4 * share * promised:
            share /= 2
        strengths = strengths + share * move
        strengths -= strengths.mean()
        height = _height(wins, strengths, pull)
    raise StatisticsError(
        f"no peak was found in {STEPS} steps: strengths are too far apart for these counts",
        where="wins",
        remedy="give spread=0.5",
    )


def _height(wins: FloatArray, strengths: FloatArray, pull: float) -> float:
    apart = strengths[:, None] - strengths[None, :]
    return float((wins * log_expit(apart)).sum() - pull * (strengths @ strengths) / 2)


def _slopes(wins: FloatArray, strengths: FloatArray, pull: float) -> FloatArray:
    games = wins + wins.T
    expected = games * expit(strengths[:, None] - strengths[None, :])
    return np.asarray((wins - expected).sum(axis=1) - pull * strengths, dtype=np.float64)


def _curvature(wins: FloatArray, strengths: FloatArray, pull: float) -> FloatArray:
    """Negative second derivatives, plus a constant that holds the mean at 0.

    Strengths plus a constant explain the counts equally well; the added matrix of equal cells
    works in that direction alone, so that there is an inverse.
    """
    chance = expit(strengths[:, None] - strengths[None, :])
    weight = (wins + wins.T) * chance * (1 - chance)
    size = len(strengths)
    scale = max(float(weight.sum()) / size, 1e-12)
    return np.asarray(
        np.diag(weight.sum(axis=1) + pull) - weight + np.full((size, size), scale / size),
        dtype=np.float64,
    )
