"""One transaction with all its repositories."""

from __future__ import annotations

from contextlib import suppress
from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tcb_analytics.app.adapters.sql.accounts import SqlAccesses, SqlUsers
from tcb_analytics.app.adapters.sql.cards import SqlCards
from tcb_analytics.app.adapters.sql.holdings import SqlCollections, SqlDecks
from tcb_analytics.app.adapters.sql.replica import Replica
from tcb_analytics.app.adapters.sql.trouble import meaning
from tcb_analytics.app.adapters.sql.watching import SqlAuditLog, SqlFlags
from tcb_analytics.app.adapters.sql.work import SqlJobs, SqlKeptAnswers
from tcb_analytics.app.services.refusals import LostCopyError, UnavailableError


class SqlUnitOfWork:
    """A session of SQLAlchemy as the services know it; it may be entered again after it ended.

    Args:
        session: The session.
        replicated: Whether some reads go to a copy that lags behind.
    """

    def __init__(self, session: Session, *, replicated: bool = False) -> None:
        self.session = session
        self._replicated = replicated
        self.users = SqlUsers(session)
        self.accesses = SqlAccesses(session)
        self.cards = SqlCards(session)
        self.decks = SqlDecks(session)
        self.collections = SqlCollections(session)
        self.jobs = SqlJobs(session)
        self.answers = SqlKeptAnswers(session)
        self.audit = SqlAuditLog(session)
        self.flags = SqlFlags(session)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A connection that is gone cannot be told to undo; the database has done so by itself.
        with suppress(SQLAlchemyError):
            self.session.close()
        refusal = meaning(error)
        if refusal is not None:
            raise refusal from error

    def commit(self) -> None:
        """Keep what was done.

        Raises:
            ConflictError: Something else took its place.
            StaleError: What was changed is not what was read.
            UnavailableError: The database does not answer, or has no room.
        """
        try:
            self.session.commit()
        except Exception as error:
            refusal = meaning(error)
            if refusal is None:
                raise
            raise refusal from error

    def wrote(self, actor: str) -> int:
        """Number of a person's last change; 0 where every read sees it anyway."""
        return self.audit.last_of(actor) if self._replicated else 0


class ReplicaUnitOfWork(SqlUnitOfWork):
    """Reads on the replica where that holds what the reader must see, else on the primary.

    A replica that goes away in the middle is told of by LostCopyError: what was read until then
    may be of another moment than what follows, so the read must begin again.

    Args:
        primary: What is read where the replica is not fit.
        replica: The copy.
        wrote: Number of the reader's last change.
    """

    def __init__(self, primary: Engine, replica: Replica, wrote: int) -> None:
        super().__init__(Session(primary, expire_on_commit=False, autoflush=False))
        self._primary, self._replica, self._wrote = primary, replica, wrote

    def __enter__(self) -> Self:
        self._connection = self._replica.connection(self._wrote)
        self.session.bind = self._primary if self._connection is None else self._connection
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        lost = self._connection is not None and self._connection.invalidated
        try:
            super().__exit__(kind, error, trace)
        except UnavailableError as refusal:
            if not lost:
                raise
            raise LostCopyError(refusal.what) from error
        finally:
            if lost:
                self._replica.rest()
            if self._connection is not None:
                self._connection.close()
