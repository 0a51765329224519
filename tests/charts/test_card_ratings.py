"""Cards by rate: sorted, with their copies, judged against the mean of all copies."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from tcb_analytics.charts import card_rating_chart, card_spread_chart
from tcb_analytics.errors import TcbError
from tests.charts.conftest import HOSTILE
from tests.charts.rated_cards import cards, crowd

SET = cards(
    ("Good", "R", 1000, 700, 2.0),
    ("Even", "WU", 1000, 560, 5.0),
    ("Bad", "", 1000, 420, 9.0),
    ("Rare", "G", 5, 5, 1.0),
)


def rows(figure: go.Figure) -> list[str]:
    return list(figure.layout.yaxis.ticktext)


def test_the_highest_rate_stands_on_top_and_what_is_withheld_is_counted() -> None:
    figure = card_rating_chart(SET)

    assert rows(figure) == ["Good R", "Even WU", "Bad"]
    assert "Withheld for too few copies: 1 cards" in figure.layout.meta["subtitle"]


def test_cards_are_judged_against_the_mean_of_all_copies() -> None:
    figure = card_rating_chart(SET)

    said = "Of 3 cards, one lies clearly above the mean of 56.0 %, one below"
    assert figure.layout.meta["title"] == said
    (line,) = figure.layout.shapes
    assert line.x0 == pytest.approx(56)


def test_every_row_has_its_copies_and_its_interval() -> None:
    figure = card_rating_chart(SET)

    assert {note.text for note in figure.layout.annotations} >= {"70.0 %", "n 1,000"}
    hovers = [text for trace in figure.data for text in trace.hovertext or ()]
    assert any("Good R<br>70.0 %, interval 67.1 to 72.8 %<br>n 1,000 copies" in h for h in hovers)


def test_of_many_cards_both_ends_are_shown_and_the_middle_is_counted() -> None:
    figure = card_rating_chart(crowd(200), most=10)

    assert len(rows(figure)) == 11
    assert rows(figure)[0] == "Card 000 W"
    assert rows(figure)[5] == "<i>190 cards between</i>"
    assert rows(figure)[-1] == "Card 199 G"


def test_the_legend_names_the_colours_that_are_there() -> None:
    shown = [trace.name for trace in card_rating_chart(SET).data if trace.showlegend]

    assert shown == ["R", "several", "none"]


def test_at_a_glance_every_told_card_is_a_dot_coloured_by_its_interval() -> None:
    figure = card_spread_chart(crowd(200))
    dots = [len(trace.x) for trace in figure.data if trace.mode == "markers"]

    assert sum(dots) == 200
    assert len(dots) == 3
    assert min(dots) > 20


def test_hostile_names_show_as_text() -> None:
    frame = cards(*((name, "W", 400, 200, 1.0) for name in HOSTILE))
    for figure in (card_rating_chart(frame), card_spread_chart(frame)):
        texts = [*(figure.layout.yaxis.ticktext or ())]
        texts += [text for trace in figure.data for text in trace.hovertext or ()]
        assert all("<script" not in text and "<a " not in text for text in texts)
        assert all("$" not in text for text in texts)


def test_nothing_told_is_said(recwarn: pytest.WarningsRecorder) -> None:
    for frame in (SET.tail(1), SET.head(0)):
        for chart in (card_rating_chart, card_spread_chart):
            assert "No data" in chart(frame).layout.annotations[0].text
    assert not recwarn.list


def test_a_frame_without_the_rate_is_refused() -> None:
    with pytest.raises(TcbError, match="gih_wr_low"):
        card_rating_chart(pd.DataFrame({"name": ["A"], "gih_wr": [0.5]}))
