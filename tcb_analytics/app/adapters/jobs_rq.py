"""Jobs done by workers of their own, which RQ wakes through Redis.

The queue carries the job's key and nothing else. It may lose keys or hold them twice: workers
also sweep the database for jobs that nobody has, and a job is leased before it is worked on.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any, ClassVar
from uuid import uuid4

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job as Note
from rq.serializers import JSONSerializer

from tcb_analytics.app.adapters.jobs_worker import Worker
from tcb_analytics.app.adapters.labour import warm_up
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.errors import ConfigError

QUEUE = "tcb"
WAIT = 0.5
"""Seconds for which a request waits for Redis to take a key."""
AGAIN = 1.0
"""Seconds after which a worker that lost Redis looks for it again."""
_WORK = "tcb_analytics.app.adapters.jobs_rq.work"
_KEPT = 300

log = structlog.get_logger()


class RqJobs:
    """Puts keys of jobs into the queue.

    Args:
        address: ``redis://…``.
    """

    def __init__(self, address: str) -> None:
        self._redis = connect(address, WAIT)
        self._queue = queue_on(self._redis)

    def start(self) -> None:
        """Nothing: workers are processes of their own (see ``bootstrap.work_on_jobs``)."""

    def put(self, job_id: str) -> None:
        """Put a key into the queue; where Redis is away, a worker's sweep finds the job."""
        try:
            enqueue(self._queue, job_id)
        except (RedisError, OSError) as error:
            log.warning("jobs.unannounced", job=job_id, kind=type(error).__name__)

    def check(self) -> None:
        """Nothing where Redis answers.

        Raises:
            UnavailableError: It does not.
        """
        try:
            self._redis.ping()
        except (RedisError, OSError) as error:
            raise UnavailableError("the queue of jobs does not answer") from error

    def close(self) -> None:
        """Let go of connections."""
        self._redis.close()


def work(job_id: str) -> None:
    """What the queue says is to be done; only workers of this application know how.

    Raises:
        ConfigError: Another worker of RQ came for it.
    """
    raise ConfigError(
        f"job {job_id} was taken by a worker that is none of this application",
        where="TCB_REDIS_URL",
        remedy="give the application a Redis, or a database of one, of its own",
    )


def connect(address: str, wait: float | None) -> Redis:
    """A client; nothing is asked of Redis yet.

    Raises:
        ConfigError: The address cannot be understood.
    """
    try:
        return Redis.from_url(
            address, socket_timeout=wait, socket_connect_timeout=WAIT,
            retry=Retry(NoBackoff(), 0), health_check_interval=30,
        )  # fmt: skip
    except ValueError as error:
        raise ConfigError(
            "the address of Redis cannot be read", where="TCB_REDIS_URL",
            remedy="write redis://user:password@host:6379/0",
        ) from error  # fmt: skip


def queue_on(redis: Redis) -> Queue:
    """The queue; what lies in it is JSON and is never unpickled."""
    return Queue(QUEUE, connection=redis, serializer=JSONSerializer)


def enqueue(queue: Queue, job_id: str) -> None:
    """Put a key into the queue, under a name that tells of which job it is."""
    queue.enqueue(
        _WORK, job_id, job_id=f"{job_id}-{uuid4().hex}", result_ttl=0, failure_ttl=_KEPT,
        job_timeout=-1,
    )  # fmt: skip


def sweep(queue: Queue, worker: Worker) -> int:
    """Put waiting jobs into the queue that are not in it; how many."""
    queued = {name.partition("-")[0] for name in queue.get_job_ids()}
    left = [job_id for job_id in worker.waiting() if job_id not in queued]
    for job_id in left:
        enqueue(queue, job_id)
    return len(left)


class RqWorkers:
    """Works on jobs of the queue until it is told to end.

    Args:
        address: ``redis://…``.
        worker: Works on a job.
        every: Seconds between sweeps.
    """

    def __init__(self, address: str, worker: Worker, every: float) -> None:
        self._address = address
        self._worker = worker
        self._every = every

    def run(self) -> None:
        """Work; ends at SIGTERM or SIGINT, and gives back what is at work."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        warm_up()
        threading.Thread(target=self._sweep, name="tcb-sweep", daemon=True).start()
        ours: type[Note] = type("OurNote", (_Note,), {"worker": self._worker})
        while not self._worker.stopping.is_set():
            try:
                redis = connect(self._address, None)
                _Listener(
                    [queue_on(redis)], connection=redis, job_class=ours, serializer=JSONSerializer,
                    log_job_description=False,
                ).listen(self._worker.stopping)  # fmt: skip
            except (RedisError, OSError) as error:
                log.warning("jobs.queue_away", kind=type(error).__name__)
            self._worker.stopping.wait(AGAIN)

    def _sweep(self) -> None:
        queue = queue_on(connect(self._address, WAIT))
        while not self._worker.stopping.wait(self._every):
            try:
                sweep(queue, self._worker)
            except Exception as error:  # noqa: BLE001 - a sweep that ends would be missed
                log.warning("jobs.unswept", kind=type(error).__name__)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._worker.stopping.set()


class _Note(Note):
    """A key out of the queue; performing it is working on the job, whatever else it says."""

    worker: ClassVar[Worker]

    def perform(self) -> Any:
        """Work on the job."""
        self.worker.work(str(self.args[0]))


class _Listener(SimpleWorker):
    """RQ's worker in this very process: work has a process of its own, and limits, already."""

    max_connection_wait_time = 2

    def listen(self, stopping: threading.Event) -> None:
        """Work off what comes, until stopping or until Redis is away."""
        self._ending = stopping
        self.work(logging_level="WARNING")

    def _install_signal_handlers(self) -> None:
        """Ours stay: they end what is at work as well."""

    @property
    def dequeue_timeout(self) -> int:
        """How long RQ waits for a key before it looks whether it is to end."""
        return 1

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """RQ's sign of life; the moment at which it notices that it is to end."""
        if self._ending.is_set():
            raise StopRequested
        super().heartbeat(timeout, pipeline)
