"""The win rate chart: sorted, counted, honest about what it does not show."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts import win_rate_chart


def hover(figure: go.Figure) -> list[str]:
    return [text for trace in figure.data for text in (trace.hovertext or ())]


def figures(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def many(count: int) -> pd.DataFrame:
    wins = np.arange(count) + 40
    return pd.DataFrame(
        {
            "leader": [f"TB-{i:02d}" for i in range(count)], "games": 100 + np.arange(count),
            "wins": wins, "losses": 60, "ties": 0, "rate": wins / (100 + np.arange(count)),
            "low": 0.3, "high": 0.6, "withheld": False,
        }
    )  # fmt: skip


def test_leaders_are_sorted_by_rate_and_the_withheld_come_last(league: pd.DataFrame) -> None:
    figure = win_rate_chart(league)
    assert figure.layout.yaxis.ticktext == (
        "Good TB-01", "Even TB-02", "Bad TB-03", "<i>New TB-04</i>",
    )  # fmt: skip


def test_every_rate_stands_beside_its_count(league: pd.DataFrame) -> None:
    assert figures(win_rate_chart(league)) == [
        "65.0 %", "n 200", "50.0 %", "n 100", "31.0 %", "n 100", "<i>withheld</i>", "<i>n 3</i>",
    ]  # fmt: skip


def test_a_withheld_rate_has_no_dot_but_its_counts_on_hover(league: pd.DataFrame) -> None:
    figure = win_rate_chart(league)
    assert sum(len(trace.x) for trace in figure.data if trace.mode == "markers") == 3
    assert figure.layout.annotations[-1].hovertext == (
        "New TB-04<br>withheld: only three matches<br>2 won, 1 lost, 0 tied"
    )


def test_hover_tells_counts_interval_and_shrunk_rate(league: pd.DataFrame) -> None:
    (good,) = [text for text in hover(win_rate_chart(league)) if text.startswith("Good")]
    assert "200 matches: 130 won, 70 lost, 0 tied" in good
    assert "65.0 %, interval 58.2 to 71.4 %" in good
    assert "65.0 % shrunk towards all" in good


def test_intervals_are_drawn_from_low_to_high(league: pd.DataFrame) -> None:
    ends = [trace for trace in win_rate_chart(league).data if trace.mode == "lines"]
    drawn = {round(x, 6) for trace in ends for x in trace.x if x is not None}
    told = league[~league["withheld"]]
    assert drawn == {round(100 * x, 6) for x in (*told["low"], *told["high"])}


def test_the_title_counts_who_is_clearly_above_one_half(league: pd.DataFrame) -> None:
    def said(frame: pd.DataFrame, **options: Any) -> str:
        return str(win_rate_chart(frame, **options).layout.meta["title"])

    assert said(league) == "One of three leaders clearly wins more than half of the matches"
    bad = league[league["leader"] != "TB-01"]
    assert said(bad) == "No leader lies clearly above one half, and one clearly below"
    assert said(bad[bad["leader"] != "TB-03"]) == "No leader differs clearly from one half"
    assert said(league[league["withheld"]]).startswith("No leader has enough matches")
    assert said(league.head(1)) == "Even TB-02 wins 50.0 % of 100 matches"
    assert said(league, title="My <own>") == "My <own>"


def test_the_title_counts_all_leaders_even_those_not_drawn(league: pd.DataFrame) -> None:
    figure = win_rate_chart(league, most=1)
    assert figure.layout.meta["title"].startswith("One of three leaders")
    assert len(figure.layout.yaxis.ticktext) == 1


def test_at_most_25_rows_are_drawn_and_the_rest_is_counted() -> None:
    figure = win_rate_chart(many(44))
    assert len(figure.layout.yaxis.ticktext) == 25
    assert (
        "The 25 most played leaders are shown; 19 more are not." in figure.layout.meta["subtitle"]
    )
    assert "TB-43" in figure.layout.yaxis.ticktext
    assert "TB-00" not in figure.layout.yaxis.ticktext


def test_height_grows_with_rows() -> None:
    assert win_rate_chart(many(20)).layout.height > win_rate_chart(many(5)).layout.height + 300


def test_withheld_rows_are_stated(league: pd.DataFrame) -> None:
    said = win_rate_chart(league).layout.meta["subtitle"]
    assert "Withheld for too few matches: 1 of 4." in said


def test_hostile_names_show_as_text(hostile_league: pd.DataFrame) -> None:
    figure = win_rate_chart(hostile_league)
    texts = [*figure.layout.yaxis.ticktext, *hover(figure)]
    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in text for text in texts)
    left = [text.replace("<br>", "").replace("<i>", "").replace("</i>", "") for text in texts]
    assert not any(sign in text for text in left for sign in "<>$\n\u202e")
    assert not any(trace.hovertemplate for trace in figure.data)


def test_no_rows_say_that_there_is_no_data(league: pd.DataFrame) -> None:
    figure = win_rate_chart(league.head(0))
    assert "No data" in figures(figure)[0]
    assert "leader" in figures(figure)[0]


def test_one_leaders_matchups_are_named_by_opponent(matchups: pd.DataFrame) -> None:
    figure = win_rate_chart(matchups[matchups["leader"] == "TB-02"], key="opponent")
    assert figure.layout.yaxis.ticktext == ("Rare TB-03", "Good TB-01")
    assert "matchup" in figure.layout.meta["title"]


def test_several_keys_name_a_row_together(league: pd.DataFrame) -> None:
    league["first_player"] = [1, 2, 1, 2]
    figure = win_rate_chart(league, key=["leader", "first_player"])
    assert "Good TB-01 · 2" in figure.layout.yaxis.ticktext
