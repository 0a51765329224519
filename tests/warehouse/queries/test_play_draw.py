from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.intervals import wilson
from tcb_analytics.warehouse.lake import Lake
from tests.warehouse.queries.limited_lakes import limited_lake


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    with limited_lake(tmp_path_factory.mktemp("play")) as lake:
        yield lake


def test_both_sides_stand_in_one_row_with_their_difference(lake: Lake) -> None:
    rows = lake.limited_play_draw(threshold=1).df().set_index("main_colors")
    sides = lake.limited("game_wr", by=("main_colors", "on_play"), threshold=1).df()
    play = sides[sides["on_play"]].set_index("main_colors")

    assert rows["num_games_play"].to_dict() == play["num_games"].to_dict()
    assert np.allclose(rows["wr_play_low"], play["game_wr_low"].loc[rows.index])
    assert np.allclose(rows["play_edge"], rows["wr_play"] - rows["wr_draw"])
    assert (rows["play_edge_low"] < rows["play_edge"]).all()
    assert (rows["play_edge"] < rows["play_edge_high"]).all()


def test_sides_of_few_games_are_withheld_and_so_is_their_difference(lake: Lake) -> None:
    rows = lake.limited_play_draw(by=("main_colors", "rank"), threshold=4).df()
    few = rows["num_games_play"] < 4

    assert few.any()
    assert rows["wr_play"][few].isna().all()
    assert rows["play_edge"][few].isna().all()
    assert rows["play_edge"].notna().any()


def test_all_games_are_one_row(lake: Lake) -> None:
    rows = lake.limited_play_draw(by=())

    assert len(rows) == 1
    assert "on_play" in rows.sql


def test_matchups_hold_every_pair_of_colours_with_wilsons_interval(lake: Lake) -> None:
    rows = lake.limited_matchups(threshold=1).df()
    low, high = wilson(rows["game_wr"] * rows["num_games"], rows["num_games"])

    assert rows["num_games"].sum() == 200
    assert np.allclose(rows["game_wr_low"], low)
    assert np.allclose(rows["game_wr_high"], high)


def test_a_course_goes_by_the_period_that_is_named(lake: Lake) -> None:
    rows = lake.limited_course("game_wr", "format_week", by="main_colors", sets="SYN").df()

    assert list(rows)[:2] == ["main_colors", "format_week"]
    assert rows["format_week"].min() == 1
    with pytest.raises(QueryError, match="known are day, week, format_week"):
        lake.limited_course(per="year")  # type: ignore[arg-type]
