"""What forms hold: numbers, copies of many cards, short lists."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.app.api.pages.forms import copies, lines, shaped, whole
from tcb_analytics.app.api.v1.cards import Search
from tcb_analytics.app.services.refusals import InvalidError


@given(st.integers(0, 999_999))
def test_a_whole_number_is_read_back(number: int) -> None:
    assert whole(f" {number} ", "copies") == number


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "٣", "1" * 7, "1e3", "0x1"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(InvalidError, match="whole number"):
        whole(text, "copies")


def test_the_button_that_was_pressed_counts_after_the_fields() -> None:
    form = {"copies:A-1": "3", "copies:B=2": "", "set": "A-1=4", "other": "x"}
    with Flask("x").test_request_context(method="POST", data=form):
        assert copies() == {"A-1": 4, "B=2": 0}
    with Flask("x").test_request_context(method="POST", data={"set": "B=2=7"}):
        assert copies() == {"B=2": 7}


def test_lists_are_read_in_the_usual_ways_of_writing() -> None:
    assert lines("4 TB01-002\n3x TB01-003\n2xTB01-004\n TB01-005 \n\n") == {
        "TB01-002": 4, "TB01-003": 3, "TB01-004": 2, "TB01-005": 1,
    }  # fmt: skip
    with pytest.raises(InvalidError, match="cannot be read: 4 of these"):
        lines("4 of these")


def test_a_wrong_field_is_named() -> None:
    with pytest.raises(InvalidError, match="cost max"):
        shaped(Search, {"cost_max": "many"})
