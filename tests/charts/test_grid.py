"""The grid: cells in their place, leaders in order, whatever the frame's order."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tcb_analytics.charts.grid import as_grid


def test_cells_stand_where_row_meets_column(matchups: pd.DataFrame) -> None:
    grid = as_grid(matchups, most=10, strength_up_to=0)
    good, even = grid.called.index("Good TB-01"), grid.called.index("Even TB-02")
    assert grid.wins[good, even] == 80
    assert grid.wins[even, good] == 40
    assert grid.rate[good, even] + grid.rate[even, good] == 1


def test_the_order_of_rows_in_the_frame_does_not_matter(matchups: pd.DataFrame) -> None:
    one = as_grid(matchups, 10, 14)
    other = as_grid(matchups.sample(frac=1, random_state=3).reset_index(drop=True), 10, 14)
    assert one.called == other.called
    assert np.array_equal(one.games, other.games)


def test_a_withheld_cell_keeps_counts_and_hides_its_rate(matchups: pd.DataFrame) -> None:
    told_anyway = matchups.assign(rate=matchups["wins"] / matchups["games"])
    grid = as_grid(told_anyway, 10, 14)
    rare, good = grid.called.index("Rare TB-03"), grid.called.index("Good TB-01")
    assert grid.games[rare, good] == 5
    assert np.isnan(grid.rate[rare, good])


def test_few_leaders_are_kept_by_matches(matchups: pd.DataFrame) -> None:
    grid = as_grid(matchups, most=2, strength_up_to=14)
    assert grid.called == ["Good TB-01", "Even TB-02"]
    assert grid.left_out == 1


def test_an_opponent_who_never_leads_a_row_is_shown(matchups: pd.DataFrame) -> None:
    one_sided = matchups[matchups["leader"] == "TB-01"]
    grid = as_grid(one_sided, 10, 14)
    assert set(grid.called) == {"Good TB-01", "Even TB-02", "Rare TB-03"}
    assert grid.decided == (1, 1)
