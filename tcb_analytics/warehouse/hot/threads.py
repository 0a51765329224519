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
    parts = min(_parts(work), MOST_BYTES // max(size, 1))
    if size > _total(work) * 8:  # adding the cells up would take longer than counting
        parts = 1
    outs = [np.zeros(shape, kind) for _ in range(parts)]
    _run(loop, work, outs)
    for out in outs[1:]:
        outs[0] += out
    return outs[0]


def over_rows(loop: Loop, work: Array | int, out: Array) -> None:
    """A loop over all rows whose threads may write the same cells, all the same value."""
    _run(loop, work, [out] * _parts(work))


def _run(loop: Loop, work: Array | int, outs: list[Array]) -> None:
    rows = work if isinstance(work, int) else work.size - 1
    edges = np.linspace(0, _total(work), len(outs) + 1).astype(np.int64)
    if not isinstance(work, int):
        edges = np.searchsorted(work, edges)
    edges[0], edges[-1] = 0, rows
    waiting = [
        _pool().submit(loop, int(edges[place]), int(edges[place + 1]), outs[place])
        for place in range(1, len(outs))
    ]
    loop(int(edges[0]), int(edges[1]), outs[0])
    for part in waiting:
        part.result()


def _total(work: Array | int) -> int:
    return work if isinstance(work, int) else int(work[-1])


def _parts(work: Array | int) -> int:
    """Threads that so much work is worth."""
    return min(workers(), max(1, _total(work) // FEW_ROWS))
