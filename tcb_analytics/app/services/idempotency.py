"""Requests that are sent again do their work once: the first answer is kept and given again.

A key is claimed before the work begins, in a transaction of its own, so that of two requests
that come at the same moment one works and the other is told to wait. Answers that hold a secret
are not kept: that they were given is.

What is guaranteed: as long as the process lives and the database answers, the work is done once.
The answer is only known when the work has been committed, and is kept in a transaction after it.
A process that is killed between the two leaves a claim without an answer: for five minutes the
same request is told that the first is at work, and after that it is done again. Whoever must rule
that out looks for what the first made before sending the key again after so long; work whose
twin cannot stand (a name that is taken, a version that was changed) refuses it by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tcb_analytics.app.models.work import KeptAnswer
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import ConflictError, InvalidError

LONGEST_KEY = 80
AT_WORK = timedelta(minutes=5)
"""After this a request that never answered is taken to have died, and its key is free again."""


@dataclass(frozen=True)
class Answer:
    """An answer as it is kept.

    Attributes:
        status: HTTP status.
        kind: Content type.
        body: Its body; None where it held a secret, which is not told twice.
        location: Its Location header.
    """

    status: int
    kind: str
    body: bytes | None
    location: str | None


def fingerprint(parts: Iterable[bytes]) -> str:
    """SHA-256 of what makes a request the same request."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()


def begin(
    uow: UnitOfWork, visitor: Visitor, key: str, request: str, *, now: datetime
) -> Answer | None:
    """Claim a key for a request.

    Args:
        uow: A transaction.
        visitor: Who asks; keys are per account.
        key: The key that was named.
        request: Fingerprint of the request.
        now: This moment.

    Returns:
        None for whoever is to do the work, who must then call :func:`keep` or :func:`give_up`;
        else the answer that was kept.

    Raises:
        InvalidError: The key is no key, or belongs to another request.
        ConflictError: The first request is still at work.
    """
    if not 1 <= len(key) <= LONGEST_KEY or not all("!" <= sign <= "~" for sign in key):
        raise InvalidError(
            f"a key has 1 to {LONGEST_KEY} visible ASCII characters", where="Idempotency-Key"
        )
    claim = KeptAnswer(user_id=visitor.id, key=key, request=request, created_at=now)
    with uow:
        found = uow.answers.claim(claim)
        if found is not None and found.status == 0 and found.created_at <= now - AT_WORK:
            uow.answers.remove(visitor.id, key)
            found = uow.answers.claim(
                KeptAnswer(user_id=visitor.id, key=key, request=request, created_at=now)
            )
        if found is None:
            uow.commit()
            return None
        return _kept(found, request)


def _kept(found: KeptAnswer, request: str) -> Answer:
    if found.request != request:
        raise InvalidError(
            "this key belongs to another request", where="Idempotency-Key",
            remedy="take a new key for each request that is to do something",
        )  # fmt: skip
    if found.status == 0:
        raise ConflictError(
            "the first request with this key is still at work", where="Idempotency-Key",
            remedy="send it again in a moment",
        )  # fmt: skip
    return Answer(found.status, found.kind, found.body if found.kind else None, found.location)


def keep(uow: UnitOfWork, visitor: Visitor, key: str, answer: Answer, *, claimed: datetime) -> None:
    """Keep the answer of the request that claimed its key at this moment."""
    with uow:
        found = uow.answers.get(visitor.id, key)
        if found is not None and found.status == 0 and found.created_at == claimed:
            found.status, found.location = answer.status, answer.location
            found.kind = "" if answer.body is None else answer.kind
            found.body = answer.body or b""
            uow.commit()


def give_up(uow: UnitOfWork, visitor: Visitor, key: str, *, claimed: datetime) -> None:
    """Free the key of a request that came to nothing."""
    with uow:
        found = uow.answers.get(visitor.id, key)
        if found is not None and found.status == 0 and found.created_at == claimed:
            uow.answers.remove(visitor.id, key)
            uow.commit()
