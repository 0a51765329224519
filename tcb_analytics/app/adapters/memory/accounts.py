"""Accounts, sessions and tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tcb_analytics.app.adapters.memory.store import Transaction
from tcb_analytics.app.models.accounts import Access, User
from tcb_analytics.app.services.refusals import ConflictError


class MemoryUsers:
    """Accounts."""

    def __init__(self, rows: Transaction) -> None:
        self._rows = rows

    def add(self, user: User) -> None:
        """Add an account.

        Raises:
            ConflictError: Its name is taken.
        """
        try:
            self._rows.add(user)
        except ConflictError as error:
            raise ConflictError("this name is taken", where="name") from error

    def get(self, user_id: str) -> User | None:
        """An account by its key."""
        return self._rows.get(User, user_id)

    def named(self, folded: str) -> User | None:
        """An account by its folded name."""
        return next(iter(self._rows.where(User, lambda user: user.folded == folded)), None)

    def hold(self, user: User) -> None:
        """Nobody else writes meanwhile."""

    def remove(self, user: User) -> None:
        """Remove an account and all that hangs on it."""
        self._rows.remove(user)


class MemoryAccesses:
    """Sessions and tokens."""

    def __init__(self, rows: Transaction) -> None:
        self._rows = rows

    def add(self, access: Access) -> None:
        """Add one."""
        self._rows.add(access)

    def by_digest(self, digest: str) -> tuple[Access, User] | None:
        """The one with this digest, and whose it is."""
        for access in self._rows.where(Access, lambda access: access.digest == digest):
            user = self._rows.get(User, access.user_id)
            if user is not None:
                return access, user
        return None

    def of_user(self, user_id: str, kind: str) -> Sequence[Access]:
        """Those of a person, newest first."""
        found = self._rows.where(Access, lambda a: (a.user_id, a.kind) == (user_id, kind))
        by_key = sorted(found, key=lambda access: access.id)
        return sorted(by_key, key=lambda access: access.created_at, reverse=True)

    def remove(self, access: Access) -> None:
        """Remove one."""
        self._rows.remove(access)

    def remove_of_user(self, user_id: str, kind: str | None = None) -> int:
        """Remove all of a person; how many."""
        return self._rows.remove_all(
            self._rows.where(Access, lambda a: a.user_id == user_id and kind in (None, a.kind))
        )

    def remove_expired(self, before: datetime) -> int:
        """Remove those that ended before; how many."""
        return self._rows.remove_all(self._rows.where(Access, lambda a: a.expires_at < before))
