from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.warehouse.sources.event_dates import BEFORE_RELEASE, event_day

RELEASE = date(2026, 1, 16)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mar 30", date(2026, 3, 30)),
        ("March 30", date(2026, 3, 30)),
        ("Jan 5", date(2026, 1, 5)),
        ("Dec 20", date(2025, 12, 20)),
        ("Nov 2", date(2025, 11, 2)),
        ("Nov 1", date(2026, 11, 1)),
        ("9/5/24", date(2024, 9, 5)),
        ("8/15/2024", date(2024, 8, 15)),
        ("2026-02-01", date(2026, 2, 1)),
    ],
)
def test_a_day_without_a_year_is_the_first_one_of_the_booster_period(text: str, day: date) -> None:
    assert event_day(text, RELEASE) == day


@pytest.mark.parametrize(
    "text", ["Feb 30", "Feb 29", "Foo 3", "15/8/24", "", "soon", "Mar", "Mar 300", "٣/٣/٢٤"]
)
def test_what_is_no_day_of_that_year_is_not_guessed(text: str) -> None:
    assert event_day(text, RELEASE) is None


def test_without_a_release_only_a_date_with_a_year_counts() -> None:
    assert event_day("Mar 30", None) is None
    assert event_day("9/5/24", None) == date(2024, 9, 5)


@given(release=st.dates(date(2001, 1, 1), date(2090, 1, 1)), ahead=st.integers(0, 364))
def test_every_day_within_a_year_of_the_first_is_found_again(release: date, ahead: int) -> None:
    day = release - BEFORE_RELEASE + timedelta(days=ahead)
    assert event_day(f"{day:%b} {day.day}", release) == day
