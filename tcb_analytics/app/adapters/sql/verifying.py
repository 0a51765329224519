"""Whether a database is whole: every reference leads somewhere, and rows are those of a backup."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, ForeignKey, Table, func, select

from tcb_analytics.app.adapters.sql.backup import Progress, one_moment, quiet
from tcb_analytics.app.adapters.sql.backup_file import BackupError, BackupReader
from tcb_analytics.app.adapters.sql.rows import lines, tables
from tcb_analytics.app.adapters.sql.trouble import answering

SHOWN = 5
"""Keys that a difference names."""


@dataclass(frozen=True)
class Difference:
    """A table that is not as in a backup.

    Attributes:
        table: The table.
        missing: Rows of the backup that the database lacks.
        added: Rows that only the database has.
        changed: Rows of both that are not alike.
        keys: The first of all those.
    """

    table: str
    missing: int
    added: int
    changed: int
    keys: Sequence[str]


@dataclass(frozen=True)
class Dangling:
    """Rows that name what is not there."""

    table: str
    column: str
    names: str
    rows: int


def dangling(engine: Engine) -> Sequence[Dangling]:
    """References that lead nowhere.

    Raises:
        UnavailableError: The database does not answer.
    """
    with answering(), one_moment(engine) as connection:
        found = [
            (table, key)
            for table in tables(connection)
            for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        ]
        counted = [(table, key, connection.scalar(_lost(table, key)) or 0) for table, key in found]
    return [
        Dangling(table.name, key.parent.name, key.column.table.name, rows)
        for table, key, rows in counted
        if rows
    ]


def compare(engine: Engine, path: Path, *, progress: Progress = quiet) -> Sequence[Difference]:
    """Where a database and a backup differ, row by row.

    Raises:
        BackupError: The file is damaged, or of another revision than the database.
        UnavailableError: The database does not answer.
    """
    reader = BackupReader(path)
    with answering(), one_moment(engine) as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision != reader.manifest.revision:
            raise BackupError(
                f"it is of revision {reader.manifest.revision}, the database of {revision}",
                where=str(path), remedy="restore it into an empty database, or make another",
            )  # fmt: skip
        found = tables(connection)
        differences = []
        for number, table in enumerate(found):
            progress(number, len(found), table.name)
            key = [column.name for column in table.primary_key.columns]
            kept = _digests(reader.lines(table.name), key)
            there = _digests(lines(connection, table), key)
            differences.append(_differ(table.name, kept, there))
        progress(len(found), len(found), "compared")
    return [found for found in differences if found.missing or found.added or found.changed]


def _lost(table: Table, key: ForeignKey) -> Any:
    target = key.column.table.alias()
    there = select(target.c[key.column.name]).where(target.c[key.column.name] == key.parent)
    return (
        select(func.count())
        .select_from(table)
        .where(key.parent.is_not(None), ~there.correlate(table).exists())
    )


def _digests(rows: Iterable[str], key: Sequence[str]) -> Mapping[str, bytes]:
    """A digest of each row by its key."""
    found = {}
    for line in rows:
        row = json.loads(line)
        name = " ".join(str(row[column]) for column in key)
        found[name] = hashlib.blake2b(line.encode(), digest_size=16).digest()
    return found


def _differ(table: str, kept: Mapping[str, bytes], there: Mapping[str, bytes]) -> Difference:
    missing, added = kept.keys() - there.keys(), there.keys() - kept.keys()
    changed = {key for key in kept.keys() & there.keys() if kept[key] != there[key]}
    keys = sorted(missing | added | changed)[:SHOWN]
    return Difference(table, len(missing), len(added), len(changed), keys)
