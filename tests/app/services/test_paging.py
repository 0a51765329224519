"""Cursors: they come back as they were made, hold for one list, and survive whatever is sent."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.app.services.paging import LARGEST, cursor_of, key_of, moment_of, page_of
from tcb_analytics.app.services.refusals import InvalidError

NUMBERS = st.integers(1 - LARGEST, LARGEST - 1)
TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"))


def packed(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@given(TEXTS, TEXTS, NUMBERS)
def test_a_cursor_comes_back_as_it_was_made(order: str, text: str, number: int) -> None:
    assert key_of(order, cursor_of(order, (text, number)), (str, int)) == (text, number)
    assert key_of(order, cursor_of(order, (None, number)), (str, int)) == (None, number)


@pytest.mark.parametrize(
    "cursor",
    [
        packed(["other", "a", 1]),
        packed(["o", "a"]),
        packed(["o", "a", 1, 2]),
        packed(["o", 1, 1]),
        packed(["o", "a", "1"]),
        packed(["o", "a", None]),
        packed(["o", "a", True]),
        packed(["o", "a", 1.0]),
        packed(["o", "a", LARGEST]),
        packed(["o", "a", -LARGEST]),
        packed(["o", "a\0", 1]),
        packed(["o", "\ud800", 1]),
        packed({"o": 1}),
        packed("o"),
        "",
        "=",
        "%%%",
        "é",
        "WyJv",
        packed([[[]]]) * 3,
        base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    ],
)
def test_what_is_no_cursor_of_this_list_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidError):
        key_of("o", cursor, (str, int))


def test_a_page_tells_of_another_only_where_there_is_one() -> None:
    rows, keys = [1, 2, 3], [(n,) for n in (1, 2, 3)]

    assert page_of("o", rows, 3, keys).next is None
    page = page_of("o", rows, 2, keys)
    assert page.items == [1, 2]
    assert page.next is not None
    assert key_of("o", page.next, (int,)) == (2,)


def test_a_moment_is_told_in_universal_time_or_refused() -> None:
    assert moment_of("2026-03-01T13:00:00+01:00") == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert moment_of("2026-03-01T13:00:00+01:00").tzinfo is UTC
    for wrong in ("2026-03-01T13:00:00", "soon", "", None, 5, "0001-01-01T00:00:00+23:00"):
        with pytest.raises(InvalidError) as refused:
            moment_of(wrong)
        assert (refused.value.what, refused.value.where) == ("not a cursor of this list", "cursor")
