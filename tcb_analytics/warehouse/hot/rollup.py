"""A rollup in memory: its keys as codes, its counts as one array.

Columns that are worked out from keys (``num_colors``) are worked out by SQL on the few values
that the keys have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from tcb_analytics.warehouse.hot.blocks import FlatBlock
from tcb_analytics.warehouse.hot.coded import Coded, coded
from tcb_analytics.warehouse.hot.judging import MOST_PAIRS, Ask
from tcb_analytics.warehouse.hot.loading import matrix
from tcb_analytics.warehouse.hot.memory import HotMemory, TooLargeError
from tcb_analytics.warehouse.hot.rows import Run
from tcb_analytics.warehouse.queries.inventory import Inventory
from tcb_analytics.warehouse.queries.log_columns import ALL_KEYS
from tcb_analytics.warehouse.rollups import ROLLUPS, Rollup

_BYTES = 4
"""Bytes that a number of a rollup takes when it is held."""


@dataclass(frozen=True)
class RollupRows:
    """Rows of one rollup.

    Attributes:
        name: The rollup.
        size: Number of rows.
        keys: Its key columns.
        memory: Where derived columns are held.
        ask: Runs SQL over a given table.
    """

    name: str
    size: int
    keys: Mapping[str, Coded]
    memory: HotMemory
    ask: Ask

    def column(self, name: str) -> Coded:
        """A key, or what is worked out from keys."""
        if name in self.keys:
            return self.keys[name]
        return self.memory.get(("rollup", self.name, name), lambda: self._derived(name))

    def _derived(self, name: str) -> Coded:
        key = ALL_KEYS[name]
        bases = [self.keys[base] for base in key.bases]
        sizes = [base.size for base in bases]
        if np.prod(sizes, dtype=np.float64) > MOST_PAIRS:
            raise TooLargeError
        places = np.indices(sizes).reshape(len(sizes), -1)
        given = pa.table(
            {
                base: column.values.take(pa.array(place))
                for base, column, place in zip(key.bases, bases, places, strict=True)
            }
        )
        found = coded(self.ask(f"SELECT {key.sql} AS v FROM given", given).column("v"))  # noqa: S608 - declared columns
        code = np.zeros(self.size, np.int64)
        for base, size in zip(bases, sizes, strict=True):
            code = code * size + base.codes
        return found.take(code)


def load_rollup(
    name: str, inventory: Inventory, memory: HotMemory, run: Run, ask: Ask
) -> FlatBlock:
    """The block of one rollup over all imports.

    Raises:
        TooLargeError: It would not fit.
    """
    rollup = _rollups()[name]

    def make() -> FlatBlock:
        found = run(f"SELECT * FROM {name}")  # noqa: S608 - declared tables
        named = ("game", "source", "set_code", "event_type", *rollup.keys)
        keys = {key: coded(found.column(key)) for key in named}
        exact = [count for count in rollup.counts if not count.endswith("_rate_sum")]
        rough = [count for count in rollup.counts if count not in exact]
        parts = [found.column(count).to_numpy() for count in rough]
        fractions = np.stack(parts, axis=1) if parts else np.zeros((found.num_rows, 0))
        card = keys.get("name")
        return FlatBlock(
            RollupRows(name, found.num_rows, keys, memory, ask),
            None if card is None else card.values, None if card is None else card.codes,
            (*exact, *rough), matrix(found.select(exact)), fractions,
        )  # fmt: skip

    width = len(rollup.counts) + len(rollup.keys)
    return memory.get(("rollup", name), make, inventory.rows(name) * width * _BYTES)


@cache
def _rollups() -> Mapping[str, Rollup]:
    return {rollup.name: rollup for rollup in ROLLUPS}
