"""What operators look at and turn: the audit log, and feature flags."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from tcb_analytics.app.models.base import KEY, Base, Moment, now

FIRST = "0" * 64
"""What the first entry of the audit log follows."""


class AuditEntry(Base, kw_only=True):
    """What was done, by whom, to what; each entry holds the hash of the one before it.

    It holds pseudonyms only, so that deleting an account changes no entry and breaks no chain.

    Attributes:
        number: Its place in the chain, from 1.
        at: When it was done.
        actor: Pseudonym of who did it; ``-`` for nobody who is known.
        action: What was done, such as ``deck.create``.
        subject: To what, as kind and key.
        detail: What else is to be known; never a name, an address or a secret.
        before: Hash of the entry before.
        digest: Hash of all this.
    """

    __tablename__ = "audit_log"
    __table_args__ = (Index(None, "actor", "number"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment, default_factory=now)
    actor: Mapped[str] = mapped_column(KEY)
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80), default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    before: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), default="")

    def sealed(self) -> str:
        """The hash that this entry must have."""
        told = [
            self.number, self.at.isoformat(timespec="microseconds"), self.actor, self.action,
            self.subject, self.detail, self.before,
        ]  # fmt: skip
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class FeatureFlag(Base, kw_only=True):
    """A feature that is on for some.

    Attributes:
        name: Its name.
        percent: For how many of a hundred people it is on.
        meaning: What it does.
        updated_at: When it was last turned.
    """

    __tablename__ = "feature_flags"
    __table_args__ = (CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),)

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    percent: Mapped[int] = mapped_column(Integer, default=0)
    meaning: Mapped[str] = mapped_column(String(200), default="")
    updated_at: Mapped[datetime] = mapped_column(Moment, default_factory=now)

    def on_for(self, pseudonym: str) -> bool:
        """Whether it is on for a person: always the same people, others for another flag."""
        drawn = hashlib.sha256(f"{self.name}:{pseudonym}".encode()).digest()
        return int.from_bytes(drawn[:8]) % 100 < self.percent
