"""Jobs through RQ: real workers killed, Redis stopped and emptied; each job leaves one result."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from tcb_analytics.app.adapters.jobs_rq import QUEUE, RqJobs, connect, queue_on, sweep, work
from tcb_analytics.app.bootstrap import Parts, compose, work_on_jobs
from tcb_analytics.app.models.work import JobState
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.errors import ConfigError
from tests.app.conftest import QUICK
from tests.app.redis_server import RedisServer, redis_server
from tests.app.yard import RQ, all_end, ask, found, kill_at_random, somebody, wait, yard


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def parts(settings: AppSettings, redis: RedisServer) -> Iterator[Parts]:
    """The parts of a server that leaves work to others."""
    told = settings.model_copy(update={"redis_url": SecretStr(redis.address)})
    made = compose(told, QUICK)
    yield made
    made.close()


def killed(parts: Parts, redis: RedisServer, kills: int, jobs: int) -> None:
    keys = ask(parts, somebody(parts), min(20, jobs))
    with yard(RQ, parts.settings, 2, TCB_REDIS_URL=redis.address) as workers:
        for number in range(jobs // 20):
            keys += ask(parts, somebody(parts, f"Ann Otter {number}"), 20)
        kill_at_random(workers, kills, seed=kills)
        all_end(parts, keys)
        assert workers.left_behind() == []


def test_workers_killed_at_3_random_moments_leave_one_result_a_job(
    parts: Parts, redis: RedisServer
) -> None:
    killed(parts, redis, kills=3, jobs=8)


@pytest.mark.deep
def test_workers_killed_at_50_random_moments_leave_one_result_a_job(
    parts: Parts, redis: RedisServer
) -> None:
    killed(parts, redis, kills=50, jobs=200)


def test_redis_stopped_emptied_and_back_loses_and_doubles_nothing(
    parts: Parts, redis: RedisServer
) -> None:
    who = somebody(parts)
    keys = ask(parts, who, 3)
    with yard(RQ, parts.settings, 1, TCB_REDIS_URL=redis.address) as workers:
        wait(lambda: any(job.state.ended for job in found(parts, keys)))
        redis.stop()
        began = time.monotonic()
        keys += ask(parts, who, 3)
        assert time.monotonic() - began < 10
        with pytest.raises(UnavailableError):
            parts.jobs.check()  # type: ignore[attr-defined]  # it is RQ's
        redis.start()
        all_end(parts, keys)
        assert workers.workers[0].poll() is None


def test_a_worker_told_to_end_gives_back_what_it_has_at_once(
    parts: Parts, redis: RedisServer
) -> None:
    keys = ask(parts, somebody(parts), 4)
    with yard(RQ, parts.settings, 1, TCB_REDIS_URL=redis.address, TCB_JOB_LEASE="600") as workers:
        wait(lambda: any(job.state is JobState.RUNNING for job in found(parts, keys)))
        workers.workers[0].send_signal(signal.SIGTERM)
        assert workers.workers[0].wait(30) == 0
        assert all(job.state is not JobState.RUNNING for job in found(parts, keys))
        workers.workers.clear()
        workers.start()
        all_end(parts, keys)


def test_the_queue_holds_keys_alone_and_a_sweep_puts_back_what_it_lost(
    parts: Parts, redis: RedisServer
) -> None:
    keys = ask(parts, somebody(parts), 3)
    queue = queue_on(redis.client())
    assert [queue.fetch_job(name).args for name in queue.get_job_ids()] == [[key] for key in keys]
    assert sweep(queue, parts.worker) == 0

    redis.client().flushall()
    assert sweep(queue, parts.worker) == 3
    assert {name.partition("-")[0] for name in queue.get_job_ids()} == set(keys)


def test_a_foreign_worker_of_rq_is_refused(redis: RedisServer) -> None:
    with pytest.raises(ConfigError):
        work("0" * 32)
    assert queue_on(redis.client()).name == QUEUE


def test_without_redis_there_are_no_workers_of_their_own(settings: AppSettings) -> None:
    with pytest.raises(ConfigError) as refused:
        work_on_jobs(settings)
    assert refused.value.where == "TCB_REDIS_URL"
    with pytest.raises(ConfigError):
        connect("nonsense", 1)
    RqJobs("redis://127.0.0.1:1/0").put("0" * 32)
