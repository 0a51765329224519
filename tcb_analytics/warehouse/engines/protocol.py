"""What the lake needs of an engine, whichever runs.

An engine shows one snapshot and answers SQL in DuckDB's dialect with Arrow tables of the
types that DuckDB gives. How it does that is its own affair.
"""

from __future__ import annotations

from typing import Protocol

import pyarrow as pa

from tcb_analytics.warehouse.engines.views import Snapshot


class Engine(Protocol):
    """One snapshot, open for questions from any number of threads.

    Attributes:
        snapshot: What it shows.
        dialect: SQL that its files are read with in the end: ``duckdb`` or ``spark``. What
            leans on one engine, such as a kernel over DuckDB's arrays, asks this first.
    """

    snapshot: Snapshot
    dialect: str

    def run(self, sql: str, *, timeout: float | None = None) -> pa.Table:
        """All rows of a statement; raises QueryError or LakeError."""
        ...

    def explain(self, sql: str, *, analyze: bool = False) -> str:
        """The plan of a statement as text; with ``analyze`` it is also run."""
        ...

    def columns(self, view: str) -> dict[str, str]:
        """Columns of a view with their types, as DuckDB names them."""
        ...

    def statements(self, sql: str) -> list[tuple[str, str]]:
        """Type and text of each statement of a text, none run."""
        ...

    def syntax(self, sql: str) -> str:
        """DuckDB's own syntax tree of a SELECT as JSON."""
        ...

    def close(self) -> None:
        """Free what it holds; later questions are refused."""
        ...
