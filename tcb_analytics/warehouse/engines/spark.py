"""Spark over the same files: for lakes that one machine no longer holds.

A question stays in DuckDB's dialect. An empty DuckDB with the same views reads it first,
so that names, types and errors are DuckDB's; then it is put into Spark's words
(``spark_sql.py``), and what Spark answers is given those types. Views are made when a
question first needs them. Spark reads the files that Delta's log lists, as DuckDB does,
and needs no Delta of its own.
"""

from __future__ import annotations

import secrets
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from tcb_analytics.config import Settings
from tcb_analytics.errors import LakeError, QueryError
from tcb_analytics.warehouse.engines import spark_session
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.engines.spark_sql import spark_sql
from tcb_analytics.warehouse.engines.views import (
    DERIVED,
    RULES,
    SMALL,
    Snapshot,
    raw_name,
    raw_tables,
    view_meanings,
)
from tcb_analytics.warehouse.queries.sqlfiles import text_of
from tcb_analytics.warehouse.store import PARTITION
from tcb_analytics.warehouse.tables import IMPORTS, TABLES

_TYPES = {
    pa.string(): "STRING",
    pa.int8(): "TINYINT",
    pa.int16(): "SMALLINT",
    pa.int32(): "INT",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", "UTC"): "TIMESTAMP",
    pa.list_(pa.string()): "ARRAY<STRING>",
}

_AGAIN = 0.5
"""Seconds between cancellations of a question that is over its time."""


class SparkEngine:
    """One snapshot of the lake, open for questions on Spark.

    Attributes:
        snapshot: What it shows.

    Raises:
        LakeError: pyspark or Java is missing, or Spark does not start.
    """

    dialect = "spark"

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self.snapshot = snapshot
        self._session = spark_session.acquire(settings)
        self._closer = weakref.finalize(self, spark_session.release)
        self._shape = DuckEngine(Snapshot(snapshot.folder, {}, snapshot.imports), settings)
        known = {name: self._shape.columns(name) for name in view_meanings()}
        self._tables = {raw_name(table): table for table in raw_tables()}
        self._shown: set[str] = set()
        self._lock = threading.RLock()
        self._translate = lru_cache(maxsize=256)(partial(spark_sql, columns=known))

    def run(self, sql: str, *, timeout: float | None = None) -> pa.Table:
        """Run one SELECT and return all its rows.

        Args:
            sql: SQL in DuckDB's dialect that was composed here or passed the guard.
            timeout: Seconds after which it is given up. A task in the middle of a cross
                join keeps its core a while longer: it looks up when it next reads a row.

        Raises:
            QueryError: The engine refuses it, or it takes too long or too much memory.
            LakeError: A file of the lake cannot be read.
        """
        shape = self._shape.shape(sql)
        with self._asking(timeout):
            frame = self._frame(sql)
            names = [f"c{number}" for number in range(len(shape))]
            return _as(frame.toDF(*names).toArrow(), shape)

    def explain(self, sql: str, *, analyze: bool = False) -> str:
        """Spark's plan of a statement; with ``analyze`` it is run, and the plan is the last."""
        self._shape.shape(sql)
        with self._asking(None):
            frame = self._frame(sql)
            plan = frame._jdf.queryExecution()  # pyspark itself only prints plans
            if not analyze:
                return str(plan.toString())
            clock = time.perf_counter()
            rows = len(frame.collect())
            took = time.perf_counter() - clock
            return f"{rows} rows in {took:.3f} s\n{plan.executedPlan().toString()}"

    def columns(self, view: str) -> dict[str, str]:
        """Columns of a view with their types, as DuckDB names them.

        Raises:
            QueryError: There is no such view.
        """
        return self._shape.columns(view)

    def statements(self, sql: str) -> list[tuple[str, str]]:
        """How DuckDB itself splits a text: type and text of each statement, none run."""
        return self._shape.statements(sql)

    def syntax(self, sql: str) -> str:
        """DuckDB's own syntax tree of a SELECT as JSON; nothing is run."""
        return self._shape.syntax(sql)

    def close(self) -> None:
        """Give the session back; later questions are refused."""
        self._closer()
        self._shape.close()

    def _frame(self, sql: str) -> Any:
        text, views = self._translate(sql)
        for view in sorted(views):
            self._show(view)
        return self._session.sql(text)

    def _show(self, view: str) -> None:
        """Make a view, and those that it builds on, unless it is there."""
        with self._lock:
            if view in self._shown:
                return
            if view in DERIVED:
                text, needed = self._translate(text_of("views", view))
                for other in sorted(needed):
                    self._show(other)
                frame = self._session.sql(text)
                frame = frame.cache() if view in SMALL else frame
            elif view in (IMPORTS.name, RULES):
                frame = self._session.createDataFrame(self._shape.run(f'SELECT * FROM "{view}"'))  # noqa: S608 - names are declared in this package
            else:
                frame = self._files(self._tables[view])
            frame.createOrReplaceTempView(view)
            self._shown.add(view)

    def _files(self, table: str) -> Any:
        """The rows of one table in its declared columns and types."""
        kinds = [(column.name, _TYPES[column.type]) for column in TABLES[table].columns]
        kinds.append((PARTITION, "STRING"))
        files = list(self.snapshot.files.get(table, ()))
        if not files:  # said in SQL, so that Spark's planner knows it and runs no task
            nulls = ", ".join(f"CAST(NULL AS {kind}) AS `{name}`" for name, kind in kinds)
            return self._session.sql(f"SELECT {nulls} WHERE FALSE")
        reader = self._session.read.schema(", ".join(f"`{name}` {kind}" for name, kind in kinds))
        reader = reader.option("basePath", _local(self.snapshot.folder / table))
        return reader.parquet(*(_escaped(_local(Path(file))) for file in files))

    @contextmanager
    def _asking(self, timeout: float | None) -> Iterator[None]:
        """One question: its jobs are one group, which ends with it."""
        if not self._closer.alive:
            raise LakeError("this lake was closed", remedy="open it again: open_lake()")
        context, group = self._session.sparkContext, f"tcb-{secrets.token_hex(8)}"
        late, done = threading.Event(), threading.Event()

        def give_up() -> None:
            """A job that only begins after its time would escape one cancellation."""
            if not done.wait(timeout):
                late.set()
                context.cancelJobGroup(group)
                while not done.wait(_AGAIN):
                    context.cancelJobGroup(group)

        context.setJobGroup(group, "a question of tcb_analytics", interruptOnCancel=True)
        if timeout:
            threading.Thread(target=give_up, daemon=True).start()
        try:
            yield
        except KeyboardInterrupt:
            context.cancelJobGroup(group)
            raise
        except (QueryError, LakeError):
            raise
        except Exception as error:
            raise _translated(error, self.snapshot.folder, late=late.is_set()) from error
        finally:
            done.set()


def _as(rows: pa.Table, shape: pa.Schema) -> pa.Table:
    """Rows in the names and types that DuckDB gives."""
    columns = [
        column.cast(field.type, safe=False)
        for column, field in zip(rows.columns, shape, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=shape)


def _local(path: Path) -> str:
    return f"file:{path.absolute()}"


def _escaped(path: str) -> str:
    """A path in which nothing stands for other names."""
    return "".join(f"\\{letter}" if letter in "{}[]*?\\" else letter for letter in path)


def _translated(error: Exception, folder: Path, *, late: bool) -> Exception:
    """Spark's errors as ours, with the first line of what it said."""
    said = str(error)
    first = next((line.strip() for line in said.splitlines() if line.strip()), "")[:300]
    if late:
        return QueryError(
            "the question took too long and was given up",
            remedy="narrow it with where, or allow more time",
        )
    if "OutOfMemoryError" in said or "maxResultSize" in said:
        return QueryError(
            f"the question needs more memory than allowed: {first}",
            remedy="narrow it with where, or raise TCB_MEMORY_LIMIT",
        )
    if any(mark in said for mark in ("FAILED_READ_FILE", "PATH_NOT_FOUND", "FileNotFound")):
        return LakeError(
            f"a file of the lake cannot be read: {first}",
            where=str(folder),
            remedy="open the lake again; if it stays so, import the files again",
        )
    return QueryError(
        f"Spark refuses it: {first}",
        remedy="write it another way, or ask with TCB_ENGINE=duckdb",
    )
