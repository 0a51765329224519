"""Jobs, and answers kept for repeated requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tcb_analytics.app.adapters.sql.paging import behind, sized
from tcb_analytics.app.models.work import OPEN, Job, KeptAnswer
from tcb_analytics.app.services.paging import Page, key_of, moment_of, page_of


class SqlJobs:
    """Long work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, job: Job) -> None:
        """Add a job."""
        self._session.add(job)
        self._session.flush()

    def get(self, job_id: str, *, lock: bool = False) -> Job | None:
        """A job; locked where that is asked (SQLite's one writer is lock enough)."""
        wanted = select(Job).where(Job.id == job_id)
        if lock:
            wanted = wanted.with_for_update()
        return self._session.scalar(wanted.execution_options(populate_existing=True))

    def of_owner(self, owner_id: str, cursor: str | None, size: int) -> Page[Job]:
        """A player's jobs, newest first."""
        wanted = select(Job).where(Job.owner_id == owner_id)
        if cursor is not None:
            moment, last = key_of("jobs", cursor, (str, str))
            wanted = wanted.where(
                behind(Job.created_at, Job.id, moment_of(moment), last, descending=True)
            )
        wanted = wanted.order_by(Job.created_at.desc(), Job.id.desc())
        rows = self._session.scalars(wanted.limit(sized(size) + 1)).all()
        return page_of("jobs", rows, size, [(r.created_at.isoformat(), r.id) for r in rows])

    def unfinished(self, owner_id: str) -> int:
        """How many of a player's jobs have not ended."""
        asked = select(func.count()).select_from(Job).where(Job.owner_id == owner_id, OPEN)
        return self._session.scalar(asked) or 0

    def waiting(self, moment: datetime, size: int) -> Sequence[str]:
        """Keys of unfinished jobs whose lease has ended, or that have none; oldest first."""
        free = or_(Job.leased_until.is_(None), Job.leased_until < moment)
        wanted = select(Job.id).where(OPEN, free)
        return self._session.scalars(wanted.order_by(Job.created_at).limit(size)).all()

    def remove_ended(self, before: datetime) -> int:
        """Remove jobs that ended before; how many."""
        statement = delete(Job).where(Job.ended_at < before)
        return cast("CursorResult[Any]", self._session.execute(statement)).rowcount


class SqlKeptAnswers:
    """Answers to requests that named an idempotency key."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, answer: KeptAnswer) -> KeptAnswer | None:
        """Keep a place for an answer; the one that has it already, if any."""
        found = self.get(answer.user_id, answer.key)
        if found is not None:
            return found
        try:
            with self._session.begin_nested():
                self._session.add(answer)
        except IntegrityError:  # another request came between
            return self.get(answer.user_id, answer.key)
        return None

    def get(self, user_id: str, key: str) -> KeptAnswer | None:
        """The one of a key."""
        return self._session.get(KeptAnswer, (user_id, key), populate_existing=True)

    def remove(self, user_id: str, key: str) -> None:
        """Give a place up."""
        self._session.execute(
            delete(KeptAnswer).where(KeptAnswer.user_id == user_id, KeptAnswer.key == key)
        )

    def remove_before(self, moment: datetime) -> int:
        """Remove old ones; how many."""
        statement = delete(KeptAnswer).where(KeptAnswer.created_at < moment)
        return cast("CursorResult[Any]", self._session.execute(statement)).rowcount

    def of_user(self, user_id: str) -> Sequence[KeptAnswer]:
        """Those of a person, by key."""
        wanted = select(KeptAnswer).where(KeptAnswer.user_id == user_id)
        return self._session.scalars(wanted.order_by(KeptAnswer.key)).all()
