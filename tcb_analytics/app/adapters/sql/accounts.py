"""Accounts, sessions and tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tcb_analytics.app.models.accounts import Access, User
from tcb_analytics.app.models.holdings import StoredDeck
from tcb_analytics.app.models.work import Job
from tcb_analytics.app.services.refusals import ConflictError


class SqlUsers:
    """Accounts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, user: User) -> None:
        """Add an account.

        Raises:
            ConflictError: Its name is taken.
        """
        self._session.add(user)
        try:
            self._session.flush()
        except IntegrityError as error:
            raise ConflictError("this name is taken", where="name") from error

    def get(self, user_id: str) -> User | None:
        """An account by its key."""
        return self._session.get(User, user_id)

    def named(self, folded: str) -> User | None:
        """An account by its folded name."""
        return self._session.scalar(select(User).where(User.folded == folded))

    def hold(self, user: User) -> None:
        """Lock what hangs on an account and others change (SQLite's one writer is lock enough)."""
        for key, owner in (
            (Access.id, Access.user_id), (Job.id, Job.owner_id),
            (StoredDeck.id, StoredDeck.owner_id),
        ):  # fmt: skip
            wanted = select(key).where(owner == user.id)
            self._session.execute(wanted.order_by(key).with_for_update())

    def remove(self, user: User) -> None:
        """Remove an account and, by the database's foreign keys, all that hangs on it."""
        self._session.delete(user)
        self._session.flush()


class SqlAccesses:
    """Sessions and tokens."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, access: Access) -> None:
        """Add one."""
        self._session.add(access)
        self._session.flush()

    def by_digest(self, digest: str) -> tuple[Access, User] | None:
        """The one with this digest, and whose it is, in one query."""
        asked = select(Access, User).join(User, Access.user_id == User.id)
        found = self._session.execute(asked.where(Access.digest == digest)).one_or_none()
        return None if found is None else (found[0], found[1])

    def of_user(self, user_id: str, kind: str) -> Sequence[Access]:
        """Those of a person, newest first."""
        asked = select(Access).where(Access.user_id == user_id, Access.kind == kind)
        return self._session.scalars(asked.order_by(Access.created_at.desc(), Access.id)).all()

    def remove(self, access: Access) -> None:
        """Remove one."""
        self._session.delete(access)
        self._session.flush()

    def remove_of_user(self, user_id: str, kind: str | None = None) -> int:
        """Remove all of a person; how many."""
        wanted = delete(Access).where(Access.user_id == user_id)
        return _removed(
            self._session, wanted if kind is None else wanted.where(Access.kind == kind)
        )

    def remove_expired(self, before: datetime) -> int:
        """Remove those that ended before; how many."""
        return _removed(self._session, delete(Access).where(Access.expires_at < before))


def _removed(session: Session, statement: Any) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
