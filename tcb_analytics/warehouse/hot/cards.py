"""Columns of cards in memory: names, what the catalogue knows of them, and a context."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlglot import exp

from tcb_analytics.warehouse.hot.coded import Coded, coded
from tcb_analytics.warehouse.hot.judging import Ask
from tcb_analytics.warehouse.hot.memory import HotMemory
from tcb_analytics.warehouse.queries.context import Context
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT


@dataclass(frozen=True)
class CardColumns:
    """The cards of one block.

    Attributes:
        label: Name of the block.
        names: Their names by code.
        memory: Where columns are held.
        catalogue: Gives the rows of the view ``limited_cards``.
        context: What else is known of cards.
        ask: Runs SQL over a given table.
    """

    label: Hashable
    names: pa.Array
    memory: HotMemory
    catalogue: Callable[[], pa.Table]
    context: Context | None
    ask: Ask

    @property
    def size(self) -> int:
        """Number of cards."""
        return len(self.names)

    def column(self, name: str) -> Coded:
        """A column of cards."""
        if self.context is not None and name in self.context.keys:
            return coded(self._plain(name))
        key = ("card column", self.label, name)
        return self.memory.get(key, lambda: coded(self._plain(name)))

    def weights(self, tree: exp.Expr) -> NDArray[np.float64]:
        """A weight for each card; 0 where it is null."""
        named = sorted({column.name for column in tree.find_all(exp.Column)})
        given = pa.table({"place": np.arange(self.size), **{n: self._plain(n) for n in named}})
        told = tree.sql(dialect=DIALECT)
        sql = f"SELECT place, CAST({told} AS DOUBLE) AS v FROM given"  # noqa: S608 - a checked tree, printed
        found = self.ask(sql, given)
        weights = np.zeros(self.size)
        weights[found.column("place").to_numpy()] = found.column("v").fill_null(0).to_numpy()
        return weights

    def _plain(self, name: str) -> pa.Array:
        """A column with a value, or null, for each card."""
        if name == "name":
            return self.names
        known = (
            self.context.table if self.context and name in self.context.keys else self.catalogue()
        )
        place = pc.index_in(self.names, value_set=known.column("name").cast(self.names.type))
        return known.column(name).combine_chunks().take(place)
