"""Rows of a database as JSON and back, the same from SQLite and PostgreSQL.

Tables are read as they are there and not as this program declares them, so that a database of
an older revision can be backed up and restored too.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Table,
    func,
    insert,
    select,
    text,
)

AT_ONCE = 1000
"""Rows that are read or written at a time."""
REVISION = "alembic_version"


def tables(connection: Connection) -> Sequence[Table]:
    """Every table that is there, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    for table in found.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type.none_as_null = True
    return [table for table in found.sorted_tables if table.name != REVISION]


def lines(connection: Connection, table: Table) -> Iterator[str]:
    """Every row as one line of JSON, by primary key."""
    asked = select(table).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=AT_ONCE).execute(asked).mappings():
        yield line_of({column.name: _told(row[column.name]) for column in table.columns})


def line_of(row: Mapping[str, Any]) -> str:
    """A row as one line: the same row is always the same line."""
    return json.dumps(row, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows that came as JSON."""
    if rows:
        zoned = connection.dialect.name != "sqlite"
        connection.execute(
            insert(table),
            [
                {column.name: _meant(column, row[column.name], zoned) for column in table.columns}
                for row in rows
            ],
        )


def count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL count keys on from the last one that was written."""
    if connection.dialect.name != "postgresql" or list(table.primary_key.columns.keys()) != ["id"]:
        return
    where = {"table": table.name}
    sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:table, 'id')"), where)
    if sequence is not None:
        last = connection.scalar(select(func.max(table.c.id)))
        connection.execute(select(func.setval(sequence, last or 1, last is not None)))


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        zoned = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return zoned.isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


def _meant(column: Column[Any], value: Any, zoned: bool) -> Any:
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        moment = datetime.fromisoformat(value)
        return moment if zoned else moment.replace(tzinfo=None)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value, validate=True)
    return value
