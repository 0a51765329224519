"""The frontier: every deck a mark, the ends named, the price of going over told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tcb_analytics.charts import frontier_chart
from tcb_analytics.errors import TcbError
from tests.charts.conftest import HOSTILE


@pytest.fixture
def decks() -> pd.DataFrame:
    return pd.DataFrame(
        {"first": [300.0, 280.5, 296.0], "second": [210.0, 250.0, 230.25], "changes": [0, 21, 9]}
    )


def test_every_deck_is_a_mark_from_the_first_best_to_the_second(decks: pd.DataFrame) -> None:
    marks = frontier_chart(decks, first="aggressive", second="control").data[0]
    assert list(marks.x) == [210.0, 230.25, 250.0]
    assert list(marks.y) == [300.0, 296.0, 280.5]
    assert marks.hovertext[1] == (
        "296.00 points by aggressive<br>230.25 points by control<br>nine cards exchanged"
    )


def test_the_title_tells_the_price_and_the_ends_are_named(decks: pd.DataFrame) -> None:
    figure = frontier_chart(decks, first="aggressive", second="control")
    assert figure.layout.meta["title"] == (
        "From aggressive to control: 40.0 points by control cost 19.5 by aggressive"
    )
    assert "Three decks" in figure.layout.meta["subtitle"]
    first = figure.layout.annotations[0]
    assert first.yshift > 0  # the line falls from there: nothing is drawn above
    assert [note.text for note in figure.layout.annotations] == [
        "best by aggressive", "best by control",
    ]  # fmt: skip


def test_every_mark_lies_within_the_axes(decks: pd.DataFrame) -> None:
    figure = frontier_chart(decks)
    for values, axis in ((decks["second"], "xaxis"), (decks["first"], "yaxis")):
        low, high = figure.layout[axis].range
        assert low < values.min() < values.max() < high


def test_one_deck_is_best_by_both() -> None:
    figure = frontier_chart(pd.DataFrame({"first": [300.0], "second": [210.0]}), first="control")
    assert "One deck is the best by control" in figure.layout.meta["title"]
    assert len(figure.layout.annotations) == 1
    assert "exchanged" not in figure.data[0].hovertext[0]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(decks: pd.DataFrame, name: str) -> None:
    shown = frontier_chart(decks, first=name, second=name).to_json()
    assert "<script" not in shown
    assert "<a href" not in shown


def test_no_deck_says_that_there_is_no_data(decks: pd.DataFrame) -> None:
    assert "No data" in frontier_chart(decks.head(0)).layout.annotations[0].text
    assert "No data" in frontier_chart(decks.assign(first=np.nan)).layout.annotations[0].text
    with pytest.raises(TcbError, match="missing second"):
        frontier_chart(decks[["first"]])
