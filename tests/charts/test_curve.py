"""Cost curves: gaps stay, the unknown stands apart, two decks stand side by side."""

from __future__ import annotations

import pandas as pd
import pytest

from tcb_analytics.charts import curve_chart


@pytest.fixture
def curve() -> pd.DataFrame:
    return pd.DataFrame(
        {"cost": [4, 1, 2, None], "copies": [10.25, 12, 20, 7.75], "decks": [8, 8, 8, 8]}
    )


def test_costs_stand_in_order_with_gaps_and_the_unknown_last(curve: pd.DataFrame) -> None:
    figure = curve_chart(curve)
    assert figure.layout.xaxis.ticktext == ("1", "2", "3", "4", "unknown")
    assert figure.data[0].y == (12, 20, 0, 10.25, 7.75)
    assert figure.data[0].marker.pattern.shape == ("", "", "", "", "/")


def test_bars_carry_their_copies_and_hover_the_whole(curve: pd.DataFrame) -> None:
    bars = curve_chart(curve, name="this deck").data[0]
    assert bars.text == ("12", "20", "", "10.2", "7.8")
    assert bars.hovertext[4] == "this deck<br>cost unknown<br>7.8 of 50 cards"


def test_the_title_tells_peak_and_mean_cost_of_the_known_cards(curve: pd.DataFrame) -> None:
    said = curve_chart(curve).layout.meta
    mean = (12 + 40 + 41) / 42.25
    assert said["title"] == (
        f"The average deck holds most cards at cost 2, with a mean cost of {mean:.1f}"
    )
    assert "50 cards, mean of 8 decks" in said["subtitle"]
    assert "no catalogue knows" in said["subtitle"]


def test_two_curves_stand_side_by_side(curve: pd.DataFrame) -> None:
    deck = pd.DataFrame({"cost": [0, 5], "copies": [30, 20]})
    figure = curve_chart(deck, against=curve, name="this <deck>", against_name="others")
    assert figure.layout.xaxis.ticktext == ("0", "1", "2", "3", "4", "5", "unknown")
    assert [sum(trace.y) for trace in figure.data] == [50, 50]
    assert "Blue: this <deck>; grey: others." in figure.layout.meta["subtitle"]
    assert "this &lt;deck&gt;" in figure.layout.title.text
    assert "Hatched" in figure.layout.meta["subtitle"]  # only the others hold unknown cards


def test_a_mean_that_rounds_to_nothing_is_not_called_zero() -> None:
    figure = curve_chart(pd.DataFrame({"cost": [1, 2, 3], "copies": [12, 0.03, 37.97]}))

    assert figure.data[0].text == ("12", "", "38")


def test_only_unknown_cards_still_give_a_figure() -> None:
    figure = curve_chart(pd.DataFrame({"cost": [None], "copies": [50]}))
    assert figure.layout.meta["title"] == "No card of the average deck has a known cost"
    assert figure.layout.xaxis.ticktext == ("unknown",)


def test_no_cards_say_that_there_is_no_data(curve: pd.DataFrame) -> None:
    assert "No data" in curve_chart(curve.head(0)).layout.annotations[0].text
    assert "No data" in curve_chart(curve.assign(copies=0)).layout.annotations[0].text
