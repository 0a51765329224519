"""Proof that the audit log is as it was written: every entry follows from the one before it.

A chain shows what was changed, taken out or put in between. That its end was cut off it cannot
show by itself: whoever wants to know notes the last entry's number and hash somewhere else, and
asks later whether the log still holds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.models.watching import FIRST, AuditEntry
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.ports import UnitOfWork

STEP = 1000
"""Entries that are read at a time."""


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found.

    Attributes:
        entries: Entries that are as they were written.
        head: Number and hash of the last of them.
        broken: Number of the first entry that is not; None where all are.
        why: What is wrong with it.
    """

    entries: int
    head: tuple[int, str]
    broken: int | None = None
    why: str = ""


def verify(uow: UnitOfWork, noted: tuple[int, str] | None = None) -> Verdict:
    """Walk the chain from its first entry.

    Args:
        uow: A transaction.
        noted: Number and hash of an entry that the log once had.

    Returns:
        All of the chain, or the part before the first entry that is wrong.
    """
    count, head = 0, (0, FIRST)
    with uow:
        while entries := _next(uow, head[0]):
            for entry in entries:
                why = _fault(entry, head)
                if not why and noted is not None and entry.number == noted[0]:
                    why = "" if entry.digest == noted[1] else "its hash is not the one noted"
                if why:
                    return Verdict(count, head, entry.number, why)
                count, head = count + 1, (entry.number, entry.digest)
    if noted is not None and head[0] < noted[0]:
        return Verdict(count, head, head[0] + 1, f"the log ends before the noted {noted[0]}")
    return Verdict(count, head)


def entries(
    uow: UnitOfWork, visitor: Visitor, cursor: str | None, size: int, *,
    actor: str | None = None, action: str | None = None,
) -> Page[AuditEntry]:  # fmt: skip
    """A page of the log, newest first, for admins.

    Args:
        uow: A transaction.
        visitor: Who asks.
        cursor: The page after this.
        size: Rows of a page.
        actor: Only what this pseudonym did.
        action: Only what was done in this way.

    Raises:
        ForbiddenError: The visitor is no admin.
        InvalidError: The cursor is of another list.
    """
    visitor.must_be(Role.ADMIN)
    with uow:
        return uow.audit.page(cursor, size, actor=actor, action=action)


def _next(uow: UnitOfWork, number: int) -> Sequence[AuditEntry]:
    return uow.audit.after(number, STEP)


def _fault(entry: AuditEntry, head: tuple[int, str]) -> str:
    if entry.number != head[0] + 1:
        return f"it follows {head[0]}: what stood between is gone"
    if entry.before != head[1]:
        return f"it does not follow {head[0]}: its hash of the entry before is another"
    if entry.digest != entry.sealed():
        return "it was changed after it was written"
    return ""
