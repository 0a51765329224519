"""Periods stand where their time is, and in order where they name none."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from tcb_analytics.charts.periods import in_order, ticks


def test_a_missing_week_leaves_a_gap() -> None:
    texts, at = in_order(["2026-W04", "2026-W01", "2026-W02", "2026-W01"])
    assert texts == ["2026-W01", "2026-W02", "2026-W04"]
    assert (at - at[0]).tolist() == [0, 7, 21]


def test_weeks_go_on_over_the_turn_of_a_year() -> None:
    _, at = in_order(["2025-W52", "2026-W01"])
    assert at[1] - at[0] == 7


def test_days_and_months_are_times_too() -> None:
    assert in_order([date(2026, 2, 1), pd.Timestamp("2026-01-31")])[0] == [
        "2026-01-31",
        "2026-02-01",
    ]
    assert in_order(["2026-03", "2026-01"])[1].tolist() == [
        date(2026, 1, 1).toordinal(), date(2026, 3, 1).toordinal(),
    ]  # fmt: skip


def test_other_periods_follow_their_text() -> None:
    texts, at = in_order(["OP10", "OP09", "2026-W99"])
    assert texts == ["2026-W99", "OP09", "OP10"]
    assert at.tolist() == [0, 1, 2]


def test_the_last_period_is_always_named_and_names_have_room() -> None:
    assert ticks(np.arange(12.0), most=9) == [1, 3, 5, 7, 9, 11]
    assert ticks(np.arange(3.0)) == [0, 1, 2]
    assert ticks(np.array([0.0, 1.0, 2.0, 100.0]), most=5) == [2, 3]
    assert ticks(np.array([5.0])) == [0]
