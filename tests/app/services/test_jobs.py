"""A player's jobs: only the player's own, not too many, and no result before there is one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tcb_analytics.app.models.work import JobState
from tcb_analytics.app.services import jobs, leasing
from tcb_analytics.app.services.refusals import ConflictError, UnknownError
from tests.app.harbour import audited, harbour, visitor
from tests.app.worlds import NOON, some

LEASE = timedelta(seconds=10)


def test_a_player_has_a_bounded_number_of_unfinished_jobs() -> None:
    world = harbour(0)
    who, other = visitor(world), visitor(world, "Bob Heron")
    made = [jobs.ask(world.begin(), who, "build", {}).id for _ in range(jobs.MOST_UNFINISHED)]

    with pytest.raises(ConflictError, match="at most 20 unfinished"):
        jobs.ask(world.begin(), who, "build", {})

    jobs.ask(world.begin(), other, "build", {})
    jobs.cancel(world.begin(), who, made[0], now=NOON)
    jobs.ask(world.begin(), who, "build", {})
    with pytest.raises(ConflictError):
        jobs.ask(world.begin(), who, "build", {})


def test_nobody_learns_of_anothers_job() -> None:
    world = harbour(0)
    who, other = visitor(world), visitor(world, "Bob Heron")
    job = jobs.ask(world.begin(), who, "build", {})

    for use in (
        lambda key: jobs.read(world.begin(), other, key),
        lambda key: jobs.done(world.begin(), other, key),
        lambda key: jobs.cancel(world.begin(), other, key, now=NOON),
    ):
        with pytest.raises(UnknownError) as theirs:
            use(job.id)
        with pytest.raises(UnknownError) as none:
            use("f" * 32)
        assert str(theirs.value) == str(none.value)
    assert jobs.mine(world.begin(), other, None, 10).items == []
    assert [one.id for one in jobs.mine(world.begin(), who, None, 10).items] == [job.id]


def test_a_result_is_there_once_the_job_is_done_and_for_its_kind() -> None:
    world = harbour(0)
    who = visitor(world)
    job = jobs.ask(world.begin(), who, "build", {})
    with pytest.raises(ConflictError, match="queued"):
        jobs.done(world.begin(), who, job.id)
    taken = some(leasing.take(world.begin(), job.id, now=NOON, lease=LEASE, attempts=3))
    leasing.finish(world.begin(), taken, {"cards": {}}, now=NOON)

    assert jobs.done(world.begin(), who, job.id, "build").result == {"cards": {}}
    with pytest.raises(UnknownError):
        jobs.done(world.begin(), who, job.id, "simulation")
    with pytest.raises(ConflictError, match="done"):
        jobs.cancel(world.begin(), who, job.id, now=NOON)


def test_cancelling_twice_is_cancelling_once() -> None:
    world = harbour(0)
    who = visitor(world)
    job = jobs.ask(world.begin(), who, "build", {})

    for _ in range(2):
        found = jobs.cancel(world.begin(), who, job.id, now=NOON)
        assert (found.state, found.ended_at) == (JobState.CANCELLED, NOON)

    assert [action for _, action in audited(world)].count("job.cancel") == 1
