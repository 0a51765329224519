"""Jobs done by threads of this process; each has the work itself done in a process of its own.

Threads look for waiting jobs whenever one is told of, and every other second besides: so jobs
that an earlier process left are taken up. They begin at the first request, in the process that
serves it, since threads do not survive a fork.
"""

from __future__ import annotations

import os
import threading

import structlog

from tcb_analytics.app.adapters.jobs_worker import Worker

EVERY = 2.0
"""Seconds between looks for jobs that nobody told of."""

log = structlog.get_logger()


class InProcessJobs:
    """Threads that work on jobs.

    Args:
        worker: Works on a job.
        threads: How many at once.
        every: Seconds between looks for waiting jobs.
    """

    def __init__(self, worker: Worker, threads: int, every: float = EVERY) -> None:
        self._worker = worker
        self._count = threads
        self._every = every
        self._bell = threading.Condition()
        self._rung = 0
        self._threads: list[threading.Thread] = []
        self._process = 0

    def start(self) -> None:
        """Begin to work, unless this process has begun."""
        if self._process == os.getpid():
            return
        with self._bell:
            if self._process == os.getpid() or self._worker.stopping.is_set():
                return
            self._process = os.getpid()
            self._threads = [
                threading.Thread(target=self._run, name=f"tcb-jobs-{number}", daemon=True)
                for number in range(self._count)
            ]
            for thread in self._threads:
                thread.start()

    def put(self, job_id: str) -> None:
        """Have a job looked for at once."""
        self.start()
        with self._bell:
            self._rung += 1
            self._bell.notify_all()

    def close(self) -> None:
        """Stop; what is at work is given back."""
        self._worker.stopping.set()
        with self._bell:
            self._bell.notify_all()
        for thread in self._threads:
            thread.join(timeout=10)

    def _run(self) -> None:
        heard = 0
        while not self._worker.stopping.is_set():
            with self._bell:
                if heard == self._rung:
                    self._bell.wait(self._every)
                heard = self._rung
            try:
                self._work_off()
            except Exception as error:  # a thread that ended here would be missed
                if not self._worker.stopping.wait(self._every):
                    log.warning("jobs.trouble", exc_info=error)

    def _work_off(self) -> None:
        """Take what waits, until nothing does."""
        while found := self._worker.waiting():
            for job_id in found:
                if self._worker.stopping.is_set():
                    return
                self._worker.work(job_id)
