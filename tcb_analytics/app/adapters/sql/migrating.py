"""Migrations: bring a database to a revision, and tell which it has."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from tcb_analytics.app.models import migrations


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database up to a revision; from nothing, if need be."""
    with engine.connect() as connection:
        command.upgrade(_config(connection), revision)
        connection.commit()


def downgrade(engine: Engine, revision: str) -> None:
    """Bring a database down to a revision; ``base`` leaves nothing."""
    with engine.connect() as connection:
        command.downgrade(_config(connection), revision)
        connection.commit()


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
