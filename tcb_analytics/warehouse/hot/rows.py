"""The rows of games and of picks in memory: their numbers, and their columns as codes.

Columns are loaded when a question first names them, by the SQL that a question over the facts
would use, and held within the bound of ``HotMemory``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sqlglot import exp

from tcb_analytics.warehouse.hot.coded import Coded, coded
from tcb_analytics.warehouse.hot.memory import HotMemory
from tcb_analytics.warehouse.log_counts import Grain
from tcb_analytics.warehouse.queries.log_terms import Known, facts_terms
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT

Run = Callable[[str], pa.Table]
Ints = NDArray[Any]

_IDS = {"limited_games": "game_id", "picks": "pick", "drafts": "draft"}
_GRAINS: Mapping[str, Grain] = {"limited_games": "game", "picks": "pick", "drafts": "pick"}


@dataclass(frozen=True)
class Rows:
    """Rows of games, drafts or picks of one import, in the order of their numbers.

    Attributes:
        table: ``limited_games``, ``drafts`` or ``picks``.
        import_id: The import.
        ids: Their numbers, ascending.
        memory: Where columns are held.
        run: Runs SQL.
        releases: First day of each set, and picks of a pack.
    """

    table: str
    import_id: str
    ids: Ints
    memory: HotMemory
    run: Run
    releases: Known

    @property
    def size(self) -> int:
        """Number of rows."""
        return int(self.ids.size)

    @property
    def nbytes(self) -> int:
        """Size of the numbers in memory."""
        return int(self.ids.nbytes)

    def column(self, name: str) -> Coded:
        """A declared column."""
        sql = facts_terms(_GRAINS[self.table], self.releases)(name)
        key = ("column", self.table, self.import_id, sql)
        if self.table == "picks" and "drafts." in sql:
            return self.memory.get(key, lambda: self._of_drafts(name), estimate=self.size)
        return self.memory.get(key, lambda: coded(self.values(sql)), estimate=self.size)

    def values(self, *sqls: str) -> pa.ChunkedArray | pa.Table:
        """One piece of SQL for each row, or several as a table."""
        number = f"{self.table}.{_IDS[self.table]}"
        shown = ", ".join(f"{sql} AS v{i}" for i, sql in enumerate(sqls))
        found = self.run(
            f"SELECT {number} AS id, {shown} FROM {self.table} "  # noqa: S608 - declared columns
            f"WHERE {of_import(self.table, self.import_id)}"
        )
        found = in_order(found, self.ids)
        return found.column("v0") if len(sqls) == 1 else found.drop_columns(["id"])

    def _of_drafts(self, name: str) -> Coded:
        """A column of drafts, spread over their picks."""
        drafts = load_rows("drafts", self.import_id, self.memory, self.run, self.releases)
        key = ("draft of picks", self.import_id)
        own = self.memory.get(key, lambda: _whole(self.values("picks.draft")))
        return drafts.column(name).take(drafts.row_of(own))

    def row_of(self, ids: Ints) -> Ints:
        """The rows that have these numbers."""
        if self.size and self.ids[-1] == self.size - 1:
            return ids
        return np.searchsorted(self.ids, ids)


def load_rows(table: str, import_id: str, memory: HotMemory, run: Run, releases: Known) -> Rows:
    """The rows of one import, without columns yet."""

    def make() -> Rows:
        found = run(
            f"SELECT {_IDS[table]} AS id FROM {table} "  # noqa: S608 - declared tables
            f"WHERE {of_import(table, import_id)}"
        )
        ids = np.sort(found.column("id").to_numpy())
        return Rows(table, import_id, ids, memory, run, releases)

    rows = memory.get(("rows", table, import_id), make)
    return replace(rows, releases=releases)


def _whole(column: pa.ChunkedArray | pa.Table) -> Ints:
    return np.asarray(column.to_numpy()).astype(np.int32)


def of_import(table: str, import_id: str) -> str:
    """The condition that rows of a table belong to an import."""
    return f"{table}.import_id = {exp.Literal.string(import_id).sql(dialect=DIALECT)}"


def in_order(found: pa.Table, ids: Ints) -> pa.Table:
    """Rows put into the order of their column ``id``."""
    given = found.column("id").to_numpy()
    if np.array_equal(given, ids):
        return found
    return found.take(pa.array(np.argsort(given, kind="stable")))
