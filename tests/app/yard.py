"""A yard of workers: real processes over a real database, to be killed, and jobs for them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle, islice, product

import psutil

from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.work import Job, JobState
from tcb_analytics.app.services import builds
from tcb_analytics.app.services.accounts import Visitor, register
from tcb_analytics.app.services.builds import BuildAsked
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import GAME, PASSWORD
from tests.app.harbour import visitor_of

RQ = ("-m", "tcb_analytics", "work")
_SERVER = """
import threading
from tcb_analytics.app.bootstrap import compose
from tcb_analytics.app.settings import load_app_settings
compose(load_app_settings()).jobs.start()
threading.Event().wait()
"""
INPROCESS = ("-c", _SERVER)


@dataclass
class Yard:
    """Worker processes.

    Attributes:
        program: What Python runs in each.
        env: Its settings.
        workers: Those that run.
        orphans: Processes that killed workers had started.
    """

    program: Sequence[str]
    env: Mapping[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    orphans: list[psutil.Process] = field(default_factory=list)

    def start(self) -> None:
        """Start one more."""
        env = os.environ | dict(self.env)
        self.workers.append(subprocess.Popen([sys.executable, *self.program], env=env))

    def kill(self, number: int) -> None:
        """Kill one, without a warning."""
        worker = self.workers.pop(number)
        with suppress(psutil.NoSuchProcess):
            self.orphans += psutil.Process(worker.pid).children(recursive=True)
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    def left_behind(self, seconds: float = 10) -> list[psutil.Process]:
        """Processes of killed workers that still run after some seconds."""
        return psutil.wait_procs(self.orphans, timeout=seconds)[1]


@contextmanager
def yard(program: Sequence[str], settings: AppSettings, count: int, **more: str) -> Iterator[Yard]:
    """Workers over the same database, killed at the end."""
    env = {
        "TCB_HOME": str(settings.home),
        "TCB_DATABASE_URL": settings.database_url.get_secret_value(),
        "TCB_JOB_LEASE": "1.5", "TCB_JOB_ATTEMPTS": "10",
    }  # fmt: skip
    made = Yard(program, env | more)
    try:
        for _ in range(count):
            made.start()
        yield made
    finally:
        while made.workers:
            made.kill(0)
        for left in made.left_behind():
            left.kill()


def somebody(parts: Parts, name: str = "Ann Otter") -> Visitor:
    """A player who is there."""
    return visitor_of(register(parts.begin(), parts.hasher, name, PASSWORD))


def ask(parts: Parts, who: Visitor, count: int) -> list[str]:
    """Jobs that are asked for, none like another."""
    leaders = [card.number for card in parts.lake.look().catalog(GAME).leaders]
    wanted = product(("control", "aggressive", "balanced", "tournament"), leaders)
    keys = []
    for strategy, leader in islice(cycle(wanted), count):
        asked = BuildAsked(strategy, GAME, leader)
        keys.append(builds.ask(parts.begin(), parts.lake, who, asked).id)
        parts.jobs.put(keys[-1])
    return keys


def found(parts: Parts, keys: list[str]) -> list[Job]:
    """The jobs as they are."""
    with parts.begin() as uow:
        return [job for key in keys if (job := uow.jobs.get(key)) is not None]


def wait(holds: Callable[[], bool], seconds: float = 120) -> None:
    """Until something holds."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.1)


def all_end(parts: Parts, keys: list[str], seconds: float = 180) -> None:
    """Wait for all jobs to end, and see that each left exactly one result."""
    wait(lambda: all(job.state.ended for job in found(parts, keys)), seconds)
    jobs = found(parts, keys)
    assert {job.state for job in jobs} == {JobState.DONE}, [job.error for job in jobs]
    for job in jobs:
        assert job.result is not None
        assert sum(job.result["cards"].values()) == 50
        assert job.result["leader"] == job.request["leader"]
    with parts.begin() as uow:
        ended = [e.subject for e in uow.audit.after(0, 10_000) if e.action == "job.done"]
    assert Counter(ended) == Counter(f"job {key}" for key in keys)


def kill_at_random(yard: Yard, kills: int, seed: int, most: float = 4.0) -> None:
    """Kill workers at random moments, each replaced by a new one."""
    chance = random.Random(seed)
    for _ in range(kills):
        time.sleep(chance.uniform(0.1, most))
        yard.kill(chance.randrange(len(yard.workers)))
        yard.start()
