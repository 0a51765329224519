"""A dictionary with bounds, for a cache within this process: what was not asked longest goes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

MOST_BYTES = 64 << 20
MOST_ANSWERS = 10_000


class BoundedAnswers:
    """As much of a dictionary as dogpile.cache asks of one; values are ``(bytes, metadata)``.

    Args:
        most_bytes: Bytes that answers may take together.
        most: How many there may be.
    """

    def __init__(self, most_bytes: int = MOST_BYTES, most: int = MOST_ANSWERS) -> None:
        self._most_bytes = most_bytes
        self._most = most
        self._held: OrderedDict[str, Any] = OrderedDict()
        self._lock = threading.Lock()
        self.bytes = 0

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, which is now the one asked last."""
        with self._lock:
            if key not in self._held:
                return default
            self._held.move_to_end(key)
            return self._held[key]

    def __setitem__(self, key: str, value: Any) -> None:
        with self._lock:
            self._drop(key)
            self._held[key] = value
            self.bytes += len(value[0])
            while self._held and (self.bytes > self._most_bytes or len(self._held) > self._most):
                self._drop(next(iter(self._held)))

    def pop(self, key: str, default: Any = None) -> Any:
        """Remove a key; its value."""
        with self._lock:
            return self._drop(key, default)

    def __len__(self) -> int:
        return len(self._held)

    def _drop(self, key: str, default: Any = None) -> Any:
        if key not in self._held:
            return default
        value = self._held.pop(key)
        self.bytes -= len(value[0])
        return value
