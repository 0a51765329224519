"""The audit log and feature flags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tcb_analytics.app.adapters.sql.paging import sized
from tcb_analytics.app.models.watching import FIRST, AuditEntry, FeatureFlag
from tcb_analytics.app.services.paging import Page, key_of, page_of

_LOCK = 7_425_001
"""Number of the lock that entries are chained under; any number that nothing else here uses."""


class SqlAuditLog:
    """The chain of what was done."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, actor: str, action: str, subject: str, detail: Mapping[str, object]) -> None:
        """Add an entry behind the last one; one at a time, until the transaction ends."""
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        wanted = select(AuditEntry.number, AuditEntry.digest)
        last = self._session.execute(wanted.order_by(AuditEntry.number.desc()).limit(1)).first()
        number, before = (last[0] + 1, last[1]) if last else (1, FIRST)
        entry = AuditEntry(
            number=number, actor=actor, action=action, subject=subject, detail=dict(detail),
            before=before,
        )  # fmt: skip
        entry.digest = entry.sealed()
        self._session.add(entry)
        self._session.flush()

    def page(
        self, cursor: str | None, size: int, *, actor: str | None = None, action: str | None = None
    ) -> Page[AuditEntry]:
        """Entries, newest first: all, or those of an actor, or of an action."""
        wanted = select(AuditEntry)
        if actor is not None:
            wanted = wanted.where(AuditEntry.actor == actor)
        if action is not None:
            wanted = wanted.where(AuditEntry.action == action)
        if cursor is not None:
            wanted = wanted.where(AuditEntry.number < key_of("audit", cursor, (int,))[0])
        wanted = wanted.order_by(AuditEntry.number.desc()).limit(sized(size) + 1)
        rows = self._session.scalars(wanted).all()
        return page_of("audit", rows, size, [(row.number,) for row in rows])

    def after(self, number: int, size: int) -> Sequence[AuditEntry]:
        """Entries behind a number, in order."""
        wanted = select(AuditEntry).where(AuditEntry.number > number)
        return self._session.scalars(wanted.order_by(AuditEntry.number).limit(size)).all()

    def digest_of(self, action: str) -> str:
        """Digest of the last entry of an action; nothing where there is none."""
        wanted = select(AuditEntry.digest).where(AuditEntry.action == action)
        return self._session.scalar(wanted.order_by(AuditEntry.number.desc()).limit(1)) or ""

    def last_of(self, actor: str) -> int:
        """Number of the last entry of somebody; 0 for none."""
        wanted = select(AuditEntry.number).where(AuditEntry.actor == actor)
        return self._session.scalar(wanted.order_by(AuditEntry.number.desc()).limit(1)) or 0


class SqlFlags:
    """Feature flags."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> Sequence[FeatureFlag]:
        """All of them by name."""
        return self._session.scalars(select(FeatureFlag).order_by(FeatureFlag.name)).all()

    def put(self, flag: FeatureFlag) -> None:
        """Set one."""
        self._session.merge(flag)
        self._session.flush()
