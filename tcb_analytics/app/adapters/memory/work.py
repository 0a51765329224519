"""Jobs, and answers kept for repeated requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tcb_analytics.app.adapters.memory.paging import paged
from tcb_analytics.app.adapters.memory.store import Transaction
from tcb_analytics.app.models.work import Job, KeptAnswer
from tcb_analytics.app.services.paging import Page


class MemoryJobs:
    """Long work."""

    def __init__(self, rows: Transaction) -> None:
        self._rows = rows

    def add(self, job: Job) -> None:
        """Add a job."""
        self._rows.add(job)

    def get(self, job_id: str, *, lock: bool = False) -> Job | None:
        """A job; transactions here never wait for each other, so there is nothing to lock."""
        del lock
        return self._rows.get(Job, job_id)

    def of_owner(self, owner_id: str, cursor: str | None, size: int) -> Page[Job]:
        """A player's jobs, newest first."""
        found = self._rows.where(Job, lambda job: job.owner_id == owner_id)
        return paged(
            "jobs", found, lambda job: (job.created_at, job.id),
            cursor=cursor, size=size, kinds=(str, str), descending=True,
        )  # fmt: skip

    def unfinished(self, owner_id: str) -> int:
        """How many of a player's jobs have not ended."""
        return len(
            self._rows.where(Job, lambda job: job.owner_id == owner_id and not job.state.ended)
        )

    def waiting(self, moment: datetime, size: int) -> Sequence[str]:
        """Keys of unfinished jobs whose lease has ended, or that have none; oldest first."""

        def free(job: Job) -> bool:
            return not job.state.ended and (job.leased_until is None or job.leased_until < moment)

        found = sorted(self._rows.where(Job, free), key=lambda job: job.created_at)
        return [job.id for job in found[:size]]

    def remove_ended(self, before: datetime) -> int:
        """Remove jobs that ended before; how many."""
        return self._rows.remove_all(
            self._rows.where(Job, lambda job: job.ended_at is not None and job.ended_at < before)
        )


class MemoryKeptAnswers:
    """Answers to requests that named an idempotency key."""

    def __init__(self, rows: Transaction) -> None:
        self._rows = rows

    def claim(self, answer: KeptAnswer) -> KeptAnswer | None:
        """Keep a place for an answer; the one that has it already, if any."""
        found = self.get(answer.user_id, answer.key)
        if found is None:
            self._rows.add(answer)
        return found

    def get(self, user_id: str, key: str) -> KeptAnswer | None:
        """The one of a key."""
        return self._rows.get(KeptAnswer, user_id, key)

    def of_user(self, user_id: str) -> Sequence[KeptAnswer]:
        """Those of a person, by key."""
        found = self._rows.where(KeptAnswer, lambda answer: answer.user_id == user_id)
        return sorted(found, key=lambda answer: answer.key)

    def remove(self, user_id: str, key: str) -> None:
        """Give a place up."""
        found = self.get(user_id, key)
        if found is not None:
            self._rows.remove(found)

    def remove_before(self, moment: datetime) -> int:
        """Remove old ones; how many."""
        return self._rows.remove_all(
            self._rows.where(KeptAnswer, lambda answer: answer.created_at < moment)
        )
