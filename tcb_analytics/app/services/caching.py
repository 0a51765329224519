"""What services need of a cache: answers kept under keys that name the state they are of.

A key holds the version of whatever the answer was made from (the lake, the catalogue), so a
change makes another key and nothing stale is ever found; there is nothing to invalidate. Leaves
out where answers are kept.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Protocol


class CachePort(Protocol):
    """Keeps answers for a while. Where it cannot, it makes them: it never fails for itself."""

    @property
    def counts(self) -> CacheCounts:
        """How often it was of use."""
        ...

    def get(self, room: str, key: str, make: Callable[[], bytes]) -> bytes:
        """The kept answer; where there is none, one caller makes it and the others wait.

        Args:
            room: What kind of answer it is; counted by it.
            key: See :func:`key_of`.
            make: Makes the answer. What it raises, everyone who asked it themselves gets.
        """
        ...

    def find(self, room: str, key: str) -> bytes | None:
        """The kept answer, if there is one."""
        ...

    def keep(self, room: str, key: str, answer: bytes) -> None:
        """Keep an answer."""
        ...

    def check(self) -> None:
        """Nothing where the cache answers.

        Raises:
            UnavailableError: It does not.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


class CacheCounts:
    """Plain counters, by room; safe to count from many threads.

    Attributes:
        errors: Times that the cache itself did not answer.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hits: Counter[str] = Counter()
        self._misses: Counter[str] = Counter()
        self.errors = 0

    def hit(self, room: str) -> None:
        """Count an answer that was kept."""
        with self._lock:
            self._hits[room] += 1

    def miss(self, room: str) -> None:
        """Count an answer that had to be made."""
        with self._lock:
            self._misses[room] += 1

    def error(self) -> None:
        """Count a failure of the cache."""
        with self._lock:
            self.errors += 1

    @property
    def hits(self) -> Mapping[str, int]:
        """Kept answers by room, so far."""
        with self._lock:
            return dict(self._hits)

    @property
    def misses(self) -> Mapping[str, int]:
        """Made answers by room, so far."""
        with self._lock:
            return dict(self._misses)


def key_of(*parts: object) -> str:
    """A key for whatever these parts tell apart: text, numbers, lists, mappings, None.

    Raises:
        TypeError: A part is of another kind, and might look like another.
    """
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
