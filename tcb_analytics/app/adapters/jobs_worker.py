"""One attempt at a job: lease it, have it done in a process of its own, write what came out.

Whatever becomes of this process, of the database or of the work, the job stays in one of three
hands: this attempt's, nobody's (and the next worker takes it), or ended.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic, sleep

import structlog
from opentelemetry.trace import NoOpTracerProvider, TracerProvider

from tcb_analytics.app.adapters.jobs_lease import Lease
from tcb_analytics.app.adapters.labour import Ended, Labour, internal, problem_of, too_long
from tcb_analytics.app.adapters.tracing import continued
from tcb_analytics.app.services import leasing
from tcb_analytics.app.services.caching import CachePort, key_of
from tcb_analytics.app.services.kinds import Kind
from tcb_analytics.app.services.lake import LakePort
from tcb_analytics.app.services.leasing import Taken
from tcb_analytics.app.services.operation import ErrorReports, NoReports
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.errors import TcbError

_LOOK = 0.2
"""Seconds between two looks at whether the attempt is called off."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Pace:
    """How long things may take.

    Attributes:
        lease: Seconds for which a job is leased.
        seconds: Seconds that an attempt may take.
        attempts: How often a job is begun.
    """

    lease: float
    seconds: float
    attempts: int


@dataclass
class Progress:
    """How far an attempt is, 0 to 1; written by one thread and read by another."""

    share: float = 0.0


@dataclass(frozen=True)
class Worker:
    """Works on jobs.

    Attributes:
        begin: Begins a transaction.
        lake: Where cards are.
        cache: Keeps what came out, for whoever asks the same.
        kinds: What kinds of jobs there are, by name.
        pace: How long things may take.
        now: This moment.
        stopping: Set where the process is to end: what is at work is given back.
        tracers: Where spans come from.
        reports: Where faults are told.
    """

    begin: Callable[[], UnitOfWork]
    lake: LakePort
    cache: CachePort
    kinds: Mapping[str, Kind]
    pace: Pace
    now: Callable[[], datetime]
    stopping: threading.Event
    tracers: TracerProvider = field(default_factory=NoOpTracerProvider)
    reports: ErrorReports = field(default_factory=NoReports)

    def waiting(self) -> list[str]:
        """Jobs that nobody has.

        Raises:
            UnavailableError: The database does not answer.
        """
        return list(leasing.waiting(self.begin(), now=self.now()))

    def work(self, job_id: str) -> None:
        """Make an attempt at a job, if nobody else has it.

        Raises:
            UnavailableError: The database does not answer, before anything was begun.
        """
        taken = leasing.take(
            self.begin(), job_id, now=self.now(), lease=self._lease, attempts=self.pace.attempts
        )
        if taken is None:
            return
        logged = log.bind(job=taken.id, kind=taken.kind, attempt=taken.attempt)
        logged.info("job.begun")
        try:
            with continued(self.tracers, f"job {taken.kind}", taken.trace):
                ended = self._attempt(taken)
        except Exception as error:  # whatever it is, the job must not hang on it
            logged.exception("job.trouble")
            self.reports.report(error, {"job": taken.id, "kind": taken.kind})
            ended = Ended(problem=internal(error))
        if ended is None:
            logged.info("job.dropped")
            self._insist(lambda: leasing.give_back(self.begin(), taken, now=self.now()))
        else:
            logged.info("job.ended", problem=ended.problem)
            self._insist(lambda: self._end(taken, ended))

    def _attempt(self, taken: Taken) -> Ended | None:
        """Have it done; None where the attempt was called off."""
        kind = self.kinds.get(taken.kind)
        if kind is None:
            return Ended(problem=problem_of(TcbError(f"no such job: {taken.kind}")), final=True)
        progress = Progress()

        def renew() -> bool:
            return leasing.beat(
                self.begin(), taken, progress.share, now=self.now(), lease=self._lease
            )

        with Lease(renew, self.pace.lease) as lease:
            try:
                return self._done(taken, kind, lease, progress)
            except TcbError as error:
                away = isinstance(error, UnavailableError)
                return Ended(problem=problem_of(error), final=not away)

    def _done(self, taken: Taken, kind: Kind, lease: Lease, progress: Progress) -> Ended | None:
        state = self.lake.look()
        key = key_of(kind.name, state.version, taken.request)
        kept = self.cache.find(kind.name, key)
        if kept is not None:
            return Ended(json.loads(kept))
        until = monotonic() + self.pace.seconds
        labour = Labour(kind.work, kind.prepare(state, taken.request))
        try:
            ended = None
            while ended is None and not (lease.lost.is_set() or self.stopping.is_set()):
                if monotonic() > until:
                    return Ended(problem=too_long(self.pace.seconds))
                ended = labour.wait(_LOOK)
                progress.share = labour.progress
        finally:
            labour.stop()
        if ended is not None and ended.result is not None:
            self.cache.keep(kind.name, key, json.dumps(ended.result).encode())
        return ended

    def _end(self, taken: Taken, ended: Ended) -> None:
        if ended.result is not None:
            leasing.finish(self.begin(), taken, ended.result, now=self.now())
        else:
            leasing.fail(
                self.begin(), taken, ended.problem or {}, now=self.now(), final=ended.final,
                attempts=self.pace.attempts,
            )  # fmt: skip

    def _insist(self, write: Callable[[], object]) -> None:
        """Write, and again while the database is away and the lease may hold."""
        until = monotonic() + self.pace.lease
        while True:
            try:
                write()
            except UnavailableError:
                if monotonic() > until or self.stopping.is_set():
                    return  # the lease ends, and another worker does it again
                sleep(min(0.5, self.pace.lease / 4))
            else:
                return

    @property
    def _lease(self) -> timedelta:
        return timedelta(seconds=self.pace.lease)
