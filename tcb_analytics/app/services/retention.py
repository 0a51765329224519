"""What is not kept for ever: ended sessions and tokens, ended jobs, kept answers.

The audit log stays: it holds pseudonyms only, and a chain cannot lose links.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from tcb_analytics.app.services.ports import UnitOfWork


@dataclass(frozen=True)
class Removed:
    """How much was removed.

    Attributes:
        accesses: Sessions and tokens that had ended.
        jobs: Jobs that had ended.
        answers: Answers that were kept for repeated requests.
    """

    accesses: int
    jobs: int
    answers: int


def retain(uow: UnitOfWork, *, days: int, now: datetime) -> Removed:
    """Remove what has had its time; the same call again removes nothing.

    Args:
        uow: A transaction.
        days: Days that ended jobs and kept answers stay.
        now: This moment.
    """
    with uow:
        removed = Removed(
            accesses=uow.accesses.remove_expired(now),
            jobs=uow.jobs.remove_ended(now - timedelta(days=days)),
            answers=uow.answers.remove_before(now - timedelta(days=days)),
        )
        if any(asdict(removed).values()):
            uow.audit.append("-", "retention", "database", asdict(removed))
        uow.commit()
        return removed
