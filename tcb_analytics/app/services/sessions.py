"""Where an account is logged in, and how that is ended: by its owner, or by the operator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tcb_analytics.app.models.accounts import Access
from tcb_analytics.app.services.accounts import Visitor, folded
from tcb_analytics.app.services.ports import Hasher, UnitOfWork
from tcb_analytics.app.services.refusals import UnknownError, UnprovenError


def sessions(uow: UnitOfWork, visitor: Visitor) -> Sequence[Access]:
    """The visitor's sessions, newest first, without their secrets."""
    with uow:
        return uow.accesses.of_user(visitor.id, "session")


def end_sessions(
    uow: UnitOfWork, hasher: Hasher, visitor: Visitor, password: str, only: str | None = None
) -> int:
    """End sessions of the visitor; who stole one session cannot end the others with it.

    Args:
        uow: A transaction.
        hasher: Knows passwords.
        visitor: Whose they are.
        password: The account's password, once more.
        only: Key of the one to end; by default all but the visitor's own.

    Returns:
        How many ended.

    Raises:
        UnprovenError: The password is wrong.
        UnknownError: The visitor has no such session.
    """
    with uow:
        user = uow.users.get(visitor.id)
        if user is None or not hasher.fits(password, user.password_hash):
            raise UnprovenError("the password is wrong")
        ending = [
            access
            for access in uow.accesses.of_user(user.id, "session")
            if (access.id == only if only is not None else access.id != visitor.access)
        ]
        if only is not None and not ending:
            raise UnknownError("no such session")
        for access in ending:
            uow.accesses.remove(access)
        uow.audit.append(user.pseudonym, "session.end", "account", {"count": len(ending)})
        uow.commit()
        return len(ending)


def end_all(uow: UnitOfWork, name: str | None, *, now: datetime) -> int:
    """End every session and token of an account, or of all accounts, as the operator may.

    Args:
        uow: A transaction.
        name: Name of the account in any case; None for all.
        now: This moment.

    Returns:
        How many ended.

    Raises:
        UnknownError: Nobody has this name.
    """
    with uow:
        if name is None:
            ended = uow.accesses.remove_expired(now + timedelta(days=36_500))
            subject = "every account"
        else:
            user = uow.users.named(folded(name))
            if user is None:
                raise UnknownError(f"nobody has the name {name!r}", where="name")
            ended = uow.accesses.remove_of_user(user.id)
            subject = f"account {user.pseudonym}"
        uow.audit.append("-", "session.end", subject, {"count": ended})
        uow.commit()
        return ended
