"""An iterator in a thread of its own gives what it gives alone, and ends when nobody takes."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tcb_analytics.warehouse.ahead import ahead


def test_items_come_in_order_and_all() -> None:
    assert list(ahead(iter(range(1000)), 2, "numbers")) == list(range(1000))


def test_an_item_may_be_none() -> None:
    assert list(ahead(iter([None, None]), 1, "nothing")) == [None, None]


def test_what_goes_wrong_is_raised_after_the_items_before_it() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("torn")

    taken = ahead(broken(), 1, "broken")
    assert next(taken) == 1
    with pytest.raises(ValueError, match="torn"):
        next(taken)


def test_whoever_stops_taking_ends_the_thread_and_closes_the_iterator() -> None:
    closed = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 0
        finally:
            closed.set()

    taken = ahead(endless(), 1, "endless one")
    assert next(taken) == 0
    taken.close()
    assert closed.is_set()
    assert "endless one" not in {thread.name for thread in threading.enumerate()}
