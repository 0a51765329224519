"""Wrong counts raise, and say which value of which count is wrong."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import as_counts, as_level, as_whole_counts, as_wins_of_games


@pytest.mark.parametrize("value", [np.nan, np.inf, -1, None, "many", [1, [2]]])
def test_a_count_that_is_no_count_is_refused(value: object) -> None:
    with pytest.raises(StatisticsError, match="wins"):
        as_counts(value, "wins")  # type: ignore[arg-type]  # wrong types are the point here


def test_the_message_names_the_first_wrong_value_and_its_position() -> None:
    with pytest.raises(StatisticsError, match=r"got -3 at position 2"):
        as_counts([1, 2, -3, -4], "wins")


def test_a_missing_value_of_a_nullable_column_is_refused() -> None:
    with pytest.raises(StatisticsError, match="finite"):
        as_counts(pd.Series([1, None], dtype="Int64").to_numpy(na_value=np.nan), "wins")


def test_more_wins_than_games_are_refused() -> None:
    with pytest.raises(StatisticsError, match="got 11 at position 1 of 10 games"):
        as_wins_of_games([1, 11], 10)


def test_shapes_that_do_not_fit_are_named() -> None:
    with pytest.raises(StatisticsError, match=r"wins \(2,\), games \(3,\)"):
        as_wins_of_games([1, 2], [3, 4, 5])


def test_half_a_win_is_a_count_but_no_whole_one() -> None:
    assert as_counts(0.5, "wins") == 0.5
    with pytest.raises(StatisticsError, match="whole"):
        as_whole_counts([1, 0.5], "wins")


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, float("nan")])
def test_a_level_outside_0_and_1_is_refused(level: float) -> None:
    with pytest.raises(StatisticsError, match="level"):
        as_level(level)
