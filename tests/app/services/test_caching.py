"""Keys that tell apart whatever differs, and counters."""

from __future__ import annotations

import re

import pytest

from tcb_analytics.app.services.caching import CacheCounts, key_of


def test_a_key_tells_apart_kinds_orders_and_nests_and_not_the_order_of_names() -> None:
    parts: list[tuple[object, ...]] = [
        (), (None,), ("",), (0,), ("0",), (1, 2), ("1", "2"), (12,), ([1, 2],), ([[1], 2],),
        ({"a": 1},), ({"a": [1]},), ("é",), ("e",), (True,), ('","',), ("", ""),
    ]  # fmt: skip
    keys = [key_of(*one) for one in parts]

    assert len(set(keys)) == len(parts)
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    assert key_of("é", 1) == key_of("é", 1)
    with pytest.raises(TypeError):
        key_of(object())


def test_the_key_of_a_question_stays_what_it_was_for_what_other_processes_keep() -> None:
    assert key_of("state", {"b": ["é"], "a": None}) == (
        "bdcf3e33b86d99a909ac07a0cbb08084f37bfdaa7f049db1589bfcf51af13016"
    )


def test_counts_are_by_room_and_nobody_outside_changes_them() -> None:
    counts = CacheCounts()
    assert (counts.hits, counts.misses, counts.errors) == ({}, {}, 0)
    counts.hit("cards")
    counts.hit("cards")
    counts.miss("rates")
    counts.error()
    counts.error()

    assert (counts.hits, counts.misses, counts.errors) == ({"cards": 2}, {"rates": 1}, 2)
    counts.hits["cards"] = 9  # type: ignore[index]  # a copy
    assert counts.hits == {"cards": 2}
