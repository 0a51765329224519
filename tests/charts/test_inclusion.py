"""Inclusion: sorted, with copies, unknown cards marked and kept."""

from __future__ import annotations

import pandas as pd
import pytest

from tcb_analytics.charts import inclusion_chart
from tcb_analytics.errors import TcbError


def test_cards_are_sorted_with_share_and_copies(inclusion: pd.DataFrame) -> None:
    figure = inclusion_chart(inclusion)
    assert figure.layout.yaxis.ticktext == ("Anchor TB-12", "TB-13", "Wave TB-11", "Reef TB-14")
    assert [note.text for note in figure.layout.annotations][:4] == [
        "100 %", "×4.0", "90 %", "×3.5",
    ]  # fmt: skip


def test_unknown_cards_are_open_diamonds_and_say_so(inclusion: pd.DataFrame) -> None:
    figure = inclusion_chart(inclusion)
    dots = [trace for trace in figure.data if trace.mode == "markers"]
    marks = {
        text.split("<br>")[0]: (symbol, "not in any catalogue" in text)
        for trace in dots
        for text, symbol in zip(trace.hovertext, trace.marker.symbol, strict=True)
    }
    assert marks["TB-13"] == ("diamond-open", True)
    assert marks["Anchor TB-12"] == ("circle", False)
    assert "not in any catalogue (1)" in figure.layout.meta["subtitle"]


def test_hover_tells_counts(inclusion: pd.DataFrame) -> None:
    texts = [text for trace in inclusion_chart(inclusion).data for text in trace.hovertext or ()]
    assert (
        "Wave TB-11<br>25.0 %, interval 11.0 to 47.0 %<br>in 5 of 20 decks"
        "<br>2.00 copies where played"
    ) in texts


def test_the_title_counts_staples(inclusion: pd.DataFrame) -> None:
    said = inclusion_chart(inclusion).layout.meta["title"]
    assert said == "Two cards are in nine of ten TB-01 decks or more"
    rare = inclusion[inclusion["inclusion"] < 0.9]
    assert inclusion_chart(rare).layout.meta["title"] == (
        "Wave TB-11 is the most included card of TB-01: 25.0 %"
    )


def test_published_shares_without_counts_are_drawn_without_interval(
    inclusion: pd.DataFrame,
) -> None:
    bare = inclusion.drop(columns=["low", "high"]).assign(decks=None, decks_with=None, copies=None)
    figure = inclusion_chart(bare)
    assert figure.layout.annotations[1].text == ""
    assert [len(trace.x) for trace in figure.data if trace.mode == "lines"] == [0, 0]


def test_cards_past_the_limit_are_counted(inclusion: pd.DataFrame) -> None:
    figure = inclusion_chart(inclusion, most=2)
    assert len(figure.layout.yaxis.ticktext) == 2
    assert "The 2 most included of 4 cards." in figure.layout.meta["subtitle"]


def test_several_leaders_are_refused_with_the_remedy(inclusion: pd.DataFrame) -> None:
    two = pd.concat([inclusion, inclusion.assign(leader="TB-02")])
    with pytest.raises(TcbError, match="one leader, got 2") as error:
        inclusion_chart(two)
    assert 'frame["leader"] == "TB-01"' in str(error.value)


def test_hostile_names_show_as_text(inclusion: pd.DataFrame) -> None:
    figure = inclusion_chart(inclusion.assign(card_name="<a href='x'>y</a>", leader="<b>"))
    texts = [*figure.layout.yaxis.ticktext, figure.layout.title.text]
    texts += [text for trace in figure.data for text in trace.hovertext or ()]
    assert not any(tag in text for text in texts for tag in ("<a", "<b>"))


def test_no_cards_say_that_there_is_no_data(inclusion: pd.DataFrame) -> None:
    assert "No data" in inclusion_chart(inclusion.head(0)).layout.annotations[0].text
