"""The databases as operators see them: whether they answer, revision, pools, counts of jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Engine, event, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import newest, revision_of
from tcb_analytics.app.models.work import Job, JobState
from tcb_analytics.app.services.operation import PoolState
from tcb_analytics.app.services.refusals import UnavailableError


class SqlWatch:
    """Looks at the application's databases."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._newest: str | None = None

    def answers(self, name: str) -> None:
        """Ask a database for the number one.

        Args:
            name: A name that :meth:`pools` tells.

        Raises:
            UnavailableError: It does not answer.
        """
        with telling(f"the {name} does not answer"), self._engines()[name].connect() as connection:
            connection.execute(select(1))

    def is_current(self) -> None:
        """Compare the revision of the database with the newest one.

        Raises:
            UnavailableError: It has another, or does not tell.
        """
        self._newest = self._newest or newest()
        with telling():
            found = revision_of(self._database.primary)
        if found != self._newest:
            raise UnavailableError(
                f"the database has revision {found or 'none'}, this version needs {self._newest}",
                remedy="tcb db upgrade",
            )

    def is_empty(self) -> bool:
        """Whether no migration was ever made.

        Raises:
            UnavailableError: The database does not tell.
        """
        with telling():
            return revision_of(self._database.primary) is None

    def pools(self) -> Mapping[str, PoolState]:
        """The connections to each database."""
        return {name: _state(engine) for name, engine in self._engines().items()}

    def on_change(self, tell: Callable[[str, PoolState], None]) -> None:
        """Call back whenever somebody takes a connection or gives one back."""
        for name, engine in self._engines().items():

            def changed(*_: object, name: str = name, engine: Engine = engine) -> None:
                tell(name, _state(engine))

            def given_back(*_: object, name: str = name, engine: Engine = engine) -> None:
                # It is told just before the pool has the connection again.
                state = _state(engine)
                tell(name, replace(state, in_use=max(0, state.in_use - 1)))

            event.listen(engine, "checkout", changed)
            event.listen(engine, "checkin", given_back)

    def jobs(self) -> Mapping[str, int]:
        """How many jobs there are in each state; every state is named."""
        asked = select(Job.state, func.count()).group_by(Job.state)
        bound = self._database.primary.execution_options(reading=True)
        with telling(), Session(bound) as session:
            found = {row[0]: row[1] for row in session.execute(asked)}
        return {state.value: found.get(state, 0) for state in JobState}

    def _engines(self) -> Mapping[str, Engine]:
        database = self._database
        if database.replica is database.primary:
            return {"database": database.primary}
        return {"database": database.primary, "replica": database.replica}


@contextmanager
def telling(what: str = "the database does not answer") -> Iterator[None]:
    """Turn every fault of a database into one that says that it does not answer."""
    try:
        yield
    except SQLAlchemyError as error:
        raise UnavailableError(what) from error


def _state(engine: Engine) -> PoolState:
    pool = engine.pool
    if not isinstance(pool, QueuePool):
        return PoolState(0, 0, 0)
    return PoolState(pool.size(), pool.checkedout(), max(0, pool.overflow()))
