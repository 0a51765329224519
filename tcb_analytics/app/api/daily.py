"""What the application does by itself once a day: it removes what has had its time."""

from __future__ import annotations

import threading
from dataclasses import asdict

import structlog

from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.services.retention import Removed, retain
from tcb_analytics.errors import TcbError

DAY = 86_400.0
SOON = 30.0
"""Seconds after the start at which it is done first: a server may never run for a whole day."""

log = structlog.get_logger()


class Daily:
    """A thread that does it, until it is stopped.

    Several workers may each have one: the second finds nothing to remove.

    Args:
        parts: The application's parts.
        first: Seconds until the first time.
        every: Seconds between two times.
    """

    def __init__(self, parts: Parts, *, first: float = SOON, every: float = DAY) -> None:
        self._parts, self._first, self._every = parts, first, every
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="daily", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, after what is being done."""
        self._ending.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        wait = self._first
        while not self._ending.wait(wait):
            once(self._parts)
            wait = self._every


def once(parts: Parts) -> Removed | None:
    """Do it now; what stands in the way is logged, and the next day tries again."""
    try:
        days = parts.settings.retention_days
        removed = retain(parts.begin(), days=days, now=parts.now())
    except TcbError as error:
        log.warning("retention.failed", reason=str(error))
        return None
    log.info("retention", **asdict(removed))
    return removed
