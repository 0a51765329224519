from __future__ import annotations

import numpy as np
import pytest

from tcb_analytics.warehouse.hot.memory import HotMemory, TooLargeError


def array(size: int) -> np.ndarray:
    return np.zeros(size, np.uint8)


def test_what_was_made_is_held_and_not_made_again() -> None:
    memory = HotMemory(100)
    first = memory.get("a", lambda: array(10))

    assert memory.get("a", lambda: array(20)) is first
    assert memory.nbytes == 10


def test_the_longest_unused_goes_when_the_limit_is_reached() -> None:
    memory = HotMemory(100)
    first = memory.get("a", lambda: array(40))
    memory.get("b", lambda: array(40))
    memory.get("a", lambda: array(40))
    memory.get("c", lambda: array(40))

    assert memory.nbytes == 80
    assert memory.get("a", lambda: array(1)) is first
    assert memory.get("b", lambda: array(1)).nbytes == 1


def test_what_exceeds_the_limit_is_refused_and_nothing_is_made_in_vain() -> None:
    memory = HotMemory(100)
    with pytest.raises(TooLargeError):
        memory.get("a", lambda: array(101))
    with pytest.raises(TooLargeError):
        memory.get("b", lambda: pytest.fail("made"), estimate=101)
    assert memory.nbytes == 0


def test_nothing_is_held_once_it_is_cleared() -> None:
    memory = HotMemory(100)
    memory.get("a", lambda: array(40))
    memory.clear()

    assert memory.nbytes == 0
