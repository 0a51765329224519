"""One transaction with all its repositories."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tcb_analytics.app.adapters.sql.accounts import SqlAccesses, SqlUsers
from tcb_analytics.app.adapters.sql.cards import SqlCards
from tcb_analytics.app.adapters.sql.holdings import SqlCollections, SqlDecks
from tcb_analytics.app.adapters.sql.watching import SqlAuditLog, SqlFlags
from tcb_analytics.app.adapters.sql.work import SqlJobs, SqlKeptAnswers
from tcb_analytics.app.services.refusals import ConflictError, StaleError, UnavailableError


class SqlUnitOfWork:
    """A session of SQLAlchemy as the services know it; it may be entered again after it ended."""

    def __init__(self, session: Session) -> None:
        self.session = session
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
        self.session.close()
        if isinstance(error, OperationalError | NoConnection):
            raise UnavailableError("the database does not answer; try again") from error

    def commit(self) -> None:
        """Keep what was done.

        Raises:
            ConflictError: Something else took its place.
            StaleError: What was changed is not what was read.
        """
        try:
            self.session.commit()
        except StaleDataError as error:
            raise StaleError("it was changed since it was read; read it again") from error
        except IntegrityError as error:
            raise ConflictError("something else took its place meanwhile") from error
