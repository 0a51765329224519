"""The answer to a question: nothing runs until its rows are asked for.

The rows are fetched once, as Arrow; pandas and polars frames are made from them.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.queries.columns import suggestion
from tcb_analytics.warehouse.queries.export import Format, export
from tcb_analytics.warehouse.queries.finishing import Finish
from tcb_analytics.warehouse.queries.result_html import result_html

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


class Runner(Protocol):
    """What a result needs of an engine."""

    def run(self, sql: str, *, timeout: float | None = None) -> pa.Table:
        """All rows of a statement."""
        ...

    def explain(self, sql: str, *, analyze: bool = False) -> str:
        """The plan of a statement."""
        ...


class Result:
    """A question that is answered when its rows are first asked for.

    Attributes:
        title: What was asked, in words.
        notes: What a reader should know of how it was counted.
    """

    def __init__(
        self,
        runner: Runner,
        sql: str,
        *,
        title: str,
        notes: Sequence[str] = (),
        finish: Finish | None = None,
        timeout: float | None = None,
    ) -> None:
        self._sql = sql
        self.title = title
        self.notes = tuple(notes)
        self._runner = runner
        self._finish = finish
        self._timeout = timeout
        self._rows: pa.Table | None = None
        self._lock = threading.Lock()

    @property
    def sql(self) -> str:
        """The question as SQL with all its values, to read, paste and run.

        It gives the counts; intervals and shrinkage are added to its rows.
        """
        return self._sql

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table.

        Raises:
            QueryError: The engine could not answer.
        """
        with self._lock:
            if self._rows is None:
                self._rows = self._answered()
            return self._rows

    def sort(self, column: str, *, ascending: bool = False) -> Result:
        """The same answer in the order of a column, highest first; missing values come last.

        Raises:
            QueryError: When its rows are asked for: it has no such column.
        """
        return _Sorted(self, column, ascending=ascending)

    def df(self) -> pd.DataFrame:
        """The rows as a pandas frame of one's own; missing numbers are NaN."""
        frame: pd.DataFrame = self.arrow().to_pandas(date_as_object=False)
        return frame

    def pl(self) -> pl.DataFrame:
        """The rows as a polars frame."""
        import polars  # noqa: PLC0415 - half a second that most sessions never need

        frame = polars.from_arrow(self.arrow())
        assert isinstance(frame, polars.DataFrame)  # noqa: S101 - a table gives a frame
        return frame

    def _answered(self) -> pa.Table:
        """The rows, asked of the engine and finished."""
        rows = self._runner.run(self.sql, timeout=self._timeout)
        return self._finish(rows) if self._finish else rows

    def explain(self, *, analyze: bool = False) -> str:
        """The engine's plan as text; with ``analyze`` the question is run and timed."""
        return self._runner.explain(self.sql, analyze=analyze)

    def save(
        self,
        path: Path | str,
        file_format: Format | None = None,
        *,
        overwrite: bool = False,
    ) -> Path:
        """Write the rows to a file, whole or not at all.

        Args:
            path: Where to; its ending says the format unless ``file_format`` does.
            file_format: ``csv``, ``json``, ``parquet`` or ``xlsx``.
            overwrite: Whether an existing file may be replaced.

        Raises:
            QueryError: The format is unknown, the file exists, or it cannot be written.
        """
        return export(self.arrow(), Path(path), file_format, overwrite=overwrite)

    def __len__(self) -> int:
        return int(self.arrow().num_rows)

    def __repr__(self) -> str:
        state = "not run yet" if self._rows is None else f"{self._rows.num_rows:,} rows"
        return f"<Result: {self.title} ({state}); .df() gives the rows, .sql the question>"

    def _repr_html_(self) -> str:
        return result_html(self.arrow(), self.title, self.notes)


class _Sorted(Result):
    """An answer whose rows stand in another order."""

    def __init__(self, whole: Result, column: str, *, ascending: bool) -> None:
        super().__init__(whole._runner, "", title=whole.title, notes=whole.notes)
        self._whole = whole
        self._by = (column, "ascending" if ascending else "descending")

    @property
    def sql(self) -> str:
        return self._whole.sql

    def _answered(self) -> pa.Table:
        rows, (column, _) = self._whole.arrow(), self._by
        if column not in rows.column_names:
            raise QueryError(
                f"no column {column!r} in the answer{suggestion(column, rows.column_names)}; "
                f"it has: {', '.join(rows.column_names)}",
                where="sort",
            )
        return rows.take(pc.sort_indices(rows, sort_keys=[self._by]))
