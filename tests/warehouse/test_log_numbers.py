"""Numbers for contents: in the order of first appearance, however the table grew."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.warehouse import log_split as split
from tcb_analytics.warehouse.log_numbers import Numbers


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=40), max_size=6))
def test_keys_are_numbered_as_a_dictionary_would(parts: list[list[tuple[int, bool]]]) -> None:
    numbers, known = Numbers(slots=2), dict[int, int]()
    for part in parts:
        keys = np.array([(key * 7, 3) for key, _ in part], np.uint64).reshape(-1, 2)
        good = np.array([flag for _, flag in part], bool)
        found, new = numbers.find(good, keys)
        for (key, counts), number, first in zip(part, found, new, strict=True):
            if counts:
                assert first == (key not in known)
                assert number == known.setdefault(key, len(known))
            else:
                assert (number, first) == (-1, False)
    assert numbers.known == len(known)


def test_a_million_contents_keep_apart() -> None:
    rng = np.random.default_rng(5)
    numbers = Numbers()
    for _ in range(4):
        keys = rng.integers(0, 1 << 63, (250_000, 2)).astype(np.uint64)
        numbers.find(np.ones(len(keys), bool), keys)
    assert numbers.known == 1_000_000


def test_texts_that_only_share_their_letters_have_other_keys() -> None:
    data = np.frombuffer(b"ab|c|a|bc|" + b"\n" * 64, np.uint8)
    start, stop = np.array([[0, 5], [3, 7]]), np.array([[2, 6], [4, 9]])
    keys = np.empty((2, 2), np.uint64)
    split.of_texts(data, start, stop, np.array([0, 1]), 2, keys)
    assert not (keys[0] == keys[1]).any()
