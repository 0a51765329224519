"""Composition: settings become adapters, adapters are handed to services. Nothing is global."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from tcb_analytics.app.adapters.cache import DogpileCache
from tcb_analytics.app.adapters.jobs_inprocess import InProcessJobs
from tcb_analytics.app.adapters.jobs_rq import RqJobs, RqWorkers
from tcb_analytics.app.adapters.jobs_worker import Pace, Worker
from tcb_analytics.app.adapters.lake import LakeOnDisk
from tcb_analytics.app.adapters.operation import Operation, operate
from tcb_analytics.app.adapters.passwords import Argon2Hasher
from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.services import builds, simulations
from tcb_analytics.app.services.caching import CachePort
from tcb_analytics.app.services.card_pages import KnownState
from tcb_analytics.app.services.jobs import JobQueue
from tcb_analytics.app.services.lake import LakePort
from tcb_analytics.app.services.operation import Check
from tcb_analytics.app.services.ports import Hasher, UnitOfWork
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.errors import ConfigError

KINDS = {kind.name: kind for kind in (builds.KIND, simulations.KIND)}
"""What jobs can be about."""


def _now() -> datetime:
    return datetime.now(UTC)


def _none(found: object) -> None:
    """A question that is asked for its error alone."""
    del found


@dataclass(frozen=True)
class Parts:
    """Everything that the API hands to services.

    Attributes:
        settings: What the operator set.
        begin: Begins a transaction that may write.
        look: Begins one that only reads, and shows changes up to the number it is given.
        hasher: Knows passwords.
        lake: What is known of cards, rules and results.
        cache: Keeps answers for a while.
        jobs: Tells workers of jobs; perhaps they are in this process.
        worker: Works on jobs.
        catalogue: Which state of the cards this process knows of.
        now: This moment.
        close: Ends every connection.
        operation: What operators get: checks, figures, spans, reports, flags.
    """

    settings: AppSettings
    begin: Callable[[], UnitOfWork]
    look: Callable[..., UnitOfWork]
    hasher: Hasher
    lake: LakePort
    cache: CachePort
    jobs: JobQueue
    worker: Worker
    catalogue: KnownState
    close: Callable[[], None]
    now: Callable[[], datetime] = _now
    operation: Operation = field(default_factory=Operation)

    def showing(self, wrote: int) -> Parts:
        """The same parts for a reader who must see a change of this number."""
        return replace(self, look=partial(self.look, wrote))


def compose(settings: AppSettings, hasher: Hasher | None = None) -> Parts:
    """The parts that the settings ask for.

    Args:
        settings: What the operator set.
        hasher: Knows passwords; by default Argon2id as it is recommended.

    Raises:
        ConfigError: A setting names what cannot be used.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings)
    lake = LakeOnDisk(settings)
    cache = DogpileCache(settings.cache_url.get_secret_value(), settings.cache_seconds)
    besides = (Check("cache", False, cache.check), Check("lake", False, lambda: _none(lake.look())))
    operation = operate(settings, database, besides)
    pace = Pace(settings.job_lease, settings.job_seconds, settings.job_attempts)
    worker = Worker(
        database.begin, lake, cache, KINDS, pace, _now, threading.Event(), operation.tracers,
        operation.reports,
    )  # fmt: skip
    redis = settings.redis_url.get_secret_value()
    jobs = RqJobs(redis) if redis else InProcessJobs(worker, settings.job_threads)

    def close() -> None:
        jobs.close()
        operation.close()
        cache.close()
        lake.close()
        database.close()

    return Parts(
        settings, database.begin, database.look, hasher or Argon2Hasher(), lake, cache, jobs,
        worker, KnownState(database.look), close, operation=operation,
    )  # fmt: skip


def work_on_jobs(settings: AppSettings) -> None:
    """Be a worker: work on jobs that other processes ask for, until told to end.

    Raises:
        ConfigError: No Redis is set, through which workers are told.
    """
    redis = settings.redis_url.get_secret_value()
    if not redis:
        raise ConfigError(
            "a worker of its own is told of jobs through Redis, and none is set",
            where="TCB_REDIS_URL", remedy="set TCB_REDIS_URL=redis://localhost:6379/0",
        )  # fmt: skip
    parts = compose(settings)
    try:
        RqWorkers(redis, parts.worker, every=min(2.0, settings.job_lease / 4)).run()
    finally:
        parts.close()
