"""Backup and restore: all rows as of one moment into one file, and back, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, func, inspect, select, text

from tcb_analytics.app.adapters.sql.backup_file import (
    BackupError,
    BackupReader,
    BackupWriter,
    Manifest,
)
from tcb_analytics.app.adapters.sql.migrating import downgrade, revision_of, revisions, upgrade
from tcb_analytics.app.adapters.sql.rows import AT_ONCE, REVISION, count_on, lines, put, tables
from tcb_analytics.app.adapters.sql.trouble import answering

Progress = Callable[[int, int, str], None]


def quiet(done: int, total: int, now: str) -> None:
    """Tell nobody."""
    del done, total, now


def backup(
    engine: Engine, path: Path, at: datetime, *, force: bool = False, progress: Progress = quiet
) -> Manifest:
    """Write all rows as of one moment into a file; others may go on writing.

    Args:
        engine: The database.
        path: The file.
        at: This moment.
        force: Whether a file there may be replaced.
        progress: Told tables done, tables, and the one at hand.

    Raises:
        BackupError: There is nothing to back up, or the file cannot be written.
        UnavailableError: The database does not answer.
    """
    with answering(), one_moment(engine) as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision is None:
            raise BackupError("the database has no tables yet", remedy="tcb db upgrade")
        found = tables(connection)
        with BackupWriter(path, force=force) as writer:
            for number, table in enumerate(found):
                progress(number, len(found), table.name)
                writer.add(table.name, lines(connection, table))
            progress(len(found), len(found), "written")
            return writer.finish(revision, at.isoformat(timespec="seconds"))


def restore(engine: Engine, path: Path, *, progress: Progress = quiet) -> Manifest:
    """Fill an empty database from a file, then bring it up to the newest revision.

    All rows are written in one transaction: where it fails, the database is as empty as before.

    Raises:
        BackupError: The file is damaged or of a later version, or the database is not empty.
        UnavailableError: The database does not answer.
    """
    reader = BackupReader(path)
    manifest = reader.manifest
    if manifest.revision not in revisions():
        raise BackupError(
            f"it was made by a later version of this program (revision {manifest.revision})",
            where=str(path), remedy="update this program",
        )  # fmt: skip
    with answering():
        _prepare(engine, manifest.revision)
        with engine.begin() as connection:
            _fill(connection, reader, progress)
        upgrade(engine)
    return manifest


@contextmanager
def one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the database, however long it looks."""
    postgresql = engine.dialect.name == "postgresql"
    kind = {"isolation_level": "REPEATABLE READ"} if postgresql else {}
    with engine.execution_options(reading=True, **kind).connect() as connection:
        if postgresql:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
        yield connection


def _prepare(engine: Engine, revision: str) -> None:
    with one_moment(engine) as connection:
        names = set(inspect(connection).get_table_names()) - {REVISION}
        for table in tables(connection):
            if connection.scalar(select(func.count()).select_from(table)):
                raise BackupError(
                    f"the database is not empty: {table.name} holds rows",
                    remedy="name an empty one in TCB_DATABASE_URL; nothing was changed",
                )
    if names and revision_of(engine) is None:
        raise BackupError(
            "the database holds tables that are not this program's",
            remedy="name an empty one in TCB_DATABASE_URL; nothing was changed",
        )
    if revision_of(engine) != revision:
        if names:
            downgrade(engine, "base")
        upgrade(engine, revision)


def _fill(connection: Connection, reader: BackupReader, progress: Progress) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    there = {table.name: table for table in tables(connection)}
    if set(there) != set(reader.manifest.tables):
        raise BackupError("its tables are not those of its revision")
    total = len(there)
    for number, (name, table) in enumerate(there.items()):
        progress(number, total, name)
        rows = reader.rows(name)
        while part := list(islice(rows, AT_ONCE)):
            put(connection, table, part)
        count_on(connection, table)
        found = connection.scalar(select(func.count()).select_from(table))
        if found != reader.manifest.tables[name].rows:
            raise BackupError(f"only {found} rows of the table {name} arrived")
    progress(total, total, "restored")
