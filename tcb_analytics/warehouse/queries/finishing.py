"""What is added to counted rows after SQL: intervals, shrinkage, withheld rates.

Whole columns at a time. A rate is null where it is withheld; its counts stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.intervals import IntervalKind, interval_of
from tcb_analytics.statistics.rates import WITHHELD_UNDER
from tcb_analytics.statistics.shrinkage import fit_beta

Finish = Callable[[pa.Table], pa.Table]
"""A step from counted rows to the rows of the answer."""


@dataclass(frozen=True, slots=True)
class Honesty:
    """How rates are reported.

    Attributes:
        threshold: Games under which a rate is withheld.
        interval: ``jeffreys`` or ``wilson``.
        level: Level of the interval.
    """

    threshold: int = WITHHELD_UNDER
    interval: IntervalKind = "jeffreys"
    level: float = 0.95


def finish_rates(honesty: Honesty, *, shrink: bool) -> Finish:
    """The step for rows with games and points: rate, low, high, shrunk, withheld.

    Args:
        honesty: Threshold and interval.
        shrink: Whether to add rates shrunk towards what all groups have in common.

    Raises:
        StatisticsError: The threshold, interval or level makes no sense.
    """
    if honesty.threshold < 0:
        raise StatisticsError(f"must be at least 0; got {honesty.threshold}", where="threshold")
    interval_of(honesty.interval, 0, 0, honesty.level)

    def finish(counted: pa.Table) -> pa.Table:
        games, points = _floats(counted, "games"), _floats(counted, "points")
        withheld = (games < honesty.threshold) | (games == 0)
        low, high = interval_of(honesty.interval, points, games, honesty.level)
        rate = np.divide(points, games, out=np.zeros_like(games), where=games > 0)
        figures = {"rate": rate, "low": low, "high": high}
        columns = {name: pa.array(values, mask=withheld) for name, values in figures.items()}
        if shrink:
            prior = fit_beta(points, games)
            columns["shrunk"] = pa.array(prior.shrink(points, games, honesty.level).mean)
        columns["withheld"] = pa.array(withheld)
        return _with(counted.drop_columns(["points", "rate"]), columns, after="ties")

    return finish


def finish_shares(part: str, whole: str, name: str, honesty: Honesty) -> Finish:
    """The step for rows with a part and its whole: an interval behind the share.

    Rows whose counts are unknown, as a source may publish a share alone, get none.
    """
    interval_of(honesty.interval, 0, 0, honesty.level)

    def finish(counted: pa.Table) -> pa.Table:
        parts, wholes = _floats(counted, part), _floats(counted, whole)
        unknown = ~(np.isfinite(parts) & (wholes > 0) & (parts <= wholes))
        low, high = interval_of(
            honesty.interval,
            np.where(unknown, 0.0, parts),
            np.where(unknown, 0.0, wholes),
            honesty.level,
        )
        ends = {"low": pa.array(low, mask=unknown), "high": pa.array(high, mask=unknown)}
        return _with(counted, ends, after=name)

    return finish


def _floats(table: pa.Table, name: str) -> NDArray[np.float64]:
    column: Any = table.column(name).cast(pa.float64())
    return np.asarray(column.to_numpy(), dtype=np.float64)


def _with(table: pa.Table, columns: dict[str, pa.Array], after: str) -> pa.Table:
    place = table.column_names.index(after) + 1
    for offset, (name, values) in enumerate(columns.items()):
        table = table.add_column(place + offset, name, values)
    return table
