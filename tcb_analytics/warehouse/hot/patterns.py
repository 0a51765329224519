"""What an entry of a hand, deck or pack adds to each count, told by SQL once per pattern.

Entries are millions, but their numbers of copies make few patterns. SQL works out each declared
count for each pattern, for a game won and for one lost, so that the counts are defined in
``log_counts.py`` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tcb_analytics.warehouse.hot.memory import TooLargeError
from tcb_analytics.warehouse.log_counts import COUNTS, Grain

Ints = NDArray[np.int64]
_MOST = 2**16
_MOST_CODES = 2**26


@dataclass(frozen=True)
class Worth:
    """What patterns add to some counts.

    Attributes:
        table: For each pattern what it adds to each unit.
        parts: For each count the unit that games won add to it, and the one that games lost
            add; -1 for none. Where rows are not won or lost, the first alone.
    """

    table: NDArray[np.int32]
    parts: Mapping[str, tuple[int, int]]


@dataclass
class Patterns:
    """The patterns of one table of entries.

    Attributes:
        won: For each count what each pattern adds in a game won.
        lost: Likewise in a game lost; empty where rows are not won or lost.
    """

    won: Mapping[str, Ints]
    lost: Mapping[str, Ints]
    _made: dict[tuple[str, ...], Worth] = field(default_factory=dict)

    def worth(self, counts: tuple[str, ...]) -> Worth:
        """What the patterns add to these counts, equal columns once."""
        if counts not in self._made:
            units: dict[bytes, int] = {}
            columns: list[Ints] = []

            def unit(values: Ints | None) -> int:
                if values is None or not values.any():
                    return -1
                if values.tobytes() not in units:
                    units[values.tobytes()] = len(columns)
                    columns.append(values)
                return units[values.tobytes()]

            parts = {name: (unit(self.won[name]), unit(self.lost.get(name))) for name in counts}
            size = next(iter(self.won.values())).size
            table = np.stack(columns, axis=1) if columns else np.zeros((size, 1), np.int64)
            self._made[counts] = Worth(np.ascontiguousarray(table, dtype=np.int32), parts)
        return self._made[counts]


def coded_patterns(columns: Mapping[str, NDArray[Any]]) -> tuple[NDArray[np.uint16], pa.Table]:
    """The pattern of each entry, and the columns of each pattern.

    Raises:
        TooLargeError: There are more patterns than codes.
    """
    sizes = [int(values.max(initial=0)) + 1 for values in columns.values()]
    if np.prod(sizes, dtype=np.float64) > _MOST_CODES:
        raise TooLargeError
    code = np.zeros(len(next(iter(columns.values()))), np.int32)
    for values, size in zip(columns.values(), sizes, strict=True):
        code *= size
        code += values
    there = np.zeros(int(np.prod(sizes)), np.bool_)
    there[code] = True
    found = np.flatnonzero(there)
    if found.size > _MOST:
        raise TooLargeError
    place = np.zeros(there.size, np.uint16)
    place[found] = np.arange(found.size)
    parts = np.unravel_index(found, sizes)
    table = pa.table({n: pa.array(p, pa.int32()) for n, p in zip(columns, parts, strict=True)})
    return place[code], table


def patterns_of(
    grain: Grain, alias: str, table: pa.Table, ask: Callable[[str, pa.Table], pa.Table]
) -> Patterns:
    """What each pattern adds to every count of a grain.

    Args:
        grain: The grain.
        alias: The table that the counts' SQL names.
        table: Columns of the patterns.
        ask: Runs SQL over a table named ``given``.
    """
    counts = [count for count in COUNTS if count.grain == grain]
    shown = ", ".join(f"CAST({count.sql} AS BIGINT) AS {count.name}" for count in counts)

    def told(won: bool) -> dict[str, Ints]:
        sql = f"SELECT {shown} FROM (SELECT *, {won} AS won FROM given) AS {alias}"  # noqa: S608 - declared counts
        found = ask(sql, table)
        return {c.name: np.asarray(found.column(c.name).to_numpy()) for c in counts}

    return Patterns(told(True), told(False) if any("won" in c.name for c in counts) else {})


def wanted(counts: Sequence[str], grain: Grain) -> tuple[str, ...]:
    """Those of some counts that belong to a grain."""
    return tuple(c.name for c in COUNTS if c.grain == grain and c.name in counts)
