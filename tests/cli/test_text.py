"""Nothing from the data can steer a terminal."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cli.text import cell, printable, to_json


@given(st.text())
def test_no_control_or_format_character_survives(text: str) -> None:
    assert printable(text).isprintable()


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_visible_text_of_any_language_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\u202eb", "a\\u202eb"),
        ("\x9b2J", "\\x9b2J"),
        ("two\nlines", "two lines"),
        ("no\u00a0break", "no break"),
        ("\ud800", "\\ud800"),
    ],
)
def test_escapes_are_written_out_and_spaces_are_spaces(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    ("value", "column", "shown"),
    [
        (0.5234, "rate", "52.3 %"),
        (0.5234, "ata", "0.52"),
        (1234567, "games", "1,234,567"),
        (None, "rate", "-"),
        (math.nan, "rate", "-"),
        (True, "complete", "yes"),
        (["Red", "Blue"], "colors", "Red, Blue"),
        ([], "colors", "-"),
        (date(2026, 3, 1), "event_date", "2026-03-01"),
        (datetime(2026, 3, 1, 9, 5, tzinfo=UTC), "imported_at", "2026-03-01 09:05"),
    ],
)
def test_values_read_as_people_write_them(value: object, column: str, shown: str) -> None:
    assert cell(value, column) == shown


def test_json_has_no_value_that_json_lacks_and_no_raw_control_character() -> None:
    text = to_json([{"rate": math.nan, "name": "\x9b2J", "day": date(2026, 3, 1)}])

    assert json.loads(text) == [{"rate": None, "name": "\x9b2J", "day": "2026-03-01"}]
    assert text.replace("\n", "").isprintable()


def test_rates_of_limited_logs_are_shown_in_percent_and_other_figures_are_not() -> None:
    columns = ("gih_wr", "game_wr_low", "trophy_rate_shrunk", "iwd", "iwd_high", "pct_gp")

    assert {cell(0.5714, name) for name in columns} == {"57.1 %"}
    assert {cell(0.5714, name) for name in ("ata", "gih_wr_z", "user_game_win_rate_bucket")} == {
        "0.57"
    }
