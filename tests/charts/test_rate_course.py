"""Rates over time: bands, gaps where a week is withheld, names that do not collide."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts import rate_course_chart
from tests.charts.rated_cards import rated


def weekly(colors: list[str], weeks: int = 4, games: int = 400) -> pd.DataFrame:
    rows = list(itertools.product(colors, range(weeks)))
    frame = pd.DataFrame(rows, columns=["main_colors", "week"])
    frame["game_week"] = pd.Timestamp("2026-01-05") + pd.to_timedelta(7 * frame.pop("week"), "D")
    frame["num_games"] = games - np.arange(len(frame))
    return rated(frame, "game_wr", "num_games", [200 + 2 * i for i in range(len(frame))])


def drawn(frame: pd.DataFrame, series: str | None = "main_colors") -> go.Figure:
    return rate_course_chart(
        frame, period="game_week", series=series, rate="game_wr", count="num_games",
        title="Games won by week", reference=0.55,
    )  # fmt: skip


def courses(figure: go.Figure) -> list[go.Scatter]:
    return [trace for trace in figure.data if trace.mode == "lines+markers"]


def test_every_week_of_a_group_has_rate_interval_and_games() -> None:
    (line,) = courses(drawn(weekly(["WU"])))

    assert len(line.x) == 4
    assert line.hovertext[0] == ("WU, 2026-01-05<br>50.0 %, interval 45.1 to 54.9 %<br>n 400 games")


def test_a_withheld_week_is_a_gap_in_line_and_band() -> None:
    frame = weekly(["WU"])
    hidden = frame["game_week"] == frame["game_week"].iloc[1]
    frame.loc[hidden, ["game_wr", "game_wr_low", "game_wr_high"]] = np.nan
    figure = drawn(frame)

    assert np.isnan(courses(figure)[0].y[1])
    assert sum(trace.fill == "toself" for trace in figure.data) == 2


def test_the_most_played_groups_are_named_apart_and_the_rest_is_counted() -> None:
    figure = drawn(weekly([f"C{i}" for i in range(8)]))
    names = figure.layout.annotations
    spots = sorted(note.y for note in names)

    assert len(courses(figure)) == 6
    assert [note.text.split()[0] for note in names] == [f"C{i}" for i in range(6)]
    assert min(np.diff(spots)) > 0
    assert "The six with most games are drawn; two groups not" in figure.layout.meta["subtitle"]


def test_one_line_needs_no_name() -> None:
    figure = drawn(weekly(["WU"]), series=None)

    assert not figure.layout.annotations
    assert figure.layout.yaxis.ticksuffix.strip() == "%"


def test_nothing_told_is_said() -> None:
    few = weekly(["WU"])
    few[["game_wr", "game_wr_low", "game_wr_high"]] = np.nan

    for frame in (few, few.head(0)):
        assert "No data" in drawn(frame).layout.annotations[0].text
