"""The cache: answers from a region of dogpile.cache, and made afresh where that is away.

One caller makes an answer while the others wait for it: threads by a lock of this process,
processes by a lock in Redis or Memcached. A cache that fails is left alone for a second, so that
a dead one costs one short wait a second and no error.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from time import monotonic

import structlog
from dogpile.cache.api import NO_VALUE

from tcb_analytics.app.adapters.cache_backends import open_region
from tcb_analytics.app.services.caching import CacheCounts
from tcb_analytics.app.services.refusals import UnavailableError

LEFT_ALONE = 1.0
"""Seconds for which a cache that failed is not asked."""

log = structlog.get_logger()


class DogpileCache:
    """A cache.

    Args:
        address: ``redis://…``, ``memcached://…``, ``null://``; nothing for memory.
        seconds: How long an answer is kept.

    Attributes:
        counts: How often it was of use.

    Raises:
        ConfigError: The address cannot be used.
    """

    def __init__(self, address: str, seconds: int) -> None:
        self._region = open_region(address, seconds)
        self._prefix = f"tcb:{_version()}"
        self._back_at = 0.0
        self.counts = CacheCounts()

    def get(self, room: str, key: str, make: Callable[[], bytes]) -> bytes:
        """The kept answer; where there is none, one caller makes it and the others wait."""
        making = _Making(make)
        if self._asked():
            try:
                answer = self._region.get_or_create(self._named(room, key), making)
            except Exception as error:
                if making.raised is error:
                    self.counts.miss(room)
                    raise
                self._failed(error)
            else:
                (self.counts.miss if making.made is not None else self.counts.hit)(room)
                return bytes(answer)
        self.counts.miss(room)
        return making.made if making.made is not None else make()

    def find(self, room: str, key: str) -> bytes | None:
        """The kept answer, if there is one."""
        found: object = NO_VALUE
        if self._asked():
            try:
                found = self._region.get(self._named(room, key))
            except Exception as error:  # noqa: BLE001 - each backend has errors of its own
                self._failed(error)
        if not isinstance(found, bytes):
            self.counts.miss(room)
            return None
        self.counts.hit(room)
        return found

    def keep(self, room: str, key: str, answer: bytes) -> None:
        """Keep an answer."""
        if self._asked():
            try:
                self._region.set(self._named(room, key), answer)
            except Exception as error:  # noqa: BLE001 - each backend has errors of its own
                self._failed(error)

    def check(self) -> None:
        """Nothing where the cache answers.

        Raises:
            UnavailableError: It does not.
        """
        try:
            self._region.get(f"{self._prefix}:check")
        except Exception as error:
            raise UnavailableError("the cache does not answer") from error

    def close(self) -> None:
        """Let go of connections."""
        close = getattr(self._region.actual_backend, "close", None)
        if close is not None:
            close()

    def _named(self, room: str, key: str) -> str:
        return f"{self._prefix}:{room}:{key}"

    def _asked(self) -> bool:
        return monotonic() >= self._back_at

    def _failed(self, error: Exception) -> None:
        self._back_at = monotonic() + LEFT_ALONE
        self.counts.error()
        log.warning("cache.failed", kind=type(error).__name__)


def _version() -> str:
    """The installed version, whose answers others must not read; a bare checkout has none."""
    try:
        return version("tcb-analytics")
    except PackageNotFoundError:
        return "0"


class _Making:
    """Makes an answer, and remembers what came of it, whatever the cache does with it."""

    def __init__(self, make: Callable[[], bytes]) -> None:
        self._make = make
        self.made: bytes | None = None
        self.raised: Exception | None = None

    def __call__(self) -> bytes:
        try:
            self.made = self._make()
        except Exception as error:
            self.raised = error
            raise
        return self.made
