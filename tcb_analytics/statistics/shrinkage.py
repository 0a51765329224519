"""Empirical Bayes shrinkage of many rates towards what they have in common.

Groups (leaders, cards) are taken to have true rates drawn from one beta
distribution. It is fitted to all groups at once by maximum marginal likelihood of
the beta-binomial; each group's posterior is then again a beta. A group with few
games borrows from the others, one with many speaks for itself. Method: C. N.
Morris, "Parametric Empirical Bayes Inference", JASA 78, 1983, pp. 47-55.

The posterior takes the fitted prior as known. That makes intervals a little
narrow when there are few groups, so the prior is never stronger than all games
together. Trends, and groups related to each other, are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import betaincinv, betaln, digamma

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import FloatArray, as_level, as_wins_of_games


class Shrunk(NamedTuple):
    """Posterior mean and equal-tailed interval, fractions in the shape of the counts."""

    mean: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, slots=True)
class BetaPrior:
    """A beta distribution of true rates.

    Attributes:
        alpha: Wins it is worth; above 0.
        beta: Losses it is worth; above 0.
    """

    alpha: float
    beta: float

    def __post_init__(self) -> None:
        if not (0 < self.alpha < np.inf and 0 < self.beta < np.inf):
            raise StatisticsError(
                f"both must be above 0 and finite; got {self.alpha!r} and {self.beta!r}",
                where="BetaPrior",
            )

    @property
    def mean(self) -> float:
        """The rate towards which groups are drawn."""
        return self.alpha / (self.alpha + self.beta)

    @property
    def strength(self) -> float:
        """Games the prior is worth: a group with so many goes half the way."""
        return self.alpha + self.beta

    def shrink(self, wins: ArrayLike, games: ArrayLike, level: float = 0.95) -> Shrunk:
        """Posterior of each group; at 0 games it is the prior.

        Args:
            wins: Wins of each group, any shape; fractions allowed.
            games: Games of each group.
            level: Posterior probability of the interval.

        Raises:
            StatisticsError: A count or the level is wrong.
        """
        won, played = as_wins_of_games(wins, games)
        tail = (1 - as_level(level)) / 2
        alpha, beta = self.alpha + won, self.beta + played - won
        return Shrunk(
            np.asarray(alpha / (alpha + beta), dtype=np.float64),
            np.asarray(betaincinv(alpha, beta, tail), dtype=np.float64),
            np.asarray(1 - betaincinv(beta, alpha, tail), dtype=np.float64),
        )


LEAST = 0.5
"""Wins, and losses, that a fitted prior is worth at least."""

JEFFREYS = BetaPrior(LEAST, LEAST)
"""The prior that stands in where there is nothing to learn one from."""


def fit_beta(wins: ArrayLike, games: ArrayLike) -> BetaPrior:
    """The beta distribution under which the counts of all groups are most likely.

    Groups without games say nothing. Fewer than two groups with games cannot show
    how groups differ: the answer is then Jeffreys' prior, Beta(1/2, 1/2). The prior
    is never worth less than that on either side, and never more than all wins and
    losses together: the answer for groups that differ no more than by chance.

    Args:
        wins: Wins of each group, any shape; fractions allowed.
        games: Games of each group.

    Raises:
        StatisticsError: A count is missing, negative or larger than its total.
    """
    won, played = as_wins_of_games(wins, games)
    won, lost = won[played > 0], (played - won)[played > 0]
    if won.size < 2:
        return JEFFREYS
    most = np.maximum([won.sum(), lost.sum()], LEAST)
    bounds = np.log(np.stack([np.full(2, LEAST), most], axis=1))
    start = np.clip(np.log(_by_moments(won, lost)), bounds[:, 0], bounds[:, 1])
    found = minimize(
        _negative_log_likelihood, start, (won, lost), "L-BFGS-B", jac=True, bounds=bounds
    )
    alpha, beta = np.exp(found.x)
    return BetaPrior(float(alpha), float(beta))


def _by_moments(won: FloatArray, lost: FloatArray) -> FloatArray:
    """Alpha and beta from the spread of the raw rates, where the search starts.

    The spread beyond binomial noise is the prior's own; where none is left, the
    start is the strongest prior, all games together.
    """
    played = won + lost
    total = float(played.sum())
    mean = np.clip(won.sum() / total, LEAST / total, 1 - LEAST / total)
    noise = mean * (1 - mean)
    spread = float(played @ (won / played - mean) ** 2) / total
    own = (spread - (played.size - 1) * noise / total) / (1 - float(played @ played) / total**2)
    strength = noise / own - 1 if own > noise / (total + 1) else total
    return np.array([mean, 1 - mean]) * max(strength, 2 * LEAST)


def _negative_log_likelihood(
    logs: FloatArray, won: FloatArray, lost: FloatArray
) -> tuple[float, FloatArray]:
    """Beta-binomial marginal log-likelihood per group and its gradient, signs turned.

    Binomial coefficients are left out: they do not depend on the prior. The mean
    over groups keeps the first step of the search short.
    """
    alpha, beta = np.exp(logs)
    value = betaln(alpha + won, beta + lost) - betaln(alpha, beta)
    common = digamma(alpha + beta) - digamma(alpha + beta + won + lost)
    by_alpha = alpha * (common + digamma(alpha + won) - digamma(alpha)).mean()
    by_beta = beta * (common + digamma(beta + lost) - digamma(beta)).mean()
    return -float(value.mean()), -np.array([by_alpha, by_beta])
