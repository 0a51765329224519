"""Ridge logistic regression for shares: Newton's method, with errors of the predictions.

For answers between 0 and 1 that need not be whole, such as the part of its four copies in which
a card is played (a quasi-likelihood: L. Papke and J. Wooldridge, "Econometric Methods for
Fractional Response Variables", Journal of Applied Econometrics 11, 1996). Columns are scaled
before they are drawn to 0, so that units do not matter; the intercept is free. Left out:
selection of columns, and interactions that are not given as columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import cho_factor, cho_solve
from scipy.special import expit

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import FloatArray

STEPS = 50
"""Newton steps after which the search is given up; it takes about eight."""


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """A fitted regression over k columns.

    Attributes:
        middle: Mean of each column, shape (k,).
        scale: Standard deviation of each column, 1 for a constant one, shape (k,).
        weights: Intercept, then the log odds by standard deviation of each column, (k + 1,).
        covariance: Of the weights, (k + 1, k + 1), for rows that are independent of each other.
    """

    middle: FloatArray
    scale: FloatArray
    weights: FloatArray
    covariance: FloatArray

    def shares(self, columns: ArrayLike) -> FloatArray:
        """Predicted shares of rows, shape (n,)."""
        return np.asarray(expit(self._rows(columns) @ self.weights), dtype=np.float64)

    def errors(self, columns: ArrayLike) -> FloatArray:
        """Standard errors of the predicted shares by the delta method, shape (n,)."""
        rows = self._rows(columns)
        share = expit(rows @ self.weights)
        spread = np.einsum("ni,ij,nj->n", rows, self.covariance, rows)
        return np.asarray(share * (1 - share) * np.sqrt(np.maximum(spread, 0)), dtype=np.float64)

    def _rows(self, columns: ArrayLike) -> FloatArray:
        return _with_one((_table(columns) - self.middle) / self.scale)


def fit_logistic(
    columns: ArrayLike, shares: ArrayLike, *, weights: ArrayLike = 1.0, ridge: float = 1.0
) -> Logistic:
    """The regression of shares on columns.

    Args:
        columns: Explaining figures, shape (n, k).
        shares: Answers between 0 and 1, shape (n,).
        weights: How much each row counts, at least 0, broadcast to (n,).
        ridge: Price of a squared weight, in log-likelihood of one row; above 0, so that there
            is an answer even where a column tells both kinds of rows apart.

    Raises:
        StatisticsError: Shapes do not fit, a figure is missing or out of range, or no peak was
            found.
    """
    table, wanted = _table(columns), np.asarray(shares, dtype=np.float64)
    counts = np.broadcast_to(np.asarray(weights, dtype=np.float64), wanted.shape)
    if wanted.shape != table.shape[:1] or not len(wanted):
        raise StatisticsError(
            f"{len(table)} rows of columns need as many shares; got shape {wanted.shape}"
        )
    if not ((wanted >= 0) & (wanted <= 1) & (counts >= 0) & np.isfinite(counts)).all():
        raise StatisticsError("shares must lie from 0 to 1 and weights be at least 0")
    if not 0 < ridge < np.inf:
        raise StatisticsError(f"must be above 0; got {ridge!r}", where="ridge")
    middle, scale = table.mean(axis=0), table.std(axis=0)
    scale = np.where(scale > 1e-12, scale, 1.0)
    rows = _with_one((table - middle) / scale)
    price = np.diag([1e-6, *[ridge] * table.shape[1]])
    found, covariance = _climb(rows, wanted, np.asarray(counts), price)
    return Logistic(middle, scale, found, covariance)


def _climb(
    rows: FloatArray, wanted: FloatArray, counts: FloatArray, price: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Weights at the peak and their covariance, with halved steps where a whole one overshoots."""
    found = np.zeros(rows.shape[1])
    height = _height(rows, wanted, counts, price, found)
    for _ in range(STEPS):
        share = expit(rows @ found)
        slopes = rows.T @ (counts * (wanted - share)) - price @ found
        curvature = (rows.T * (counts * share * (1 - share))) @ rows + price
        factor = cho_factor(curvature)
        move = cho_solve(factor, slopes)
        promised = float(slopes @ move)
        if promised <= 1e-9 * max(1.0, abs(height)):
            return found + move, cho_solve(factor, np.eye(len(found)))
        part = 1.0
        while part > 1e-8 and (
            _height(rows, wanted, counts, price, found + part * move)
            < height + 1e-4 * part * promised
        ):
            part /= 2
        found = found + part * move
        height = _height(rows, wanted, counts, price, found)
    raise StatisticsError(f"no peak was found in {STEPS} steps", remedy="give a larger ridge")


def _height(
    rows: FloatArray, wanted: FloatArray, counts: FloatArray, price: FloatArray, at: FloatArray
) -> float:
    odds = rows @ at
    return float(counts @ (wanted * odds - np.logaddexp(0, odds)) - at @ price @ at / 2)


def _table(columns: ArrayLike) -> FloatArray:
    table = np.asarray(columns, dtype=np.float64)
    if table.ndim != 2 or not np.isfinite(table).all():
        raise StatisticsError(
            f"columns are a table of finite figures; got shape {table.shape}", where="columns"
        )
    return table


def _with_one(rows: FloatArray) -> FloatArray:
    return np.hstack([np.ones((len(rows), 1)), rows])
