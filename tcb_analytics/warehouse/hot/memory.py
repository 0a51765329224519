"""What is held in memory, within a bound: the longest unused goes first.

One per engine, safe to use from any number of threads. Sizes are those of the arrays.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar


class Sized(Protocol):
    """What can be held."""

    @property
    def nbytes(self) -> int:
        """Its size in memory."""
        ...


Item = TypeVar("Item", bound=Sized)


class TooLargeError(Exception):
    """Something does not fit into the memory for hot columns; SQL answers instead."""


class HotMemory:
    """Holds arrays by name.

    Args:
        limit: Bytes that may be held.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._held: OrderedDict[Hashable, Sized] = OrderedDict()
        self._lock = threading.RLock()

    @property
    def nbytes(self) -> int:
        """Bytes that are held now."""
        with self._lock:
            return sum(item.nbytes for item in self._held.values())

    def get(self, key: Hashable, make: Callable[[], Item], estimate: int = 0) -> Item:
        """What is held under a key, made where it is not.

        Args:
            key: Its name.
            make: Makes it.
            estimate: Bytes that it will take at least, so that it is not made in vain.

        Raises:
            TooLargeError: It takes more than the whole limit.
        """
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]  # type: ignore[return-value]  # a key has one kind of item
            if estimate > self.limit:
                raise TooLargeError
            item = make()
            if item.nbytes > self.limit:
                raise TooLargeError
            self._held[key] = item
            while self.nbytes > self.limit:
                self._held.popitem(last=False)
            return item

    def clear(self) -> None:
        """Let everything go."""
        with self._lock:
            self._held.clear()
