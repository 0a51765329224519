"""Whatever workers do in whatever order, a job leaves one end and one result."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.app.models.work import Job, JobState
from tcb_analytics.app.services import jobs, leasing
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.leasing import Taken
from tests.app.harbour import audited, harbour, visitor
from tests.app.worlds import NOON, World, some

LEASE = timedelta(seconds=10)
ENDS = {"job.done", "job.failed", "job.cancelled"}


def asked(world: World, who: Visitor) -> str:
    return jobs.ask(world.begin(), who, "build", {"strategy": "control"}).id


def take(world: World, job_id: str, at: datetime = NOON, attempts: int = 3) -> Taken | None:
    return leasing.take(world.begin(), job_id, now=at, lease=LEASE, attempts=attempts)


def row(world: World, job_id: str) -> Job:
    with world.begin() as uow:
        return some(uow.jobs.get(job_id))


def waiting(world: World, at: datetime) -> list[str]:
    return list(leasing.waiting(world.begin(), now=at))


def test_a_leased_job_is_nobody_elses_until_its_lease_ends() -> None:
    world = harbour(0)
    job_id = asked(world, visitor(world))

    first = some(take(world, job_id))

    assert waiting(world, NOON + LEASE) == []
    assert take(world, job_id, NOON + LEASE) is None
    late = NOON + LEASE + timedelta(microseconds=1)
    assert waiting(world, late) == [job_id]
    second = some(take(world, job_id, late))
    assert (first.attempt, second.attempt) == (1, 2)


def test_an_attempt_that_lost_its_lease_writes_nothing() -> None:
    world = harbour(0)
    job_id = asked(world, visitor(world))
    late = NOON + 2 * LEASE
    first, second = some(take(world, job_id)), some(take(world, job_id, late))

    assert not leasing.beat(world.begin(), first, 0.9, now=late, lease=LEASE)
    assert not leasing.finish(world.begin(), first, {"of": 1}, now=late)
    leasing.fail(world.begin(), first, leasing.LOST, now=late, attempts=3, final=True)
    leasing.give_back(world.begin(), first, now=late)
    assert row(world, job_id).state is JobState.RUNNING
    assert leasing.finish(world.begin(), second, {"of": 2}, now=late)
    assert not leasing.finish(world.begin(), second, {"of": 3}, now=late)
    assert row(world, job_id).result == {"of": 2}


def test_a_beat_renews_the_lease_and_progress_never_goes_back() -> None:
    world = harbour(0)
    job_id = asked(world, visitor(world))
    taken = some(take(world, job_id))

    assert leasing.beat(world.begin(), taken, 0.6, now=NOON + LEASE, lease=LEASE)
    assert leasing.beat(world.begin(), taken, 0.4, now=NOON + LEASE, lease=LEASE)

    assert row(world, job_id).progress == 0.6
    assert waiting(world, NOON + 2 * LEASE) == []


def test_a_failed_attempt_rests_and_the_last_one_keeps_its_error() -> None:
    world = harbour(0)
    job_id = asked(world, visitor(world))
    at = NOON
    for attempt in (1, 2):
        taken = some(take(world, job_id, at, attempts=2))
        assert taken.attempt == attempt
        leasing.fail(
            world.begin(), taken, {"detail": str(attempt)}, now=at, attempts=2, final=False
        )
        assert waiting(world, at) == []
        at += timedelta(minutes=1)

    job = row(world, job_id)
    assert (job.state, job.error) == (JobState.FAILED, {"detail": "2"})
    assert job.ended_at == NOON + timedelta(minutes=1)


def test_what_cannot_fare_better_is_not_tried_again() -> None:
    world = harbour(0)
    job_id = asked(world, visitor(world))
    taken = some(take(world, job_id))

    leasing.fail(world.begin(), taken, {"detail": "no"}, now=NOON, attempts=3, final=True)

    assert row(world, job_id).state is JobState.FAILED


def test_a_job_whose_workers_all_died_fails_and_says_so() -> None:
    world = harbour(0)
    job_id = asked(world, visitor(world))
    for number in range(3):
        assert take(world, job_id, NOON + number * 2 * LEASE) is not None

    assert take(world, job_id, NOON + 6 * LEASE) is None
    job = row(world, job_id)
    assert (job.state, job.error) == (JobState.FAILED, dict(leasing.LOST))


def test_cancelling_ends_a_waiting_job_at_once_and_a_running_one_at_its_next_beat() -> None:
    world = harbour(0)
    who = visitor(world)
    waits, runs = asked(world, who), asked(world, who)
    taken = some(take(world, runs))

    assert jobs.cancel(world.begin(), who, waits, now=NOON).state is JobState.CANCELLED
    assert jobs.cancel(world.begin(), who, runs, now=NOON).state is JobState.RUNNING
    assert not leasing.beat(world.begin(), taken, 0.5, now=NOON, lease=LEASE)
    assert not leasing.finish(world.begin(), taken, {}, now=NOON)
    assert row(world, runs).state is JobState.CANCELLED
    assert row(world, runs).result is None


@pytest.mark.parametrize("end", ["give_back", "fail", "lease"])
def test_a_cancelled_job_ends_however_its_attempt_does(end: str) -> None:
    world = harbour(0)
    who = visitor(world)
    job_id = asked(world, who)
    taken = some(take(world, job_id))
    jobs.cancel(world.begin(), who, job_id, now=NOON)

    if end == "give_back":
        leasing.give_back(world.begin(), taken, now=NOON)
    elif end == "fail":
        leasing.fail(world.begin(), taken, {}, now=NOON, attempts=3, final=False)
    else:
        assert take(world, job_id, NOON + 2 * LEASE) is None

    assert row(world, job_id).state is JobState.CANCELLED


def test_what_is_given_back_waits_at_once() -> None:
    world = harbour(0)
    job_id = asked(world, visitor(world))

    leasing.give_back(world.begin(), some(take(world, job_id)), now=NOON)

    assert waiting(world, NOON) == [job_id]
    assert some(take(world, job_id)).attempt == 2


def test_a_job_that_is_gone_is_nobodys() -> None:
    world = harbour(0)
    lost = Taken("0" * 32, "build", {}, 1)

    assert take(world, "0" * 32) is None
    assert not leasing.beat(world.begin(), lost, 0.5, now=NOON, lease=LEASE)
    assert not leasing.finish(world.begin(), lost, {}, now=NOON)
    leasing.give_back(world.begin(), lost, now=NOON)
    leasing.fail(world.begin(), lost, {}, now=NOON, attempts=3, final=True)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["take", "beat", "finish", "fail", "final", "give_back", "cancel", "wait"]),
        st.integers(0, 3),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_a_job_ends_once_and_only_by_the_attempt_that_has_it(steps: list[tuple[str, int]]) -> None:
    world = harbour(0)
    who = visitor(world)
    job_id = asked(world, who)
    held: list[Taken] = []
    at, results = NOON, 0

    for step, which in steps:
        at += timedelta(seconds=3)
        chosen: Any = held[which % len(held)] if held else Taken(job_id, "build", {}, 0)
        if step == "take":
            held += [found] if (found := take(world, job_id, at)) else []
        elif step == "beat":
            leasing.beat(world.begin(), chosen, which / 3, now=at, lease=LEASE)
        elif step == "finish":
            result = {"of": chosen.attempt}
            before = row(world, job_id).attempt
            if leasing.finish(world.begin(), chosen, result, now=at):
                results += 1
                assert before == chosen.attempt
        elif step in ("fail", "final"):
            final = step == "final"
            leasing.fail(world.begin(), chosen, {"x": 1}, now=at, attempts=3, final=final)
        elif step == "give_back":
            leasing.give_back(world.begin(), chosen, now=at)
        elif step == "cancel" and not row(world, job_id).state.ended:
            jobs.cancel(world.begin(), who, job_id, now=at)
        else:
            at += LEASE

    job = row(world, job_id)
    ends = [action for _, action in audited(world) if action in ENDS]
    assert results == int(job.state is JobState.DONE) == int(job.result is not None)
    assert len(ends) <= 1
    assert bool(job.ended_at) == job.state.ended
    assert job.attempt <= 3
