"""A worker of gunicorn that answers every connection it was given before it ends.

Gunicorn's own thread worker stops accepting and leaves what waits in the kernel's queue; when
the whole server stops, those clients are cut off. This one takes them in first, then closes its
ears, and answers them.
"""

from __future__ import annotations

import selectors
from contextlib import suppress

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]  # has no types


class DrainingWorker(ThreadWorker):  # type: ignore[misc]  # of a class without types
    """A thread worker that empties the queue of its listeners before it stops to listen."""

    def set_accept_enabled(self, enabled: bool) -> None:
        """Begin or cease to accept; a worker that ends takes in what waits, and stops to listen."""
        if enabled or self.alive:
            super().set_accept_enabled(enabled)
            return
        for listener in self.sockets:
            with suppress(KeyError):  # it listens to none while it has too many connections
                self.poller.unregister(listener)
            self._drain(listener)
            listener.close()
        self._accepting = False

    def _drain(self, listener: object) -> None:
        """Accept until nobody waits."""
        with selectors.DefaultSelector() as waiting, suppress(OSError):
            listener.setblocking(False)  # type: ignore[attr-defined]  # gunicorn's socket passes on
            waiting.register(listener.fileno(), selectors.EVENT_READ)  # type: ignore[attr-defined]
            while waiting.select(timeout=0):
                self.accept(listener)
