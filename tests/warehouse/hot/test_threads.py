from __future__ import annotations

import numpy as np
import pytest

from tcb_analytics.warehouse.hot import threads
from tcb_analytics.warehouse.hot.memory import TooLargeError
from tcb_analytics.warehouse.hot.threads import over_rows, summed


def add(first: int, last: int, out: np.ndarray) -> None:
    for row in range(first, last):
        out[row % 3] += 1


@pytest.mark.parametrize("rows", [0, 1, 7, 1000])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_row_is_counted_once_by_any_number_of_threads(
    monkeypatch: pytest.MonkeyPatch, rows: int, count: int
) -> None:
    monkeypatch.setattr(threads, "workers", lambda: count)
    monkeypatch.setattr(threads, "FEW_ROWS", 1)
    starts = np.concatenate([[0], np.cumsum(np.arange(rows) % 4)])
    expected = [len(range(place, rows, 3)) for place in range(3)]

    assert summed(add, rows, (3,), np.int64).tolist() == expected
    assert summed(add, starts, (3,), np.int64).tolist() == expected


def test_cells_that_take_too_much_memory_are_refused() -> None:
    with pytest.raises(TooLargeError):
        summed(add, 10, (2**40,), np.int64)


def test_rows_are_all_visited_where_threads_share_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "FEW_ROWS", 1)
    there = np.zeros(100, np.uint8)

    def mark(first: int, last: int, out: np.ndarray) -> None:
        out[first:last] = 1

    over_rows(mark, 100, there)
    assert there.all()
