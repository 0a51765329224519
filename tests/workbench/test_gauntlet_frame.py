"""A gauntlet's frame: both sides of a pair agree, and the charts take it."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from tcb_analytics.charts import matchup_heatmap
from tcb_analytics.simulator import gauntlet
from tcb_analytics.workbench.gauntlet_frame import gauntlet_frame
from tests.simulator.random_decks import plain_deck, worded_deck


def test_both_sides_of_every_pair_are_told_and_drawn() -> None:
    decks = {"plain": plain_deck(1), "worded": worded_deck(2), "other": plain_deck(3)}
    frame = gauntlet_frame(gauntlet(decks, games=100, seed=5)).set_index(["leader", "opponent"])

    assert len(frame) == 6
    for (deck, opponent), row in frame.iterrows():
        assert row["games"] == row["wins"] + row["losses"] + row["ties"] == 100
        assert row["low"] <= row["rate"] <= row["high"]
        assert row["rate"] + frame.loc[(opponent, deck), "rate"] == pytest.approx(1)
    assert isinstance(matchup_heatmap(frame.reset_index()), go.Figure)
