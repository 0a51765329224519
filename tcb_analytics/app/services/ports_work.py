"""What services need of the store of jobs, and of that of answers kept for repeated requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from tcb_analytics.app.models.work import Job, KeptAnswer
from tcb_analytics.app.services.paging import Page


class Jobs(Protocol):
    """Long work."""

    def add(self, job: Job) -> None:
        """Add a job."""
        ...

    def get(self, job_id: str, *, lock: bool = False) -> Job | None:
        """A job; locked against other transactions where that is asked."""
        ...

    def of_owner(self, owner_id: str, cursor: str | None, size: int) -> Page[Job]:
        """A player's jobs, newest first."""
        ...

    def unfinished(self, owner_id: str) -> int:
        """How many of a player's jobs have not ended."""
        ...

    def waiting(self, moment: datetime, size: int) -> Sequence[str]:
        """Keys of unfinished jobs whose lease has ended, or that have none; oldest first."""
        ...

    def remove_ended(self, before: datetime) -> int:
        """Remove jobs that ended before; how many."""
        ...


class KeptAnswers(Protocol):
    """Answers to requests that named an idempotency key."""

    def claim(self, answer: KeptAnswer) -> KeptAnswer | None:
        """Keep a place for an answer; the one that has it already, if any."""
        ...

    def get(self, user_id: str, key: str) -> KeptAnswer | None:
        """The one of a key."""
        ...

    def remove(self, user_id: str, key: str) -> None:
        """Give a place up."""
        ...

    def remove_before(self, moment: datetime) -> int:
        """Remove old ones; how many."""
        ...

    def of_user(self, user_id: str) -> Sequence[KeptAnswer]:
        """Those of a person, by key."""
        ...
