"""What is added to counts of Limited logs after SQL: intervals, shrinkage, what is withheld.

Copies of a card in one game share its result, so a rate over n copies knows as much as one over
``n² / squares`` independent games: that number, not n, goes into intervals and shrinkage. Two
kinds of rates have neither interval nor shrunk value, because counts cannot tell how much they
repeat one result, and an interval that takes them for independent would be too narrow: rates over
copies of different cards, unless every row is about one card name; and rates over picks, for all
picks of one draft share its result, those of one card too.

A difference of two rates has the interval of R. G. Newcombe, "Interval Estimation for the
Difference Between Independent Proportions", Statistics in Medicine 17, 1998, method 10, which
takes the two to be independent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.intervals import interval_of
from tcb_analytics.statistics.shrinkage import moments_beta
from tcb_analytics.warehouse.log_counts import BY_NAME
from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.log_arrays import Array, squares_in
from tcb_analytics.warehouse.queries.log_formulas import counts_of, find_metric
from tcb_analytics.warehouse.queries.log_question import LogQuestion

Floats = NDArray[np.float64]
Values = Callable[[Metric], Array]
"""Gives the values of a metric over the answer's rows; null is NaN."""


OF_CARDS = "cards of one game share its result. Name one card by row (by: name) to have one"
OF_COPIES = "copies of a card in one game share its result. Give the metric squares= to have one"
OF_PICKS = "the picks of one draft share its result"

_SAMPLED = 8_192
"""Rows that a prior is learned from at most, evenly chosen: more change no digit that is shown."""


@dataclass(frozen=True, slots=True)
class _Rate:
    """A rate and the independent games that it is worth, on the rows where it is not withheld."""

    shown: NDArray[np.bool_]
    rate: Floats
    worth: Floats

    def column(self, values: Floats) -> pa.Array:
        """Values of the shown rows as a column of all rows."""
        return _spread(values, self.shown)

    def of(self, shown: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Rate and worth on fewer rows."""
        within = shown[self.shown]
        return self.rate[within], self.worth[within]


def check_honesty(honesty: Honesty) -> None:
    """Refuse a threshold, interval or level that makes no sense.

    Raises:
        StatisticsError: One does.
    """
    if honesty.threshold < 0:
        raise StatisticsError(f"must be at least 0; got {honesty.threshold}", where="threshold")
    interval_of(honesty.interval, 0, 0, honesty.level)


def finished(
    question: LogQuestion, keys: pa.Table, counts: Mapping[str, Array], values: Values,
    honesty: Honesty,
) -> pa.Table:  # fmt: skip
    """The rows of the answer: keys, then each metric; behind a rate its interval and shrunk value.

    Args:
        question: What was asked.
        keys: Columns of the keys.
        counts: The counts and sums of each row.
        values: The metrics of each row.
        honesty: Threshold and interval.
    """
    columns: dict[str, Any] = dict(zip(keys.column_names, keys.columns, strict=True))
    rates: dict[str, _Rate] = {}

    def rate_of(metric: Metric) -> _Rate:
        if metric.name not in rates:
            rates[metric.name] = _rate(metric, counts, values, honesty.threshold)
        return rates[metric.name]

    for metric in question.metrics:
        if metric.sample is not None:
            columns |= _rate_columns(
                metric, rate_of(metric), honesty, has_intervals(metric, question)
            )
        elif metric.between is not None:
            first, second = (rate_of(find_metric(name)) for name in metric.between)
            columns |= _difference(
                metric.name, first, second, honesty, has_intervals(metric, question)
            )
        else:
            columns[metric.name] = _column(values(metric))
    return pa.table(columns)


def has_intervals(metric: Metric, question: LogQuestion) -> bool:
    """Whether a metric is a rate, or a difference of rates, whose interval is known here."""
    return (metric.sample or metric.between) is not None and not why_bare(metric, question)


def why_bare(metric: Metric, question: LogQuestion) -> str:
    """Why a rate, or a difference of rates, has no interval; empty where it has one."""
    if metric.between is not None:
        reasons = (why_bare(find_metric(name), question) for name in metric.between)
        return next(filter(None, reasons), "")
    grains = {BY_NAME[name].grain for name in counts_of(metric) if name in BY_NAME}
    if grains == {"game"}:
        return ""
    if grains & {"pick", "pack"}:
        return OF_PICKS
    if not question.names_cards:
        return OF_CARDS
    return "" if metric.squares is not None else OF_COPIES


def _rate(metric: Metric, counts: Mapping[str, Array], values: Values, threshold: int) -> _Rate:
    sample = np.asarray(values(find_metric(str(metric.sample))), dtype=np.float64)
    shown = (sample >= threshold) & (sample > 0)
    rate = np.asarray(values(metric), dtype=np.float64)[shown]
    worth = sample[shown]
    repeated = squares_in(metric, counts)
    if repeated is not None:
        worth = np.minimum(worth * worth / np.maximum(repeated[shown], 1), worth)
    return _Rate(shown, rate, worth)


def _rate_columns(
    metric: Metric, found: _Rate, honesty: Honesty, known: bool
) -> dict[str, pa.Array]:
    name = metric.name
    columns = {name: found.column(found.rate)}
    if not known:
        return columns
    wins = found.rate * found.worth
    low, high = interval_of(honesty.interval, wins, found.worth, honesty.level)
    columns[f"{name}_low"] = found.column(low)
    columns[f"{name}_high"] = found.column(high)
    step = -(-wins.size // _SAMPLED) or 1
    prior = moments_beta(wins[::step], found.worth[::step])
    columns[f"{name}_shrunk"] = found.column((prior.alpha + wins) / (prior.strength + found.worth))
    return columns


def _difference(
    name: str, first: _Rate, second: _Rate, honesty: Honesty, known: bool
) -> dict[str, pa.Array]:
    shown = first.shown & second.shown
    (rate, worth), (other, other_worth) = first.of(shown), second.of(shown)
    size = rate - other
    columns = {name: _spread(size, shown)}
    if not known:
        return columns
    low, high = interval_of(honesty.interval, rate * worth, worth, honesty.level)
    under, over = interval_of(honesty.interval, other * other_worth, other_worth, honesty.level)
    below, above = np.hypot(rate - low, over - other), np.hypot(high - rate, other - under)
    columns[f"{name}_low"] = _spread(np.maximum(size - below, -1), shown)
    columns[f"{name}_high"] = _spread(np.minimum(size + above, 1), shown)
    return columns


def _spread(values: Floats, shown: NDArray[np.bool_]) -> pa.Array:
    """Values of some rows as a column of all, null elsewhere."""
    if values.size == shown.size:
        return pa.array(values)
    whole = np.empty(shown.size)
    whole[shown] = values
    return pa.array(whole, mask=~shown)


def _column(values: Array) -> pa.Array:
    if values.dtype.kind == "f":
        return pa.array(values, mask=np.isnan(values))
    return pa.array(values)
