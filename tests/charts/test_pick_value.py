"""Picks against results: a line of what is usual, and the cards above it named."""

from __future__ import annotations

import itertools

import plotly.graph_objects as go

from tcb_analytics.charts import pick_value_chart
from tests.charts.rated_cards import cards, crowd

LATE = cards(
    *((f"Card {i}", "W", 2000, 1200 - 20 * i, 1.0 + i) for i in range(12)),
    ("Sleeper", "UB", 2000, 1300, 11.0),
)


def named(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_a_card_that_wins_more_than_others_of_its_pick_is_named() -> None:
    figure = pick_value_chart(LATE)

    assert "Sleeper UB" in named(figure)
    assert "clearly more than others taken at their pick" in figure.layout.meta["title"]
    hover = [t for trace in figure.data for t in trace.hovertext or () if t.startswith("Sleeper")]
    assert "65.0 %, interval" in hover[0]
    assert "taken at 11.0; cards of that pick win" in hover[0]


def test_names_stand_apart_and_no_more_than_asked() -> None:
    sleepers = [(f"Sleeper {i}", "R", 2000, 1400, 10.0 + i / 10) for i in range(9)]
    usual = [(f"Card {i}", "W", 2000, 1200 - 20 * i, 1.0 + i) for i in range(30)]
    figure = pick_value_chart(cards(*usual, *sleepers), named=5)
    spots = sorted(note.y for note in figure.layout.annotations)

    assert len(spots) == 5
    assert min(after - before for before, after in itertools.pairwise(spots)) > 0.5
    assert "Named: the 5 surest" in figure.layout.meta["subtitle"]


def test_where_picks_say_all_none_is_named() -> None:
    figure = pick_value_chart(crowd(60))

    assert named(figure) == []
    assert figure.layout.meta["title"] == "No card is clearly taken later than it deserves"


def test_two_cards_make_no_line() -> None:
    assert "No data" in pick_value_chart(LATE.head(2)).layout.annotations[0].text
