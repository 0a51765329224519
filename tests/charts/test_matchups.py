"""The heat map: both sides of a pair agree, little data looks like little."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts import matchup_heatmap
from tcb_analytics.charts.cells import color_index, color_table


def heat(figure: go.Figure) -> go.Heatmap:
    return next(trace for trace in figure.data if trace.type == "heatmap")


def written(figure: go.Figure) -> list[str]:
    return [text for trace in figure.data if trace.type == "scatter" for text in trace.text or ()]


def crowd(count: int) -> pd.DataFrame:
    rows, columns = (axis.ravel() for axis in np.indices((count, count)))
    games = (10 * (2 * count - rows - columns)).astype(int)
    return pd.DataFrame(
        {
            "leader": [f"TB-{i:02d}" for i in rows], "opponent": [f"TB-{i:02d}" for i in columns],
            "games": games, "wins": games // 2, "losses": games - games // 2, "ties": 0,
            "rate": 0.5, "low": 0.4, "high": 0.6, "withheld": games < 100,
        }
    )  # fmt: skip


def test_strong_leaders_stand_first_on_both_axes(matchups: pd.DataFrame) -> None:
    figure = matchup_heatmap(matchups)
    assert figure.layout.yaxis.ticktext == ("Good TB-01", "Rare TB-03", "Even TB-02")
    assert figure.layout.xaxis.ticktext == figure.layout.yaxis.ticktext
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_only_told_cells_have_a_colour(matchups: pd.DataFrame) -> None:
    colored = [[cell is not None for cell in row] for row in heat(matchup_heatmap(matchups)).z]
    assert colored == [[True, False, True], [False, False, True], [True, True, False]]


def test_cells_write_rate_and_count_and_the_withheld_their_count(matchups: pd.DataFrame) -> None:
    texts = written(matchup_heatmap(matchups))
    assert any(text.startswith("67\u00a0%") and "n 120" in text for text in texts)
    assert texts.count("n 5") == 2


def test_hover_tells_counts_even_where_the_rate_is_withheld(matchups: pd.DataFrame) -> None:
    cells = heat(matchup_heatmap(matchups)).hovertext
    assert cells[0][2] == (
        "Good TB-01 against Even TB-02<br>66.7 %, interval 57.9 to 74.6 %"
        "<br>n 120: 80 won, 40 lost, 0 tied"
    )
    assert cells[0][1] == (
        "Good TB-01 against Rare TB-03<br>withheld: too few matches<br>n 5: 3 won, 2 lost, 0 tied"
    )
    assert cells[1][1] == "Rare TB-03, mirror<br>never met"


def test_mirrors_are_outlined(matchups: pd.DataFrame) -> None:
    boxes = [s for s in matchup_heatmap(matchups).layout.shapes if s.xref != "paper"]
    assert [(box.x0, box.y0) for box in boxes] == [(at - 0.5, at - 0.5) for at in range(3)]


def test_the_title_counts_pairs_once(matchups: pd.DataFrame) -> None:
    assert matchup_heatmap(matchups).layout.meta["title"] == "One of two matchups is clearly uneven"
    assert matchup_heatmap(matchups, title="Mine").layout.meta["title"] == "Mine"


def test_nothing_told_is_said(matchups: pd.DataFrame) -> None:
    few = matchups[matchups["withheld"]]
    said = matchup_heatmap(few).layout.meta
    assert said["title"] == "No matchup has enough matches to tell a win rate"
    assert "withheld for too few matches (2)" in said["subtitle"]


def test_a_large_map_is_ordered_by_matches_and_writes_nothing() -> None:
    figure = matchup_heatmap(crowd(30))
    assert figure.layout.yaxis.ticktext[:2] == ("TB-00", "TB-01")
    assert written(figure) == []
    assert "Most played leader first" in figure.layout.meta["subtitle"]


def test_leaders_past_the_limit_are_counted() -> None:
    figure = matchup_heatmap(crowd(30), most=10)
    assert len(figure.layout.yaxis.ticktext) == 10
    assert "20 more are not shown" in figure.layout.meta["subtitle"]


def test_hostile_names_show_as_text(matchups: pd.DataFrame) -> None:
    figure = matchup_heatmap(matchups.assign(leader_name="<img src=x>", opponent_name="$a$"))
    texts = [*figure.layout.yaxis.ticktext, *np.ravel(heat(figure).hovertext)]
    assert all("<img" not in text and "$" not in text for text in texts)


def test_no_rows_say_that_there_is_no_data(matchups: pd.DataFrame) -> None:
    assert "No data" in matchup_heatmap(matchups.head(0)).layout.annotations[0].text


def test_one_half_has_the_same_colour_however_sure() -> None:
    index = color_index(np.full(2, 0.5), np.array([0.49, 0.2]), np.array([0.51, 0.8]))
    sure, unsure = color_table()[index.astype(int)]
    assert np.abs(sure - unsure).max() < 5
