"""Frames from anywhere: missing values of every kind, missing columns, names of rows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from tcb_analytics.charts import (
    curve_chart,
    inclusion_chart,
    matchup_heatmap,
    meta_share_chart,
    win_rate_chart,
)
from tcb_analytics.charts.frames import checked, flags, names, numbers, shown
from tcb_analytics.errors import TcbError

CHARTS = (win_rate_chart, matchup_heatmap, meta_share_chart, curve_chart, inclusion_chart)


@pytest.mark.parametrize("chart", CHARTS)
def test_wrong_columns_are_refused_with_the_expected_ones(chart: object) -> None:
    with pytest.raises(TcbError, match=r"expected the columns .*; missing") as error:
        chart(pd.DataFrame({"deck": [1]}))  # type: ignore[operator]  # each takes a frame
    assert "the frame has deck" in str(error.value)


@pytest.mark.parametrize("chart", CHARTS)
def test_what_is_no_frame_is_refused_with_the_remedy(chart: object) -> None:
    with pytest.raises(TcbError, match=r"result\.df\(\)"):
        chart([1, 2])  # type: ignore[operator]  # the wrong type is the point here


def test_columns_that_nobody_asked_for_are_ignored() -> None:
    frame = checked(pd.DataFrame({"a": [1], "b": [2]}, index=[7]), ["a"], "chart")
    assert frame.index.tolist() == [0]


def test_every_kind_of_missing_number_is_nan() -> None:
    frame = pd.DataFrame({"x": pd.Series([1, None, pd.NA, "x", 2.5], dtype=object)})
    assert np.array_equal(numbers(frame, "x"), [1, np.nan, np.nan, np.nan, 2.5], equal_nan=True)
    assert numbers(pd.DataFrame({"x": pd.Series([1, None], dtype="Int64")}), "x")[0] == 1
    assert np.isnan(numbers(frame, "absent")).all()


def test_a_missing_flag_takes_the_safe_side() -> None:
    frame = pd.DataFrame({"withheld": pd.Series([True, None, False], dtype="boolean")})
    assert flags(frame, "withheld", missing=True).tolist() == [True, True, False]
    assert flags(frame, "absent", missing=False).tolist() == [False, False, False]


def test_names_keep_the_number_because_leaders_share_names() -> None:
    frame = pd.DataFrame(
        {"leader": ["TB-01", "TB-02", None], "leader_name": ["Nami", None, "TB-03"]}
    )
    assert names(frame, "leader") == ["Nami TB-01", "TB-02", "TB-03 unknown"]


def test_days_are_shown_without_midnight() -> None:
    assert shown(pd.Timestamp("2026-03-01")) == "2026-03-01"
    assert shown(date(2026, 3, 1)) == "2026-03-01"
    assert shown(pd.NaT) == "unknown"
