"""Meta share: zeros are zeros, the rest is summed up and said, labels do not overlap."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from tcb_analytics.charts import meta_share_chart


def drawn(figure: go.Figure) -> dict[str, go.Scatter]:
    """Lines by the name that their hover opens with."""
    return {
        trace.hovertext[0].split(",")[0]: trace
        for trace in figure.data
        if trace.hovertext is not None
    }


def test_the_most_played_leaders_have_lines_and_the_rest_is_others(meta: pd.DataFrame) -> None:
    lines = drawn(meta_share_chart(meta))
    assert set(lines) == {f"Leader {i} TB-{i:02d}" for i in range(6)} | {"others"}
    assert lines["Leader 0 TB-00"].y == pytest.approx([100 * 50 / 110, 100 * 60 / 110])


def test_others_hold_what_is_left_of_the_total(meta: pd.DataFrame) -> None:
    figure = meta_share_chart(meta)
    shown = sum(np.array(trace.y) for trace in drawn(figure).values())
    assert shown == pytest.approx([100, 100])
    said = figure.layout.meta["subtitle"]
    assert "Others: three more leaders, and decks of unknown leader." in said


def test_a_leader_nobody_played_in_a_week_has_a_share_of_zero(meta: pd.DataFrame) -> None:
    lines = drawn(meta_share_chart(meta, most=9))
    assert lines["Leader 8 TB-08"].y == pytest.approx([0, 100 / 110])
    assert "0 of 110 decks" in lines["Leader 8 TB-08"].hovertext[0]


def test_hover_tells_counts_and_interval(meta: pd.DataFrame) -> None:
    text = drawn(meta_share_chart(meta))["Leader 0 TB-00"].hovertext[1]
    assert text == "Leader 0 TB-00, 2026-W04<br>54.5 %, interval 45.2 to 63.5 %<br>60 of 110 decks"


def test_the_title_names_the_leader_of_the_last_period(meta: pd.DataFrame) -> None:
    said = meta_share_chart(meta).layout.meta["title"]
    assert said == "Leader 0 TB-00 is played most: 54.5 % of 110 decks in 2026-W04"


def test_who_leads_the_last_period_is_named_even_if_new(meta: pd.DataFrame) -> None:
    new = pd.DataFrame(
        [("2026-W05", "TB-99", "Newcomer", 2, 3)],
        columns=["period", "leader", "leader_name", "decks", "total"],
    )
    figure = meta_share_chart(pd.concat([meta, new]), most=1)
    assert set(drawn(figure)) == {"Newcomer TB-99", "others"}
    assert figure.layout.meta["title"].startswith("Newcomer TB-99 is played most: 66.7")


def test_only_the_latest_periods_are_drawn_and_the_rest_is_counted() -> None:
    weeks = pd.DataFrame(
        {
            "period": [f"2025-W{week:02d}" for week in range(1, 41)],
            "leader": "TB-01", "decks": range(1, 41), "total": 50,
        }
    )  # fmt: skip
    figure = meta_share_chart(weeks)
    assert len(drawn(figure)["TB-01"].y) == 26
    assert drawn(figure)["TB-01"].y[0] == pytest.approx(100 * 15 / 50)
    assert "The latest 26 periods of 40." in figure.layout.meta["subtitle"]


def test_names_at_the_right_keep_their_distance(meta: pd.DataFrame) -> None:
    figure = meta_share_chart(meta)
    top = figure.layout.yaxis.range[1]
    spots = np.sort([note.y for note in figure.layout.annotations])
    assert len(spots) == 7
    assert np.diff(spots).min() * 360 / top >= 16


def test_a_single_period_becomes_sorted_rows(meta: pd.DataFrame) -> None:
    figure = meta_share_chart(meta[meta["period"] == "2026-W04"])
    assert figure.layout.yaxis.ticktext[0] == "Leader 0 TB-00"
    assert figure.layout.yaxis.ticktext[-1] == "others"
    assert figure.layout.annotations[1].text == "n 60"


def test_hostile_names_show_as_text(meta: pd.DataFrame) -> None:
    figure = meta_share_chart(meta.assign(leader_name="<script>x</script>"))
    texts = [note.text for note in figure.layout.annotations]
    texts += [text for trace in drawn(figure).values() for text in trace.hovertext]
    assert all("<script" not in text for text in texts)
    assert "<script" not in figure.layout.title.text
    assert any("&lt;script&gt;" in text for text in texts)


def test_more_decks_than_the_total_says_never_give_shares_above_one(meta: pd.DataFrame) -> None:
    lines = drawn(meta_share_chart(meta.assign(total=1)))
    assert max(max(trace.y) for trace in lines.values()) <= 100


@pytest.mark.parametrize("rows", [0, 3])
def test_no_decks_say_that_there_is_no_data(meta: pd.DataFrame, rows: int) -> None:
    empty = meta.head(rows).assign(decks=0, total=0)
    assert "No data" in meta_share_chart(empty).layout.annotations[0].text
