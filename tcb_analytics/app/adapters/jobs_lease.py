"""Keeps a job leased from a thread of its own, whatever the attempt is waiting for meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Self

from tcb_analytics.app.services.refusals import UnavailableError

BEAT = 0.4
"""Seconds between two renewals, and two looks at whether a job is to be cancelled."""


class Lease:
    """A lease that is renewed until it is left, or lost.

    Args:
        renew: Renews it; false where the attempt must stop.
        seconds: How long it holds when it is not renewed, as while the database is away.

    Attributes:
        lost: Set once the attempt must stop.
    """

    def __init__(self, renew: Callable[[], bool], seconds: float) -> None:
        self._renew = renew
        self._seconds = seconds
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tcb-lease", daemon=True)
        self.lost = threading.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._left.set()
        self._thread.join()

    def _run(self) -> None:
        renewed = monotonic()
        while not self._left.wait(BEAT):
            try:
                held = self._renew()
            except UnavailableError:  # the database may be back before the lease ends
                held = monotonic() - renewed < self._seconds
            else:
                renewed = monotonic()
            if not held:
                self.lost.set()
                return
