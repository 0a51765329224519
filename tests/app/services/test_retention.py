"""What has had its time is removed, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from tcb_analytics.app.models.accounts import Access
from tcb_analytics.app.models.work import Job, JobState, KeptAnswer
from tcb_analytics.app.services.retention import Removed, retain
from tests.app.harbour import audited, harbour
from tests.app.worlds import NOON, World

DAYS = 30
OLD, YOUNG = NOON - timedelta(days=DAYS, seconds=1), NOON - timedelta(days=DAYS, seconds=-1)


def fill(world: World) -> None:
    """One of each that has had its time, and one that has not."""
    user = world.person()
    with world.begin() as uow:
        for name, end in (("a", NOON - timedelta(seconds=1)), ("b", NOON + timedelta(seconds=1))):
            uow.accesses.add(
                Access(user_id=user.id, kind="token", digest=name * 64, name=name, expires_at=end)
            )
        for ended in (OLD, YOUNG):
            uow.jobs.add(
                Job(owner_id=user.id, kind="build", request={}, state=JobState.DONE, ended_at=ended)
            )
            uow.answers.claim(
                KeptAnswer(user_id=user.id, key=f"{ended}", request="x", created_at=ended)
            )
        waiting = Job(owner_id=user.id, kind="build", request={}, created_at=OLD)
        uow.jobs.add(waiting)
        uow.commit()


def test_what_has_had_its_time_is_removed_once_and_noted() -> None:
    world = harbour(1)
    fill(world)

    first = retain(world.begin(), days=DAYS, now=NOON)
    second = retain(world.begin(), days=DAYS, now=NOON)

    assert first == Removed(accesses=1, jobs=1, answers=1)
    assert second == Removed(0, 0, 0)
    assert [entry for entry in audited(world) if entry[1] == "retention"] == [("-", "retention")]


def test_a_job_that_still_waits_stays_however_old_it_is() -> None:
    world = harbour(1)
    fill(world)

    retain(world.begin(), days=DAYS, now=NOON + timedelta(days=4000))

    with world.begin() as uow:
        assert len(uow.jobs.waiting(NOON + timedelta(days=4000), 10)) == 1
