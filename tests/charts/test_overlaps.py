"""The backtest's picture: every leader once, known ones first, missing ways left out."""

from __future__ import annotations

from math import isnan

import pandas as pd
import pytest

from tcb_analytics.charts.overlaps import overlap_chart
from tcb_analytics.errors import TcbError

FRAME = pd.DataFrame(
    {
        "leader": ["A1", "B1", "C1"],
        "leader_name": ["Ann", "<b>Bo", "Cy"],
        "kind": ["new", "known", "known"],
        "lists": [9, 30, 12],
        "engine": [20.0, 40.0, 44.0],
        "greedy": [6.0, 41.0, 43.0],
        "random": [2.0, 3.0, 2.0],
        "last list": [None, 39.0, 42.0],
        "ceiling": [25, 48, 50],
    }
)


def test_known_leaders_stand_first_the_best_met_on_top() -> None:
    figure = overlap_chart(FRAME)
    assert figure.layout.yaxis.ticktext == (
        "Cy C1 · known", "&lt;b&gt;Bo B1 · known", "Ann A1 · new",
    )  # fmt: skip
    engine = next(trace for trace in figure.data if trace.name == "engine")
    assert list(engine.x) == [44, 40, 20]


def test_a_way_that_a_leader_lacks_has_no_mark() -> None:
    last = next(t for t in overlap_chart(FRAME).data if t.name == "leader's last list")
    assert isnan(last.x[2])
    assert "last list" not in last.hovertext[2]


def test_the_title_says_what_is_seen_and_the_axis_holds_a_deck() -> None:
    figure = overlap_chart(FRAME)
    assert "meets 35 of 50 cards, the most included cards 30" in figure.layout.meta["title"]
    assert figure.layout.xaxis.range[1] >= 50
    assert overlap_chart(FRAME, title="Mine").layout.meta["title"] == "Mine"


def test_only_the_leaders_with_most_lists_are_drawn() -> None:
    assert len(overlap_chart(FRAME, most=2).layout.yaxis.ticktext) == 2


def test_nothing_and_wrong_frames_are_said() -> None:
    assert "No data" in overlap_chart(FRAME.head(0)).layout.annotations[0].text
    with pytest.raises(TcbError, match="engine"):
        overlap_chart(FRAME.drop(columns="engine"))


def test_the_marks_are_named_in_a_legend() -> None:
    figure = overlap_chart(FRAME)
    assert figure.layout.showlegend
    assert [t.name for t in figure.data if t.showlegend][-1] == "engine"
