"""Numbers for contents: the same 128 bits always get the same number, from 0 on.

The hash table grows with what it holds: 20 bytes a slot, at most two thirds full.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tcb_analytics.warehouse import log_split as split


class Numbers:
    """Keys of 128 bits, numbered in the order of their first appearance.

    Attributes:
        known: Keys numbered so far.
    """

    def __init__(self, slots: int = 1 << 14) -> None:
        self.known = 0
        self._keys = np.zeros((slots, 2), np.uint64)
        self._numbers = np.full(slots, -1, np.int32)

    def find(self, good: Any, keys: Any) -> tuple[Any, Any]:
        """The number of each good row's key, and whether it is its first row.

        Args:
            good: Rows that count; the others get -1.
            keys: Row × 2.
        """
        slots = len(self._numbers)
        while (self.known + len(good)) * 3 > slots * 2:
            slots *= 2
        if slots > len(self._numbers):
            wider, renumbered = np.zeros((slots, 2), np.uint64), np.full(slots, -1, np.int32)
            split.grow(self._keys, self._numbers, wider, renumbered)
            self._keys, self._numbers = wider, renumbered
        before = self.known
        found = np.empty(len(good), np.int32)
        self.known = split.find(good, keys, self._keys, self._numbers, before, found)
        highest = np.maximum.accumulate(np.concatenate(([before - 1], found)))
        return found, found > highest[:-1]


def keys_of(rows: Any, texts: tuple[str, ...]) -> Any:
    """128 bits for each of some rows, mixed from texts that the file has."""
    slots = np.array([rows.layout.slot(name) for name in texts if name in rows.layout.texts])
    keys = np.empty((rows.count, 2), np.uint64)
    split.of_texts(rows.block.data, rows.start, rows.stop, slots, rows.count, keys)
    return keys
