"""The audit log and feature flags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tcb_analytics.app.adapters.memory.paging import paged
from tcb_analytics.app.adapters.memory.store import Transaction
from tcb_analytics.app.models.watching import FIRST, AuditEntry, FeatureFlag
from tcb_analytics.app.services.paging import Page


class MemoryAuditLog:
    """The chain of what was done."""

    def __init__(self, rows: Transaction) -> None:
        self._rows = rows

    def append(self, actor: str, action: str, subject: str, detail: Mapping[str, object]) -> None:
        """Add an entry behind the last one."""
        last = max(self._all(), key=lambda entry: entry.number, default=None)
        entry = AuditEntry(
            number=last.number + 1 if last else 1, actor=actor, action=action, subject=subject,
            detail=dict(detail), before=last.digest if last else FIRST,
        )  # fmt: skip
        entry.digest = entry.sealed()
        self._rows.add(entry)

    def page(
        self, cursor: str | None, size: int, *, actor: str | None = None, action: str | None = None
    ) -> Page[AuditEntry]:
        """Entries, newest first: all, or those of an actor, or of an action."""
        found = [
            entry
            for entry in self._all()
            if actor in (None, entry.actor) and action in (None, entry.action)
        ]
        return paged(
            "audit", found, lambda entry: (entry.number,),
            cursor=cursor, size=size, kinds=(int,), descending=True,
        )  # fmt: skip

    def after(self, number: int, size: int) -> Sequence[AuditEntry]:
        """Entries behind a number, in order."""
        found = [entry for entry in self._all() if entry.number > number]
        return sorted(found, key=lambda entry: entry.number)[:size]

    def digest_of(self, action: str) -> str:
        """Digest of the last entry of an action; nothing where there is none."""
        found = [entry for entry in self._all() if entry.action == action]
        return max(found, key=lambda entry: entry.number).digest if found else ""

    def last_of(self, actor: str) -> int:
        """Number of the last entry of somebody; 0 for none."""
        return max((entry.number for entry in self._all() if entry.actor == actor), default=0)

    def _all(self) -> Sequence[AuditEntry]:
        return self._rows.where(AuditEntry, lambda entry: True)


class MemoryFlags:
    """Feature flags."""

    def __init__(self, rows: Transaction) -> None:
        self._rows = rows

    def all(self) -> Sequence[FeatureFlag]:
        """All of them by name."""
        return sorted(self._rows.where(FeatureFlag, lambda flag: True), key=lambda flag: flag.name)

    def put(self, flag: FeatureFlag) -> None:
        """Set one."""
        found = self._rows.get(FeatureFlag, flag.name)
        if found is not None:
            self._rows.remove(found)
        self._rows.add(flag)
