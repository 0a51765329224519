"""Migrations: bring a database to a revision, and tell which it has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from tcb_analytics.app.models import migrations
from tcb_analytics.app.services.refusals import ConflictError


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database up to a revision; from nothing, if need be."""
    with changing(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Bring a database down to a revision; ``base`` leaves nothing."""
    with changing(engine) as connection:
        command.downgrade(_config(connection), revision)


def upgrade_within(connection: Connection, revision: str) -> None:
    """Bring a database up to a revision in a transaction that the caller ends."""
    command.upgrade(_config(connection), revision)


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A connection for migrations.

    SQLite changes a column by copying its table and dropping the old one, which would remove
    all that refers to it; so references are let be meanwhile, and all looked at in the end.
    """
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            yield connection
            connection.commit()
            return
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise ConflictError(f"a migration left rows of {broken[0]} without what they name")
            connection.commit()
        finally:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=ON")


def revision_of(engine: Engine) -> str | None:
    """The revision that a database has; None for none yet."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The newest revision there is."""
    head = ScriptDirectory.from_config(_config(None)).get_current_head()
    assert head is not None  # noqa: S101 - this package brings migrations
    return head


def revisions() -> list[str]:
    """Every revision, oldest first."""
    found = ScriptDirectory.from_config(_config(None)).walk_revisions()
    return [script.revision for script in found][::-1]


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
