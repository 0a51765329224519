"""Text as it is searched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.app.services.folding import facts, folded, searched, words
from tests.app.worlds import card


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Monkey.D.Luffy", "monkey d luffy"),
        ("Urza’s  Tower", "urzas tower"),
        ("Ærøskøbing, Łódź", "aeroskobing lodz"),
        ("Straße (Gate)", "strasse gate"),
        ("ＯＰ０１-００１", "op01-001"),
        ("100%", "100%"),
    ],
)
def test_what_people_leave_out_does_not_count(written: str, found: str) -> None:
    assert folded(written) == found


@given(st.text())
def test_folding_twice_is_folding_once_in_case_and_spaces(text: str) -> None:
    once = folded(text)
    assert "  " not in once
    assert once == once.strip()


@pytest.mark.parametrize(
    ("text", "found"), [("", []), ("  ", []), ("?!", None), ("A.b", ["a", "b"])]
)
def test_signs_alone_are_no_words(text: str, found: list[str] | None) -> None:
    assert words(text) == found


def test_a_card_is_searched_by_name_number_and_types() -> None:
    assert searched(card(3)) == "tide warden 3 hb01-003 crew pier 3"
    assert facts(card(3))["folded"] == searched(card(3))
