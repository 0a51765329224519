"""Jobs inside a process: its threads do them, its end loses none, its death costs a lease."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from tcb_analytics.app.adapters.jobs_inprocess import InProcessJobs
from tcb_analytics.app.bootstrap import Parts, compose
from tcb_analytics.app.models.work import JobState
from tcb_analytics.app.services import jobs, simulations
from tcb_analytics.app.services.simulations import DeckAsked, SimulationAsked
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import QUICK
from tests.app.yard import INPROCESS, all_end, ask, found, kill_at_random, somebody, wait, yard


@pytest.fixture
def told(settings: AppSettings) -> AppSettings:
    """Settings under which a lost worker is missed soon."""
    return settings.model_copy(update={"job_lease": 1.5, "cache_url": SecretStr("null://")})


@pytest.fixture
def parts(told: AppSettings) -> Iterator[Parts]:
    made = compose(told, QUICK)
    yield made
    made.close()


def long_one(parts: Parts) -> tuple[str, jobs.Visitor]:
    """A simulation that takes many seconds, of decks that were built first."""
    who = somebody(parts, "Ida Long")
    built = ask(parts, who, 2)
    wait(lambda: all(job.state is JobState.DONE for job in found(parts, built)))
    decks = [DeckAsked(build=key) for key in built]
    asked = SimulationAsked(decks[0], decks[1], games=simulations.MOST_GAMES)
    job = simulations.ask(parts.begin(), parts.lake, who, asked)
    parts.jobs.put(job.id)
    wait(lambda: found(parts, [job.id])[0].progress > 0)
    return job.id, who


def test_jobs_are_done_without_anything_but_this_process(parts: Parts) -> None:
    all_end(parts, ask(parts, somebody(parts), 3))


def test_a_running_job_is_cancelled_within_a_second_or_so(parts: Parts) -> None:
    key, who = long_one(parts)

    began = time.monotonic()
    jobs.cancel(parts.begin(), who, key, now=parts.now())
    wait(lambda: found(parts, [key])[0].state.ended, 30)

    assert time.monotonic() - began < 3
    job = found(parts, [key])[0]
    assert (job.state, job.result) == (JobState.CANCELLED, None)


def test_a_job_that_takes_too_long_is_stopped_tried_again_and_fails(told: AppSettings) -> None:
    patient = compose(told.model_copy(update={"job_seconds": 1, "job_attempts": 2}), QUICK)
    try:
        who = somebody(patient)
        cards = {f"TB01-{number:03}": 4 for number in range(20, 30)}
        deck = DeckAsked(leader="TB01-001", cards=cards)
        asked = SimulationAsked(deck, deck, games=simulations.MOST_GAMES)
        key = simulations.ask(patient.begin(), patient.lake, who, asked).id
        patient.jobs.put(key)
        wait(lambda: found(patient, [key])[0].state.ended, 60)
        job = found(patient, [key])[0]
    finally:
        patient.close()

    assert (job.state, job.attempt) == (JobState.FAILED, 2)
    assert job.error is not None
    assert job.error["type"] == "/problems/too-long"


def test_what_is_at_work_when_the_process_ends_waits_for_the_next(told: AppSettings) -> None:
    first = compose(told, QUICK)
    key, _ = long_one(first)
    first.close()

    assert found(first, [key])[0].state is JobState.QUEUED
    first.close()


def test_a_process_killed_at_random_moments_leaves_one_result_a_job(
    parts: Parts, told: AppSettings
) -> None:
    parts.worker.stopping.set()  # nothing is done in this process
    keys = ask(parts, somebody(parts), 8)
    with yard(INPROCESS, told, 1, TCB_CACHE_URL="null://") as processes:
        kill_at_random(processes, 2, seed=3)
        all_end(parts, keys)
        assert processes.left_behind() == []


def test_threads_begin_in_the_process_that_serves_and_once(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = InProcessJobs(parts.worker, 2)
    begun.start()
    threads = list(begun._threads)
    begun.start()
    assert begun._threads == threads
    monkeypatch.setattr(os, "getpid", lambda: -1)  # as after a fork
    begun.start()
    assert begun._threads != threads
    monkeypatch.undo()
    begun.close()
    for thread in threads:
        thread.join(5)
    assert not any(thread.is_alive() for thread in threads)
    begun.start()
    assert not any(thread.is_alive() for thread in begun._threads)
