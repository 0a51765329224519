"""What a database holds, row by row, and whose each row is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from typing import Any

from sqlalchemy import Engine, Row, Table, select

from tcb_analytics.app.models.tables import METADATA
from tcb_analytics.app.models.watching import AuditEntry

Contents = Mapping[str, Counter[str]]


def contents(engine: Engine, without: Set[str] = frozenset()) -> Contents:
    """Rows of every table, but those of some people.

    Args:
        engine: Where to.
        without: Keys and pseudonyms of people whose rows are left out.
    """
    found: dict[str, Counter[str]] = {}
    owners: dict[str, dict[Any, str]] = {}
    with engine.connect() as connection:
        for table in METADATA.sorted_tables:
            rows = connection.execute(select(table)).all()
            whose = [owner_of(table, row, owners) for row in rows]
            owners[table.name] = {
                row[0]: owner for row, owner in zip(rows, whose, strict=True) if owner
            }
            kept = (row for row, owner in zip(rows, whose, strict=True) if owner not in without)
            found[table.name] = Counter(repr(tuple(row)) for row in kept)
    return found


def owner_of(table: Table, row: Row[Any], owners: Mapping[str, Mapping[Any, str]]) -> str | None:
    """Whose a row is: its own, as the log says, or as the row that it refers to."""
    if table.name == "users":
        return str(row.id)
    if table.name == AuditEntry.__tablename__:
        return str(row.actor)
    for column in table.columns:
        for key in column.foreign_keys:
            found = owners.get(key.column.table.name, {}).get(getattr(row, column.name))
            if found is not None:
                return found
    return None
