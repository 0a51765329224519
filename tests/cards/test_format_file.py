from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.format_file import read_format
from tcb_analytics.errors import FormatError

NEEDED = {"name": "small", "title": "Small", "game": "tidebreak", "size_least": 3}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["name", "size_most", "copies", "categories", "any_number", "restrictors", "restrictions",
     "rotations", "sets", "sources", "identity", "free_cards", "another"]
)  # fmt: skip


def test_the_needed_keys_are_enough() -> None:
    assert read_format(NEEDED, where="small.json") == NEEDED


@given(KEYS, JSON)
def test_any_value_of_any_key_is_read_or_refused_by_the_name_of_the_file(
    key: str, value: object
) -> None:
    try:
        read_format({**NEEDED, key: value}, where="small.json")
    except FormatError as error:
        told = str(error)
    else:
        told = "small.json"
    assert told.startswith("small.json")


def test_numbers_are_folded_to_their_cards() -> None:
    found = read_format({**NEEDED, "any_number": ["op01-075_p1"]}, where="small.json")
    assert found["any_number"] == {"OP01-075"}


def test_a_restriction_may_not_have_a_key_of_another_table() -> None:
    row = {"kind": "banned", "number": "TY01-001", "game": "tidebreak"}
    with pytest.raises(FormatError, match=r"restrictions\[0\]: unknown key 'game'"):
        read_format({**NEEDED, "restrictions": [row]}, where="small.json")
