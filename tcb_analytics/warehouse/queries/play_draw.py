"""What going first is worth: rates on the play and on the draw side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tcb_analytics.statistics.intervals import interval_of
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.limited import LimitedResult
from tcb_analytics.warehouse.queries.result import Result, Runner

Floats = NDArray[np.float64]


class PlayDrawResult(Result):
    """Games by group and by who went first, each group as one row.

    Attributes:
        counted: The question behind it.
    """

    def __init__(
        self, counted: LimitedResult, runner: Runner, keys: Sequence[str], honesty: Honesty
    ) -> None:
        super().__init__(runner, "", title="Play and draw", notes=_notes(honesty))
        self.counted = counted
        self._keys = tuple(keys)
        self._honesty = honesty

    @property
    def sql(self) -> str:
        """The question behind it: games and wins by group and by who went first."""
        return self.counted.sql

    def _answered(self) -> pa.Table:
        return side_by_side(self.counted.arrow(), self._keys, self._honesty)


def side_by_side(counted: pa.Table, keys: Sequence[str], honesty: Honesty) -> pa.Table:
    """Rows of groups and sides as one row a group, with the difference of the two rates.

    The interval of the difference is Newcombe's of 1998, method 10.
    """
    groups: dict[tuple[Any, ...], list[float]] = {}
    rows = counted.select([*keys, "on_play", "num_games", "num_won"]).to_pylist()
    for row in rows:
        cells = groups.setdefault(tuple(row[key] for key in keys), [0.0, 0.0, 0.0, 0.0])
        side = 0 if row["on_play"] else 2
        cells[side] += row["num_games"]
        cells[side + 1] += row["num_won"]
    table = np.array(list(groups.values()), np.float64).reshape(-1, 4)
    columns: dict[str, Any] = {
        key: pa.array([group[place] for group in groups], counted.schema.field(key).type)
        for place, key in enumerate(keys)
    }
    ends = []
    for side, name in ((0, "play"), (2, "draw")):
        games, won = table[:, side], table[:, side + 1]
        rate = np.divide(won, games, out=np.zeros_like(won), where=games > 0)
        low, high = interval_of(honesty.interval, won, games, honesty.level)
        ends.append((games, rate, low, high))
        withheld = (games < honesty.threshold) | (games == 0)
        columns[f"num_games_{name}"] = games.astype(np.int64)
        columns |= _masked(
            withheld, {f"wr_{name}": rate, f"wr_{name}_low": low, f"wr_{name}_high": high}
        )
    return pa.table(columns | _edge(ends, honesty))


def _edge(ends: Sequence[tuple[Floats, ...]], honesty: Honesty) -> dict[str, pa.Array]:
    (games, rate, low, high), (others, other, under, over) = ends
    few = max(honesty.threshold, 1)
    size = rate - other
    below, above = np.hypot(rate - low, over - other), np.hypot(high - rate, other - under)
    found = {"play_edge": size, "play_edge_low": size - below, "play_edge_high": size + above}
    return _masked((games < few) | (others < few), found)


def _masked(withheld: NDArray[np.bool_], columns: Mapping[str, Floats]) -> dict[str, pa.Array]:
    return {name: pa.array(values, mask=withheld) for name, values in columns.items()}


def _notes(honesty: Honesty) -> tuple[str, ...]:
    return (
        f"Rates over fewer than {honesty.threshold} games are withheld. "
        f"Interval: {honesty.interval}, {honesty.level:.0%}.",
    )
