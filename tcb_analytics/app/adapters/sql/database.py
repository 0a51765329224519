"""Connections: one engine to write to, perhaps one to read from, each with a pool."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from tcb_analytics.app.adapters.sql.replica import Replica
from tcb_analytics.app.adapters.sql.unit_of_work import ReplicaUnitOfWork, SqlUnitOfWork
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.errors import ConfigError

_SNAPSHOT = {"postgresql": {"isolation_level": "REPEATABLE READ"}}
"""A deck and its cards are read by several statements: all must see one state, as SQLite's do."""


class Database:
    """The application's database.

    Args:
        settings: What the operator set.
        clock: Tells seconds.

    Attributes:
        primary: What is written to.
        replica: What reads go to; the primary where there is no other.
    """

    def __init__(self, settings: AppSettings, clock: Callable[[], float] = monotonic) -> None:
        self.primary = open_engine(settings.database, settings)
        self.replica = self._replica(settings)
        self._copy = (
            Replica(_reading(self.replica), self.primary, clock) if settings.replica else None
        )

    def begin(self) -> SqlUnitOfWork:
        """A transaction that may write."""
        session = Session(self.primary, expire_on_commit=False)
        return SqlUnitOfWork(session, replicated=self._copy is not None)

    def look(self, wrote: int = 0) -> SqlUnitOfWork:
        """A transaction that only reads, on the replica where there is one.

        Args:
            wrote: Number of the reader's last change, which the reader must see.
        """
        if self._copy is not None:
            return ReplicaUnitOfWork(_reading(self.primary), self._copy, wrote)
        return SqlUnitOfWork(
            Session(_reading(self.primary), expire_on_commit=False, autoflush=False)
        )

    def close(self) -> None:
        """Close every connection."""
        self.primary.dispose()
        self.replica.dispose()

    def _replica(self, settings: AppSettings) -> Engine:
        if settings.replica is None:
            return self.primary
        made = open_engine(settings.replica, settings, "TCB_DATABASE_REPLICA_URL")
        if {made.dialect.name, self.primary.dialect.name} != {"postgresql"}:
            raise ConfigError(
                "a replica takes PostgreSQL on both sides",
                where="TCB_DATABASE_REPLICA_URL", remedy="unset TCB_DATABASE_REPLICA_URL",
            )  # fmt: skip
        return made


def _reading(engine: Engine) -> Engine:
    return engine.execution_options(reading=True, **_SNAPSHOT.get(engine.dialect.name, {}))


def open_engine(address: str, settings: AppSettings, setting: str = "TCB_DATABASE_URL") -> Engine:
    """An engine with the pool that the settings ask for.

    Raises:
        ConfigError: The address cannot be understood, or names another kind of database.
    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise ConfigError(
            "the address of the database cannot be read", where=setting,
            remedy="write postgresql://user:password@host:5432/name",
        ) from error  # fmt: skip
    if url.get_backend_name() == "sqlite":
        return _sqlite(url.render_as_string(hide_password=False), settings)
    if url.get_backend_name() != "postgresql":
        raise ConfigError(
            f"no such kind of database: {url.get_backend_name()}; known: postgresql, sqlite",
            where=setting,
        )
    wait = int(settings.statement_timeout * 1000)
    return create_engine(
        url, hide_parameters=True, pool_size=settings.pool_size,
        max_overflow=settings.pool_overflow, pool_timeout=settings.pool_timeout,
        pool_pre_ping=True, pool_recycle=1800,
        connect_args={
            "connect_timeout": 5, "options": f"-c statement_timeout={wait} -c timezone=UTC",
        },
    )  # fmt: skip


def _sqlite(address: str, settings: AppSettings) -> Engine:
    engine = create_engine(
        address, hide_parameters=True, pool_size=settings.pool_size,
        max_overflow=settings.pool_overflow, pool_timeout=settings.pool_timeout,
        # SQLite has one writer at a time: waiting for it is waiting for the database.
        connect_args={"timeout": settings.pool_timeout},
    )  # fmt: skip

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # SQLAlchemy begins, see below
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # A reader that becomes a writer would fail at once where another writes; so writers say so.
        options = connection.get_execution_options()
        if options.get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN" if options.get("reading") else "BEGIN IMMEDIATE")

    return engine
