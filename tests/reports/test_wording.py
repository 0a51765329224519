"""Numbers and lists as a reader sees them."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
import pytest

from tcb_analytics.reports.wording import day, interval, listed, number, percent, plural


@pytest.mark.parametrize("missing", [None, math.nan, pd.NA, pd.NaT])
def test_what_is_withheld_is_a_dash_and_never_a_zero(missing: object) -> None:
    assert {percent(missing), number(missing), day(missing), interval(missing, 0.5)} == {"–"}


def test_fractions_and_counts_read_as_a_reader_expects() -> None:
    assert percent(0.5432) == "54.3\u00a0%"
    assert interval(0.511, 0.567) == "51 to 57\u00a0%"
    assert interval(0.9958, 0.9999) == "99.6 to 100.0\u00a0%"
    assert number(12345) == "12,345"
    assert day(date(2026, 5, 3)) == "3 May 2026"
    assert day("2026-05-03T10:00") == "3 May 2026"
    assert plural(1, "match", "matches") == "1 match"
    assert plural(1200, "match", "matches") == "1,200 matches"


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        ([], "none"),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (list("ABCDEFG"), "A, B, C, D and 3 more"),
    ],
)
def test_a_list_reads_as_a_sentence_and_counts_the_rest(names: list[str], sentence: str) -> None:
    assert listed(names) == sentence
