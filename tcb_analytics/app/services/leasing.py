"""How workers take jobs and end them, so that each job leaves one result whatever dies.

A worker leases a job for some seconds and renews the lease while it works. Who works is told by
the row's ``attempt``: an attempt that has lost its lease to another can write nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tcb_analytics.app.models.work import TRACE, Job, JobState
from tcb_analytics.app.services.ports import UnitOfWork

Problem = Mapping[str, Any]
LOST: Problem = {
    "type": "/problems/worker-lost",
    "title": "Worker lost",
    "detail": "the worker that had this job was lost, each time",
}
AT_ONCE = 50
"""Waiting jobs that are looked at in one go."""


@dataclass(frozen=True)
class Taken:
    """A job as the attempt knows it that has leased it.

    Attributes:
        id: Key of the job.
        kind: What is to be done.
        request: With what.
        attempt: Number of the attempt; what it may write hangs on this.
        trace: The trace that asked for it.
    """

    id: str
    kind: str
    request: Mapping[str, Any]
    attempt: int
    trace: Mapping[str, str] = field(default_factory=dict)


def waiting(uow: UnitOfWork, *, now: datetime) -> Sequence[str]:
    """Keys of jobs that nobody has, oldest first."""
    with uow:
        return uow.jobs.waiting(now, AT_ONCE)


def take(
    uow: UnitOfWork, job_id: str, *, now: datetime, lease: timedelta, attempts: int
) -> Taken | None:
    """Lease a job; None where there is nothing to do: it ended, or somebody has it.

    A job that was to be cancelled, or was begun too often, ends here.

    Args:
        uow: A transaction.
        job_id: Which job.
        now: This moment.
        lease: For how long.
        attempts: How often a job may be begun.
    """
    with uow:
        job = uow.jobs.get(job_id, lock=True)
        if job is None or job.state.ended or _leased(job, now):
            return None
        if job.cancelling:
            _end(uow, job, JobState.CANCELLED, now)
            return None
        if job.attempt >= attempts:
            job.error = dict(job.error or LOST)
            _end(uow, job, JobState.FAILED, now)
            return None
        job.attempt += 1
        job.state, job.progress = JobState.RUNNING, 0.0
        job.leased_until = now + lease
        uow.commit()
        request = {name: value for name, value in job.request.items() if name != TRACE}
        return Taken(job.id, job.kind, request, job.attempt, job.request.get(TRACE, {}))


def beat(
    uow: UnitOfWork, taken: Taken, progress: float, *, now: datetime, lease: timedelta
) -> bool:
    """Renew a lease and tell how far it is; false where the attempt must stop."""
    with uow:
        job = _held(uow, taken)
        if job is None or job.cancelling:
            return False
        job.progress = min(1.0, max(job.progress, progress))
        job.leased_until = now + lease
        uow.commit()
        return True


def finish(uow: UnitOfWork, taken: Taken, result: Mapping[str, Any], *, now: datetime) -> bool:
    """Write what came out; false where another attempt has the job, which then counts."""
    with uow:
        job = _held(uow, taken)
        if job is None:
            return False
        if job.cancelling:
            _end(uow, job, JobState.CANCELLED, now)
            return False
        job.result, job.error, job.progress = dict(result), None, 1.0
        _end(uow, job, JobState.DONE, now)
        return True


def fail(
    uow: UnitOfWork, taken: Taken, problem: Problem, *, now: datetime, attempts: int, final: bool
) -> None:
    """Keep why an attempt failed; the job waits for another one, after a rest, or has failed.

    Args:
        uow: A transaction.
        taken: The attempt.
        problem: A problem document.
        now: This moment.
        attempts: How often a job may be begun.
        final: Whether another attempt could not fare better.
    """
    with uow:
        job = _held(uow, taken)
        if job is None:
            return
        job.error = dict(problem)
        if job.cancelling:
            _end(uow, job, JobState.CANCELLED, now)
        elif final or job.attempt >= attempts:
            _end(uow, job, JobState.FAILED, now)
        else:
            job.state, job.leased_until = JobState.QUEUED, now + _rest(job.attempt)
            uow.commit()


def give_back(uow: UnitOfWork, taken: Taken, *, now: datetime) -> None:
    """Let go of a job that the attempt will not end: it was cancelled, or its worker stops."""
    with uow:
        job = _held(uow, taken)
        if job is None:
            return
        if job.cancelling:
            _end(uow, job, JobState.CANCELLED, now)
        else:
            job.state, job.leased_until = JobState.QUEUED, None
            uow.commit()


def _leased(job: Job, now: datetime) -> bool:
    return job.leased_until is not None and job.leased_until >= now


def _rest(attempt: int) -> timedelta:
    """What may be back by itself, as a lake that is being written, is given time."""
    return timedelta(seconds=min(30, 2 ** (attempt - 1)))


def _held(uow: UnitOfWork, taken: Taken) -> Job | None:
    job = uow.jobs.get(taken.id, lock=True)
    if job is None or job.state is not JobState.RUNNING or job.attempt != taken.attempt:
        return None
    return job


def _end(uow: UnitOfWork, job: Job, state: JobState, now: datetime) -> None:
    job.state, job.leased_until, job.ended_at = state, None, now
    owner = uow.users.get(job.owner_id)
    uow.audit.append(
        owner.pseudonym if owner else "-", f"job.{state.value}", f"job {job.id}",
        {"kind": job.kind, "attempt": job.attempt},
    )  # fmt: skip
    uow.commit()
