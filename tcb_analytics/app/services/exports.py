"""Everything that an account has, part by part, for its owner to take along.

Lists are read a page at a time and in one transaction, so that a large collection takes no more
memory than a small one. Leaves out secrets: nobody knows passwords, tokens and sessions but by
their hash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from tcb_analytics.app.models.accounts import Access
from tcb_analytics.app.models.holdings import OwnedCard, StoredDeck
from tcb_analytics.app.models.watching import AuditEntry
from tcb_analytics.app.models.work import Job, KeptAnswer
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.decks import draft_of
from tcb_analytics.app.services.paging import MOST, Page
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import UnprovenError

Row = TypeVar("Row")
Record = dict[str, Any]
LISTS = ("tokens", "sessions", "decks", "collection", "jobs", "answers", "audit")
"""Parts of an export that are lists, in the order they come in."""


def everything(uow: UnitOfWork, visitor: Visitor) -> Iterator[tuple[str, Record]]:
    """All that the visitor's account has: name of a part, and a record of it.

    The account itself comes first; a part that is a list comes record by record.

    Raises:
        UnprovenError: The account is gone.
    """
    with uow:
        user = uow.users.get(visitor.id)
        if user is None:
            raise UnprovenError("this account is gone")
        yield "account", {
            "id": user.id, "name": user.name, "role": user.role, "pseudonym": user.pseudonym,
            "created_at": user.created_at, "password_at": user.password_at,
        }  # fmt: skip
        for kind in ("token", "session"):
            for access in uow.accesses.of_user(user.id, kind):
                yield f"{kind}s", _access(access)
        for deck in _all(lambda at: uow.decks.of_owner(user.id, None, at, MOST)):
            yield "decks", _deck(deck)
        for game in uow.cards.games():
            of_game = partial(uow.collections.of_user, user.id, game, size=MOST)
            for owned in _all(of_game):
                yield "collection", _owned(owned)
        for job in _all(lambda at: uow.jobs.of_owner(user.id, at, MOST)):
            yield "jobs", _job(job)
        for answer in uow.answers.of_user(user.id):
            yield "answers", _answer(answer)
        for entry in _all(lambda at: uow.audit.page(at, MOST, actor=user.pseudonym)):
            yield "audit", _entry(entry)


def _all(page_at: Callable[[str | None], Page[Row]]) -> Iterator[Row]:
    """Every row of a list."""
    cursor = None
    while True:
        page = page_at(cursor)
        yield from page.items
        if page.next is None:
            return
        cursor = page.next


def _access(access: Access) -> Record:
    return {
        "id": access.id, "name": access.name, "created_at": access.created_at,
        "expires_at": access.expires_at, "used_at": access.used_at,
    }  # fmt: skip


def _deck(deck: StoredDeck) -> Record:
    draft = draft_of(deck)
    return {
        "id": deck.id, "game": deck.game, "name": deck.name, "leader": draft.leader,
        "cards": dict(draft.cards), "version": deck.version,
        "created_at": deck.created_at, "updated_at": deck.updated_at,
    }  # fmt: skip


def _owned(owned: OwnedCard) -> Record:
    return {
        "game": owned.card.game, "number": owned.card.number, "copies": owned.copies,
        "updated_at": owned.updated_at,
    }  # fmt: skip


def _job(job: Job) -> Record:
    return {
        "id": job.id, "kind": job.kind, "request": job.request, "state": job.state,
        "progress": job.progress, "result": job.result, "error": job.error,
        "created_at": job.created_at, "ended_at": job.ended_at,
    }  # fmt: skip


def _answer(answer: KeptAnswer) -> Record:
    return {
        "key": answer.key, "status": answer.status, "location": answer.location,
        "created_at": answer.created_at,
    }  # fmt: skip


def _entry(entry: AuditEntry) -> Record:
    return {
        "number": entry.number, "at": entry.at, "action": entry.action, "subject": entry.subject,
        "detail": entry.detail,
    }  # fmt: skip
