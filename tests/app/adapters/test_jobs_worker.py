"""One attempt: the database away meanwhile, the lake away, the same asked twice, faults at work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.app.adapters.jobs_lease import Lease
from tcb_analytics.app.adapters.jobs_worker import Worker
from tcb_analytics.app.adapters.lake import LakeOnDisk
from tcb_analytics.app.bootstrap import Parts, compose
from tcb_analytics.app.models.work import Job, JobState
from tcb_analytics.app.services import jobs
from tcb_analytics.app.services.kinds import Kind
from tcb_analytics.app.services.lake import LakeState
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.app.settings import AppSettings
from tests.app.chores import count, fail
from tests.app.conftest import GAME, QUICK
from tests.app.yard import ask, found, somebody


def prepared(state: LakeState, request: Mapping[str, Any]) -> int:
    return len(state.catalog(GAME))


def unprepared(state: LakeState, request: Mapping[str, Any]) -> int:
    raise RuntimeError("unforeseen")


KINDS = {
    "count": Kind("count", prepared, count),
    "fail": Kind("fail", prepared, fail),
    "trip": Kind("trip", unprepared, count),
}


class Untold:
    """A queue that tells nobody."""

    def start(self) -> None:
        """Nothing begins."""

    def put(self, job_id: str) -> None:
        """Nobody is told."""

    def close(self) -> None:
        """Nothing ends."""


@pytest.fixture
def parts(settings: AppSettings) -> Iterator[Parts]:
    """Parts whose worker nobody but the test puts to work."""
    made = compose(settings, QUICK)
    worker = replace(made.worker, kinds=KINDS | dict(made.worker.kinds))
    yield replace(made, worker=worker, jobs=Untold())
    made.close()


def job_of(parts: Parts, kind: str) -> str:
    return jobs.ask(parts.begin(), somebody(parts, f"Ann {kind}"), kind, {}).id


def row(parts: Parts, key: str) -> Job:
    return found(parts, [key])[0]


class Flaky:
    """A database that is away for a while."""

    def __init__(self, begin: Callable[[], UnitOfWork]) -> None:
        self.begin = begin
        self.away = threading.Event()
        self.asked = 0

    def __call__(self) -> UnitOfWork:
        if self.away.is_set():
            self.asked += 1
            raise UnavailableError("the database does not answer")
        return self.begin()


def test_a_database_that_is_back_within_the_lease_costs_nothing(parts: Parts) -> None:
    flaky = Flaky(parts.begin)
    key = job_of(parts, "count")
    away = threading.Timer(0.5, flaky.away.set)
    back = threading.Timer(3.0, flaky.away.clear)
    away.start()
    back.start()

    replace(parts.worker, begin=flaky).work(key)

    assert flaky.asked > 1
    assert (row(parts, key).state, row(parts, key).attempt) == (JobState.DONE, 1)


def test_a_database_that_stays_away_costs_the_attempt_and_no_more(parts: Parts) -> None:
    flaky = Flaky(parts.begin)
    key = job_of(parts, "count")
    pace = replace(parts.worker.pace, lease=1)
    away = threading.Timer(0.5, flaky.away.set)
    away.start()

    replace(parts.worker, begin=flaky, pace=pace).work(key)

    assert row(parts, key).state is JobState.RUNNING
    time.sleep(1.1)
    parts.worker.work(key)
    assert (row(parts, key).state, row(parts, key).attempt) == (JobState.DONE, 2)


def test_without_a_database_nothing_is_begun(parts: Parts) -> None:
    flaky = Flaky(parts.begin)
    flaky.away.set()
    worker: Worker = replace(parts.worker, begin=flaky)
    for use in (worker.waiting, lambda: worker.work("0" * 32)):
        with pytest.raises(UnavailableError):
            use()


def test_a_lake_that_is_away_is_tried_again_after_a_rest(parts: Parts, tmp_path: Path) -> None:
    key = ask(parts, somebody(parts), 1)[0]
    empty = LakeOnDisk(AppSettings(home=tmp_path))

    replace(parts.worker, lake=empty).work(key)

    job = row(parts, key)
    assert job.state is JobState.QUEUED
    assert job.error is not None
    assert job.leased_until is not None
    assert parts.worker.waiting() == []


@pytest.mark.parametrize(("kind", "attempts"), [("fail", 3), ("trip", 3), ("none", 1)])
def test_faults_end_in_a_problem_document_after_so_many_attempts(
    parts: Parts, kind: str, attempts: int
) -> None:
    key = job_of(parts, kind)
    worker = parts.worker
    for hours in range(4):
        ahead = replace(worker, now=lambda hours=hours: _later(worker, hours))
        ahead.work(key)

    job = row(parts, key)
    assert (job.state, job.attempt) == (JobState.FAILED, attempts)
    assert job.error is not None
    assert {"type", "title", "detail"} <= job.error.keys()
    assert "unforeseen" not in str(job.error)


def _later(worker: Worker, hours: int) -> Any:
    return worker.now() + timedelta(hours=hours)


def test_what_was_built_before_is_not_built_again(parts: Parts) -> None:
    keys = ask(parts, somebody(parts), 1) + ask(parts, somebody(parts, "Bob Heron"), 1)
    for key in keys:
        parts.worker.work(key)

    first, second = found(parts, keys)
    assert first.state is second.state is JobState.DONE
    assert first.result == second.result
    assert parts.cache.counts.hits == {"build": 1}


def test_a_lease_is_renewed_until_it_is_left_and_lost_where_it_may_not_be() -> None:
    beats: list[float] = []

    def renew() -> bool:
        beats.append(time.monotonic())
        return len(beats) < 3

    with Lease(renew, 10) as lease:
        assert lease.lost.wait(5)
    assert len(beats) == 3

    with Lease(lambda: True, 10) as kept:
        time.sleep(0.5)
    assert not kept.lost.is_set()
