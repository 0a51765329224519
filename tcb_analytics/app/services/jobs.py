"""A player's jobs: ask for one, look at it, cancel it, fetch what came out.

The row in the database is the truth of a job; a queue only tells workers where to look. How
workers take and end jobs is in ``leasing.py``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from tcb_analytics.app.models.work import TRACE, Job, JobState
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import ConflictError, UnknownError

_KEY = re.compile(r"[0-9a-f]{32}")
MOST_UNFINISHED = 20
"""Jobs that a player may have waiting or running."""


class JobQueue(Protocol):
    """Tells workers that a job waits. It may forget: workers also look for themselves."""

    def start(self) -> None:
        """Begin to work, where workers are in this process; again does no harm."""
        ...

    def put(self, job_id: str) -> None:
        """Tell of a job; that nobody can be told is no error."""
        ...

    def close(self) -> None:
        """Stop what works in this process; what was begun is given back."""
        ...


def ask(
    uow: UnitOfWork, visitor: Visitor, kind: str, request: Mapping[str, Any],
    trace: Mapping[str, str] | None = None,
) -> Job:  # fmt: skip
    """Ask for a job.

    Args:
        uow: A transaction.
        visitor: Whose it will be.
        kind: What is to be done.
        request: With what, as plain data.
        trace: The trace that asks, which the work goes on with.

    Raises:
        ConflictError: The player has too many unfinished jobs.
    """
    with uow:
        if uow.jobs.unfinished(visitor.id) >= MOST_UNFINISHED:
            raise ConflictError(
                f"a player has at most {MOST_UNFINISHED} unfinished jobs",
                remedy="wait for one, or cancel one",
            )
        kept = dict(request) | ({TRACE: dict(trace)} if trace else {})
        job = Job(owner_id=visitor.id, kind=kind, request=kept)
        uow.jobs.add(job)
        uow.audit.append(visitor.pseudonym, "job.ask", f"job {job.id}", {"kind": kind})
        uow.commit()
        return job


def read(uow: UnitOfWork, visitor: Visitor, job_id: str) -> Job:
    """One of the visitor's jobs.

    Raises:
        UnknownError: The visitor has no such job.
    """
    with uow:
        return _own(uow, visitor, job_id)


def mine(uow: UnitOfWork, visitor: Visitor, cursor: str | None, size: int) -> Page[Job]:
    """The visitor's jobs, newest first.

    Raises:
        InvalidError: The cursor is of another list.
    """
    with uow:
        return uow.jobs.of_owner(visitor.id, cursor, size)


def cancel(uow: UnitOfWork, visitor: Visitor, job_id: str, *, now: datetime) -> Job:
    """Have a job stopped: at once where nobody has it, else within a second or so.

    Raises:
        UnknownError: The visitor has no such job.
        ConflictError: It is done or has failed.
    """
    with uow:
        job = _own(uow, visitor, job_id, lock=True)
        if job.state is JobState.CANCELLED or job.cancelling:
            return job
        if job.state.ended:
            raise ConflictError(f"this job is {job.state.value}; it cannot be cancelled any more")
        job.cancelling = True
        if job.state is JobState.QUEUED:
            job.state, job.ended_at = JobState.CANCELLED, now
        uow.audit.append(visitor.pseudonym, "job.cancel", f"job {job.id}", {})
        uow.commit()
        return job


def done(uow: UnitOfWork, visitor: Visitor, job_id: str, kind: str | None = None) -> Job:
    """A job with its result.

    Args:
        uow: A transaction.
        visitor: Whose job it is.
        job_id: Which.
        kind: What it must have been about, if that matters.

    Raises:
        UnknownError: The visitor has no such job, or none of this kind.
        ConflictError: It has no result: not yet, or it never will.
    """
    with uow:
        job = _own(uow, visitor, job_id)
    if kind is not None and job.kind != kind:
        raise UnknownError("no such job", where="job_id")
    if job.state is not JobState.DONE:
        raise ConflictError(
            f"this job has no result: it is {job.state.value}",
            remedy="ask again later" if not job.state.ended else "ask for another job",
        )
    return job


def _own(uow: UnitOfWork, visitor: Visitor, job_id: str, *, lock: bool = False) -> Job:
    # What is no key is not asked for: some text no database takes.
    job = uow.jobs.get(job_id, lock=lock) if _KEY.fullmatch(job_id) else None
    if job is None or job.owner_id != visitor.id:
        raise UnknownError("no such job", where="job_id")
    return job
