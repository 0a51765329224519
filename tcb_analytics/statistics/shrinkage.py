"""Empirical Bayes shrinkage of many rates towards what they have in common.

Groups (leaders, cards) are taken to have true rates drawn from one beta
distribution. It is fitted to all groups at once by the marginal likelihood of the
beta-binomial; each group's posterior is then again a beta. A group with few games
borrows from the others, one with many speaks for itself. Method: C. N. Morris,
"Parametric Empirical Bayes Inference", JASA 78, 1983, pp. 47-55.

Two corrections keep intervals honest when there are few groups, where the plain
maximum takes chance likeness for real likeness and then forgets its own doubt.
The likelihood carries the weak hyperprior (alpha + beta)^(-5/2) of Gelman et al.,
"Bayesian Data Analysis", 3rd ed., section 5.3; and the curvature at its peak says
how uncertain the prior is, which widens every posterior by the delta method. Trends,
and groups related to each other, are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import betaincinv, betaln, digamma, polygamma

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import FloatArray, as_level, as_wins_of_games

LEAST = 0.5
"""Wins, and losses, that a fitted prior is worth at least: Jeffreys' own."""

HYPERPRIOR = 2.5
"""Power of the hyperprior (alpha + beta)^(-5/2): nearly flat in mean and spread."""


class Shrunk(NamedTuple):
    """Posterior mean and equal-tailed interval, fractions in the shape of the counts."""

    mean: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, slots=True)
class BetaPrior:
    """A beta distribution of true rates, and how well it is known.

    Attributes:
        alpha: Wins it is worth; above 0.
        beta: Losses it is worth; above 0.
        doubt: Variance of log alpha, covariance, variance of log beta, from the
            fit; zeros for a prior that is taken as known.
    """

    alpha: float
    beta: float
    doubt: tuple[float, float, float] = (0.0, 0.0, 0.0)

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
        alpha, beta = self._posterior(won, played)
        return Shrunk(
            np.asarray(alpha / (alpha + beta)),
            np.asarray(betaincinv(alpha, beta, tail)),
            np.asarray(1 - betaincinv(beta, alpha, tail)),
        )

    def _posterior(self, won: FloatArray, played: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Beta of each group with the posterior's mean and its variance, doubt included."""
        total = self.alpha + self.beta + played
        alpha, beta = self.alpha + won, self.beta + played - won
        mean = alpha / total
        by_alpha = self.alpha * beta / total**2
        by_beta = -self.beta * alpha / total**2
        doubt = (
            self.doubt[0] * by_alpha**2
            + 2 * self.doubt[1] * by_alpha * by_beta
            + self.doubt[2] * by_beta**2
        )
        worth = 1 / (1 / (total + 1) + doubt / (mean * (1 - mean))) - 1
        worth = np.maximum(worth, np.minimum(total, 2 * LEAST))
        return mean * worth, (1 - mean) * worth


JEFFREYS = BetaPrior(LEAST, LEAST)
"""The prior that stands in where there is nothing to learn one from."""


def fit_beta(wins: ArrayLike, games: ArrayLike) -> BetaPrior:
    """The beta distribution that explains the counts of all groups best.

    Groups without games say nothing. Fewer than two groups with games cannot show
    how groups differ: the answer is then Jeffreys' prior, Beta(1/2, 1/2). The prior
    is never worth less than that on either side, and never more than all wins and
    losses together: groups that differ no more than by chance cannot prove more.

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
    found = minimize(_cost, start, (won, lost), "L-BFGS-B", jac=True, bounds=bounds)
    alpha, beta = np.exp(found.x)
    return BetaPrior(float(alpha), float(beta), _doubt(found.x, won, lost))


def moments_beta(wins: ArrayLike, games: ArrayLike) -> BetaPrior:
    """The beta distribution whose mean and spread are those of the groups' rates.

    A closed form, for answers of many rows in which a search as :func:`fit_beta` makes it would
    take longer than the question. It is held within the same bounds, and does not tell how
    uncertain it is.

    Args:
        wins: Wins of each group, any shape; fractions allowed.
        games: Games of each group.

    Raises:
        StatisticsError: A count is missing, negative or larger than its total.
    """
    won, played = as_wins_of_games(wins, games)
    some = played > 0
    if np.count_nonzero(some) < 2:
        return JEFFREYS
    won, lost = won[some], (played - won)[some]
    most = np.maximum([won.sum(), lost.sum()], LEAST)
    alpha, beta = np.clip(_by_moments(won, lost), LEAST, most)
    return BetaPrior(float(alpha), float(beta))


def _by_moments(won: FloatArray, lost: FloatArray) -> FloatArray:
    """Alpha and beta from the spread of the raw rates, where the search starts.

    The spread beyond binomial noise is the prior's own; where none is left, the
    start is the strongest prior, all games together.
    """
    played = won + lost
    total = float(played.sum())
    mean = (won.sum() + LEAST) / (total + 2 * LEAST)
    noise = mean * (1 - mean)
    spread = float(played @ (won / played - mean) ** 2) / total
    own = spread - (played.size - 1) * noise / total
    own /= max(1 - float(played @ played) / total**2, 1e-9)
    strength = noise / own - 1 if own > noise / (total + 1) else total
    return np.array([mean, 1 - mean]) * max(strength, 2 * LEAST)


def _cost(logs: FloatArray, won: FloatArray, lost: FloatArray) -> tuple[float, FloatArray]:
    """Negative log of likelihood times hyperprior, over log alpha and log beta.

    Comes with its gradient. Binomial coefficients are left out: they do not depend
    on the prior. Dividing by the number of groups keeps the search's first step short.
    """
    alpha, beta = np.exp(logs)
    value = (betaln(alpha + won, beta + lost) - betaln(alpha, beta)).sum()
    value += logs.sum() - HYPERPRIOR * np.log(alpha + beta)
    gradient = _slopes(alpha, beta, won, lost) + 1 - HYPERPRIOR * np.exp(logs) / (alpha + beta)
    return -float(value) / won.size, -gradient / won.size


def _slopes(alpha: float, beta: float, won: FloatArray, lost: FloatArray) -> FloatArray:
    """Derivatives of the marginal log-likelihood by log alpha and log beta."""
    common = digamma(alpha + beta) - digamma(alpha + beta + won + lost)
    by_alpha = float((common + digamma(alpha + won) - digamma(alpha)).sum())
    by_beta = float((common + digamma(beta + lost) - digamma(beta)).sum())
    return np.array([alpha * by_alpha, beta * by_beta])


def _doubt(logs: FloatArray, won: FloatArray, lost: FloatArray) -> tuple[float, float, float]:
    """Covariance of log alpha and log beta: the inverse curvature at the peak.

    At a bound the curvature can vanish; no direction is held for more uncertain
    than a factor of about e^2.
    """
    alpha, beta = np.exp(logs)
    total = alpha + beta
    common = polygamma(1, total) - polygamma(1, total + won + lost)
    slope = _slopes(alpha, beta, won, lost)
    mixed = alpha * beta * (common.sum() + HYPERPRIOR / total**2)
    by_alpha = (common + polygamma(1, alpha + won) - polygamma(1, alpha)).sum()
    by_beta = (common + polygamma(1, beta + lost) - polygamma(1, beta)).sum()
    own = HYPERPRIOR * alpha * beta / total**2
    first, second = slope + np.square([alpha, beta]) * [by_alpha, by_beta] - own
    steepness, directions = np.linalg.eigh(-np.array([[first, mixed], [mixed, second]]))
    spread = (directions / np.maximum(steepness, 0.25)) @ directions.T
    return float(spread[0, 0]), float(spread[0, 1]), float(spread[1, 1])
