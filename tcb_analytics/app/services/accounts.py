"""Registration, login, logout, tokens, passwords, and leaving."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tcb_analytics.app.models.accounts import Access, Role, User
from tcb_analytics.app.services.guessing import guessed_first
from tcb_analytics.app.services.ports import Hasher, UnitOfWork
from tcb_analytics.app.services.refusals import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    UnknownError,
    UnprovenError,
)

SHORTEST, LONGEST = 12, 128
"""Characters of a password (ASVS 5.0, 6.2.1 asks for 8 at least, 6.2.9 for 64 allowed)."""
MOST_TOKENS = 20
MOST_SESSIONS = 20
"""Browsers that an account is logged in with at once; one more ends the oldest."""
_USED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Visitor:
    """Who is asking, as proven.

    Attributes:
        id: Key of the account.
        name: Its name.
        role: What it may do.
        pseudonym: Its name in the audit log.
        access: Key of the session or token.
        kind: ``session`` or ``token``.
        wrote: Number of the last change that this person made, which reads must show.
    """

    id: str
    name: str
    role: Role
    pseudonym: str
    access: str
    kind: str
    wrote: int = 0

    def must_be(self, role: Role) -> None:
        """Refuse who may not do what a role may.

        Raises:
            ForbiddenError: The role does not cover it.
        """
        if not self.role.covers(role):
            raise ForbiddenError(f"this takes the role {role.value}; yours is {self.role.value}")


@dataclass(frozen=True)
class Opened:
    """A new session or token; the secret is told this once."""

    access: Access
    secret: str


def folded(name: str) -> str:
    """A name as it is compared: compatible forms, case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def digest_of(secret: str) -> str:
    """SHA-256 of a random secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def register(uow: UnitOfWork, hasher: Hasher, name: str, password: str) -> User:
    """Make an account for a player.

    Raises:
        InvalidError: Name or password break a rule.
        ConflictError: The name is taken.
    """
    shown = " ".join(unicodedata.normalize("NFC", name).split())
    if not 3 <= len(shown) <= 40 or not shown.isprintable():
        raise InvalidError("a name has 3 to 40 printable characters", where="name")
    check_password(password, shown)
    with uow:
        if uow.users.named(folded(shown)):
            raise ConflictError("this name is taken", where="name")
        user = User(name=shown, folded=folded(shown), password_hash=hasher.hash(password))
        uow.users.add(user)
        uow.audit.append(user.pseudonym, "account.register", "account", {})
        uow.commit()
        return user


def check_password(password: str, name: str) -> None:
    """Refuse passwords that are guessed first.

    Raises:
        InvalidError: It is too short, too long, easily guessed, or holds the name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidError(f"a password has {SHORTEST} to {LONGEST} characters", where="password")
    if folded(name).replace(" ", "") in folded(password).replace(" ", ""):
        raise InvalidError("a password must not hold the name", where="password")
    if guessed_first(password, [name]):
        raise InvalidError(
            "this password is among those that are guessed first", where="password",
            remedy="take several words that do not belong together",
        )  # fmt: skip


def log_in(
    uow: UnitOfWork, hasher: Hasher, name: str, password: str, *, until: datetime, now: datetime,
    replacing: str | None = None,
) -> Opened:  # fmt: skip
    """Open a session; the one that the browser had before ends, whoever had it.

    Whether the name or the password is wrong is not told, and takes as long.

    Args:
        uow: A transaction.
        hasher: Knows passwords.
        name: Name of the account.
        password: Its password.
        until: When the session ends.
        now: This moment.
        replacing: Secret of the session that the browser has.

    Raises:
        UnprovenError: Name and password do not belong together.
    """
    with uow:
        user = uow.users.named(folded(name))
        fits = hasher.fits(password, user.password_hash if user else None)
        if user is None or not fits:
            uow.audit.append(user.pseudonym if user else "-", "login.refused", "account", {})
            uow.commit()
            raise UnprovenError("name and password do not belong together")
        if hasher.aged(user.password_hash):
            user.password_hash = hasher.hash(password)
        if replacing and (found := uow.accesses.by_digest(digest_of(replacing))):
            uow.accesses.remove(found[0])
        for oldest in uow.accesses.of_user(user.id, "session")[MOST_SESSIONS - 1 :]:
            uow.accesses.remove(oldest)
        opened = _open(uow, user, "session", "", until)
        uow.audit.append(user.pseudonym, "login", "account", {})
        uow.commit()
        return opened


def _open(uow: UnitOfWork, user: User, kind: str, name: str, until: datetime) -> Opened:
    secret = f"tcb_{kind[0]}_{secrets.token_urlsafe(32)}"
    access = Access(
        user_id=user.id, kind=kind, digest=digest_of(secret), name=name, expires_at=until
    )
    uow.accesses.add(access)
    return Opened(access, secret)


def recognise(
    uow: UnitOfWork, secret: str, kind: str, *, now: datetime, idle: timedelta | None = None
) -> Visitor:
    """Who has this secret.

    Args:
        uow: A transaction.
        secret: The secret.
        kind: ``session`` or ``token``.
        now: This moment.
        idle: How long it may have been unused; by default as long as it lasts.

    Raises:
        UnprovenError: Nobody, or no longer.
    """
    with uow:
        found = uow.accesses.by_digest(digest_of(secret))
        if found is None or found[0].kind != kind or _ended(found[0], now, idle):
            raise UnprovenError("this session or token is not known, or has ended")
        access, user = found
        if access.used_at is None or now - access.used_at > _USED_EVERY:
            access.used_at = now
            uow.commit()
        wrote = uow.wrote(user.pseudonym)
        return Visitor(user.id, user.name, user.role, user.pseudonym, access.id, kind, wrote)


def _ended(access: Access, now: datetime, idle: timedelta | None) -> bool:
    unused = now - (access.used_at or access.created_at)
    return access.expires_at <= now or (idle is not None and unused > idle)


def log_out(uow: UnitOfWork, visitor: Visitor) -> None:
    """End the session or token that the visitor came with."""
    with uow:
        for access in uow.accesses.of_user(visitor.id, visitor.kind):
            if access.id == visitor.access:
                uow.accesses.remove(access)
        uow.audit.append(visitor.pseudonym, "logout", "account", {})
        uow.commit()


def make_token(uow: UnitOfWork, visitor: Visitor, name: str, until: datetime) -> Opened:
    """Make a token for a program.

    Raises:
        InvalidError: The name is empty or too long.
        ConflictError: The person has too many already.
    """
    shown = name.strip()
    if not 1 <= len(shown) <= 60 or not shown.isprintable():
        raise InvalidError("a token's name has 1 to 60 printable characters", where="name")
    with uow:
        user = _account(uow, visitor)
        if len(uow.accesses.of_user(user.id, "token")) >= MOST_TOKENS:
            raise ConflictError(f"an account has at most {MOST_TOKENS} tokens; revoke one first")
        opened = _open(uow, user, "token", shown, until)
        uow.audit.append(user.pseudonym, "token.make", f"token {opened.access.id}", {})
        uow.commit()
        return opened


def tokens(uow: UnitOfWork, visitor: Visitor) -> Sequence[Access]:
    """The visitor's tokens, newest first, without their secrets."""
    with uow:
        return uow.accesses.of_user(visitor.id, "token")


def revoke_token(uow: UnitOfWork, visitor: Visitor, token_id: str) -> None:
    """End a token.

    Raises:
        UnknownError: The visitor has no such token.
    """
    with uow:
        for access in uow.accesses.of_user(visitor.id, "token"):
            if access.id == token_id:
                uow.accesses.remove(access)
                uow.audit.append(visitor.pseudonym, "token.revoke", f"token {token_id}", {})
                uow.commit()
                return
        raise UnknownError("no such token")


def change_password(
    uow: UnitOfWork, hasher: Hasher, visitor: Visitor, old: str, new: str, *, now: datetime
) -> Opened | None:
    """Set another password; every session and token ends.

    Returns:
        The session that takes the place of the visitor's own, which ends when that would have;
        nothing for a token, which stays, for its program cannot be told of another.

    Raises:
        UnprovenError: The old password is wrong.
        InvalidError: The new one breaks a rule.
    """
    with uow:
        user = _account(uow, visitor)
        if not hasher.fits(old, user.password_hash):
            raise UnprovenError("the old password is wrong")
        check_password(new, user.name)
        user.password_hash, user.password_at = hasher.hash(new), now
        opened = None
        for access in [*uow.accesses.of_user(user.id, "session"),
                       *uow.accesses.of_user(user.id, "token")]:  # fmt: skip
            if access.id != visitor.access:
                uow.accesses.remove(access)
            elif access.kind == "session":
                uow.accesses.remove(access)
                opened = _open(uow, user, "session", "", access.expires_at)
        uow.audit.append(user.pseudonym, "account.password", "account", {})
        uow.commit()
        return opened


def leave(uow: UnitOfWork, hasher: Hasher, visitor: Visitor, password: str) -> None:
    """Delete the visitor's account and all that hangs on it; the audit log keeps pseudonyms.

    Raises:
        UnprovenError: The password is wrong.
    """
    with uow:
        user = _account(uow, visitor)
        if not hasher.fits(password, user.password_hash):
            raise UnprovenError("the password is wrong")
        uow.users.hold(user)
        uow.audit.append(user.pseudonym, "account.delete", "account", {})
        uow.users.remove(user)
        uow.commit()


def _account(uow: UnitOfWork, visitor: Visitor) -> User:
    user = uow.users.get(visitor.id)
    if user is None:
        raise UnprovenError("this account is gone")
    return user
