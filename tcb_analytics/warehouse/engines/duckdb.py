"""DuckDB in this process: views over one snapshot's files, locked once they stand.

The engine may read the lake's folder and nothing else, and nobody can change that
afterwards. This lock is not read-only (``COPY`` could still write inside the folder),
so text of a user passes ``queries/guard.py`` first. Each run has its own cursor: any
number of threads may ask at once.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tcb_analytics.config import Settings
from tcb_analytics.errors import LakeError, QueryError
from tcb_analytics.warehouse.engines.views import (
    DERIVED,
    RULES,
    SMALL,
    Snapshot,
    imports_schema,
    raw_name,
    raw_tables,
)
from tcb_analytics.warehouse.metrics import rule_rows
from tcb_analytics.warehouse.queries.sqlfiles import text_of
from tcb_analytics.warehouse.tables import TABLES

_TYPES = {
    pa.string(): "VARCHAR",
    pa.int8(): "TINYINT",
    pa.int16(): "SMALLINT",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", "UTC"): "TIMESTAMPTZ",
    pa.list_(pa.string()): "VARCHAR[]",
}
_RULE_FIELDS = {
    "source": "VARCHAR",
    "ties_in_games": "INTEGER",
    "ties_in_points": "DOUBLE",
    "mirrors": "BOOLEAN",
}

_SPILL = "20GB"
"""Most disk that one engine may take for spilled rows."""


class DuckEngine:
    """One snapshot of the lake, open for questions.

    Attributes:
        snapshot: What it shows.
        hot_bytes: Memory that hot columns over it may take.
    """

    dialect = "duckdb"

    def __init__(self, snapshot: Snapshot, settings: Settings) -> None:
        self.snapshot = snapshot
        self.hot_bytes = settings.hot_mb << 20
        self._spill = _spill_folder(settings.home)
        with _translated(self):
            self._connection = duckdb.connect(":memory:", config=_config(settings, self._spill))
            self._closer = weakref.finalize(self, _close, self._connection, self._spill)
            _show(self._connection, snapshot)
            _lock(self._connection, snapshot.folder)

    def run(self, sql: str, *, timeout: float | None = None) -> pa.Table:
        """Run one statement and return all its rows.

        Args:
            sql: SQL that was composed here or passed the guard.
            timeout: Seconds after which it is given up.

        Raises:
            QueryError: The engine refuses it, or it takes too long or too much memory.
            LakeError: A file of the lake cannot be read.
        """
        with _translated(self), self._cursor(timeout) as cursor:
            return cursor.execute(sql).to_arrow_table()

    def run_over(self, sql: str, given: pa.Table) -> pa.Table:
        """Run one statement over a table that it names ``given``, and return all its rows.

        Raises:
            QueryError: The engine refuses it.
        """
        with _translated(self), self._cursor(None) as cursor:
            cursor.register("given", given)
            return cursor.execute(sql).to_arrow_table()

    def explain(self, sql: str, *, analyze: bool = False) -> str:
        """The plan of a statement as text; with ``analyze`` also run and timed."""
        verb = "EXPLAIN ANALYZE" if analyze else "EXPLAIN"
        with _translated(self), self._cursor(None) as cursor:
            rows = cursor.execute(f"{verb} {sql}").fetchall()
        return "\n".join(str(row[-1]) for row in rows)

    def columns(self, view: str) -> dict[str, str]:
        """Columns of a view with their types.

        Raises:
            QueryError: There is no such view.
        """
        quoted = view.replace('"', '""')
        with _translated(self), self._cursor(None) as cursor:
            rows = cursor.execute(f'DESCRIBE "{quoted}"').fetchall()
        return {str(row[0]): str(row[1]) for row in rows}

    def shape(self, sql: str) -> pa.Schema:
        """Names and types of a statement's columns; it is bound and not run.

        Raises:
            QueryError: It names what is not there.
        """
        with _translated(self), self._cursor(None) as cursor:
            found = cursor.extract_statements(sql)
            if len(found) != 1 or found[0].type != duckdb.StatementType.SELECT:
                raise QueryError("expected exactly one SELECT", where="sql")
            asked = cursor.sql(sql)
            kinds = asked.limit(0).to_arrow_table().schema.types
            return pa.schema(list(zip(asked.columns, kinds, strict=True)))

    def statements(self, sql: str) -> list[tuple[str, str]]:
        """How DuckDB itself splits a text: type and text of each statement, none run."""
        with _translated(self), self._cursor(None) as cursor:
            return [(item.type.name, item.query) for item in cursor.extract_statements(sql)]

    def syntax(self, sql: str) -> str:
        """DuckDB's own syntax tree of a SELECT as JSON; nothing is run."""
        with _translated(self), self._cursor(None) as cursor:
            row = cursor.execute("SELECT json_serialize_sql(CAST(? AS VARCHAR))", [sql]).fetchone()
        return str(row[0]) if row else "{}"

    def close(self) -> None:
        """Free memory and spilled files; later questions are refused."""
        self._closer()

    @contextmanager
    def _cursor(self, timeout: float | None) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._connection.cursor()
        timer = threading.Timer(timeout, cursor.interrupt) if timeout else None
        if timer:
            timer.daemon = True
            timer.start()
        try:
            yield cursor
        finally:
            if timer:
                timer.cancel()
            cursor.close()


def _spill_folder(home: Path) -> Path:
    """A folder of this engine's own for rows that do not fit; DuckDB makes it when needed."""
    parent = home / "tmp"
    try:
        parent.mkdir(parents=True, exist_ok=True)
    except OSError:  # a home that may only be read
        parent = Path(tempfile.gettempdir())
    return parent / f"duckdb-{os.getpid()}-{secrets.token_hex(4)}"


def _config(settings: Settings, spill: Path) -> dict[str, Any]:
    config: dict[str, Any] = {
        "memory_limit": settings.memory_limit,
        "temp_directory": str(spill),
        "max_temp_directory_size": _SPILL,
        "python_enable_replacements": False,
        "autoload_known_extensions": False,
        "autoinstall_known_extensions": False,
    }
    return config | ({"threads": settings.threads} if settings.threads else {})


def _show(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    """Create every view of the snapshot; small ones are computed now."""
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    for table in raw_tables():
        connection.execute(f'CREATE VIEW "{raw_name(table)}" AS {_raw(table, snapshot)}')
    fields = {field.name: _TYPES[field.type] for field in imports_schema()}
    imports = [[row[name] for name in fields] for row in snapshot.imports]
    _fill(connection, "imports", fields, imports)
    _fill(connection, RULES, _RULE_FIELDS, rule_rows())
    for name in DERIVED:
        kind = "TABLE" if name in SMALL else "VIEW"
        connection.execute(f'CREATE {kind} "{name}" AS {text_of("views", name)}')


def _fill(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    fields: Mapping[str, str],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Create a table of a few rows; value by value, which loads no frame library."""
    columns = ", ".join(f'"{column}" {kind}' for column, kind in fields.items())
    connection.execute(f'CREATE TABLE "{name}" ({columns})')
    if rows:
        marks = ", ".join("?" * len(fields))
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)  # noqa: S608 - names are declared in this package


def _raw(table: str, snapshot: Snapshot) -> str:
    """SELECT over the files of one table in its declared columns and types."""
    types = {column.name: _TYPES[column.type] for column in TABLES[table].columns}
    types["import_id"] = "VARCHAR"
    files = list(snapshot.files.get(table, ()))
    if not files:
        nulls = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in types.items())
        return f"SELECT {nulls} WHERE FALSE"
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    names = ", ".join(f'"{name}"' for name in types)
    return (
        f"SELECT {names} FROM read_parquet([{listed}], hive_partitioning = true, "  # noqa: S608 - file names come from Delta's log, quoted
        "hive_types = {'import_id': VARCHAR})"
    )


def _lock(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    allowed = str(folder).replace("'", "''").rstrip(os.sep) + os.sep
    connection.execute(f"SET allowed_directories = ['{allowed}']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _close(connection: duckdb.DuckDBPyConnection, spill: Path) -> None:
    connection.close()
    shutil.rmtree(spill, ignore_errors=True)


@contextmanager
def _translated(engine: DuckEngine) -> Iterator[None]:
    """DuckDB's errors as ours, with the first line of what it said."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise QueryError(
            f"the question needs more memory than allowed: {_first_line(error)}",
            remedy="narrow it with where, or raise TCB_MEMORY_LIMIT",
        ) from error
    except duckdb.InterruptException as error:
        raise QueryError(
            "the question took too long and was given up",
            remedy="narrow it with where, or allow more time",
        ) from error
    except (duckdb.IOException, duckdb.SerializationException) as error:
        raise LakeError(
            f"a file of the lake cannot be read: {_first_line(error)}",
            where=str(engine.snapshot.folder),
            remedy="open the lake again; if it stays so, import the files again",
        ) from error
    except duckdb.ConnectionException as error:
        raise LakeError("this lake was closed", remedy="open it again: open_lake()") from error
    except duckdb.Error as error:
        raise QueryError(
            _explained(error), remedy="lake.tables() lists what can be asked"
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:300]


def _explained(error: Exception) -> str:
    """The message with the candidates that DuckDB names, without its picture of the line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    kept = [lines[0], *(line for line in lines[1:] if line.startswith(("Candidate", "Did you")))]
    return " ".join(kept)[:600]
