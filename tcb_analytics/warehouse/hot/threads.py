"""Compiled loops over ranges of rows, each range in a thread with cells of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.warehouse.hot.memory import TooLargeError

Array = NDArray[Any]
Loop = Callable[[int, int, Array], None]
"""Counts the rows from one to another into cells."""

MOST_BYTES = 256 * 2**20
"""Memory that the cells of all threads may take."""
FEW_ROWS = 20_000
"""Work under which a second thread costs more than it saves."""


@cache
def workers() -> int:
    """Threads that count."""
    return min(os.cpu_count() or 1, 4)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(workers(), thread_name_prefix="hot")


def summed(
    loop: Loop, work: Array | int, shape: tuple[int, ...], kind: type[np.number[Any]]
) -> Array:
    """The cells that a loop counts over all rows.

    Args:
        loop: The loop.
        work: Number of rows; or for each row how much work lies before it, and the total.
        shape: Shape of the cells.
        kind: Their type.

    Raises:
        TooLargeError: The cells take more memory than they may.
    """
    size = int(np.prod(shape, dtype=np.float64) * np.dtype(kind).itemsize)
    if size > MOST_BYTES:
        raise TooLargeError
    rows, total = (work, work) if isinstance(work, int) else (work.size - 1, int(work[-1]))
    parts = min(workers(), max(1, total // FEW_ROWS), MOST_BYTES // max(size, 1))
    if size > total * 8:  # adding the cells up would take longer than counting
        parts = 1
    edges = np.linspace(0, total, parts + 1).astype(np.int64)
    if not isinstance(work, int):
        edges = np.searchsorted(work, edges)
    edges[0], edges[-1] = 0, rows
    outs = [np.zeros(shape, kind) for _ in range(parts)]
    if parts == 1:
        loop(0, rows, outs[0])
        return outs[0]
    waiting = [
        _pool().submit(loop, int(edges[i]), int(edges[i + 1]), outs[i]) for i in range(1, parts)
    ]
    loop(int(edges[0]), int(edges[1]), outs[0])
    for part, out in zip(waiting, outs[1:], strict=True):
        part.result()
        outs[0] += out
    return outs[0]
