"""Long work, and what keeps requests honest: jobs, answers kept for repeated requests."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Enum,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from tcb_analytics.app.models.base import KEY, Base, Moment, new_key, now

TRACE = "_trace"
"""Where a job's request keeps the trace that asked for it; no work is given it."""


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


OPEN = text("state IN ('queued', 'running')")
"""Jobs that have not ended: few among many, so only they are in the index that workers ask."""


class Job(Base, kw_only=True):
    """A piece of work that outlives its request; this row is the truth of its state.

    A worker that takes a job leases it: it counts ``attempt`` up and pushes ``leased_until``
    ahead while it works. A result is written only by the attempt that the row names, so a job
    whose worker was killed is done again and still leaves one result.

    Attributes:
        id: Its key.
        owner_id: Whose it is.
        kind: What is to be done, such as ``build``.
        request: With what.
        state: Where it stands.
        progress: How much is done, 0 to 1.
        result: What came out.
        error: A problem document, where it failed.
        attempt: How often it was begun.
        cancelling: Whether it is asked to stop.
        leased_until: Until when its worker has it, or it rests after it failed; none else.
        created_at: When it was asked for.
        ended_at: When it was done, failed or was cancelled.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("progress BETWEEN 0 AND 1", name="progress"),
        Index(None, "owner_id", "created_at", "id"),
        Index("ix_jobs_open", "created_at", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[str] = mapped_column(KEY, primary_key=True, default_factory=new_key)
    owner_id: Mapped[str] = mapped_column(KEY, ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(24))
    request: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[JobState] = mapped_column(
        Enum(
            JobState, native_enum=False, length=16, create_constraint=True, name="state",
            values_callable=lambda states: [state.value for state in states],
        ),
        default=JobState.QUEUED,
    )  # fmt: skip
    progress: Mapped[float] = mapped_column(default=0.0)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    attempt: Mapped[int] = mapped_column(Integer, default=0)
    cancelling: Mapped[bool] = mapped_column(default=False)
    leased_until: Mapped[datetime | None] = mapped_column(Moment, default=None)
    created_at: Mapped[datetime] = mapped_column(Moment, default_factory=now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment, default=None)


class KeptAnswer(Base, kw_only=True):
    """The answer to a POST that named an idempotency key, given again when it is repeated.

    Attributes:
        user_id: Who asked.
        key: The key that was named.
        request: SHA-256 of method, path and body: the same key with another request is refused.
        status: Status of the answer; 0 while the first request is still at work.
        kind: Its content type.
        body: Its body.
        location: Its Location header.
        created_at: When it was kept.
    """

    __tablename__ = "kept_answers"
    __table_args__ = (Index(None, "created_at"),)

    user_id: Mapped[str] = mapped_column(
        KEY, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    request: Mapped[str] = mapped_column(String(64))
    status: Mapped[int] = mapped_column(Integer, default=0)
    kind: Mapped[str] = mapped_column(String(80), default="")
    body: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    location: Mapped[str | None] = mapped_column(String(200), default=None)
    created_at: Mapped[datetime] = mapped_column(Moment, default_factory=now)
