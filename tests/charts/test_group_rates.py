"""Groups of games around the rate of all, which is not one half."""

from __future__ import annotations

import pandas as pd
import pytest

from tcb_analytics.charts import group_rate_chart
from tests.charts.rated_cards import rated

COLORS = rated(
    pd.DataFrame({"main_colors": ["WU", "BG", "", "UR"], "num_games": [2000, 1000, 500, 3]}),
    "game_wr", "num_games", [1080, 640, 240, 2],
)  # fmt: skip


def test_groups_are_sorted_by_rate_and_what_is_withheld_comes_last() -> None:
    figure = group_rate_chart(COLORS, key="main_colors", reference=0.55, nouns="colours")

    assert list(figure.layout.yaxis.ticktext) == ["BG", "WU", "none", "<i>UR</i>"]
    assert "withheld" in [n.text.strip("</i>") for n in figure.layout.annotations]


def test_the_title_counts_those_that_are_clearly_apart_from_all() -> None:
    figure = group_rate_chart(COLORS, key="main_colors", reference=0.55, nouns="colours")

    said = "One of three colours win clearly more than all together, one clearly less"
    assert figure.layout.meta["title"] == said
    assert figure.layout.shapes[0].x0 == pytest.approx(55)


def test_groups_past_the_limit_are_counted() -> None:
    figure = group_rate_chart(COLORS, key="main_colors", reference=0.55, most=2)

    assert len(figure.layout.yaxis.ticktext) == 2
    assert "2 more are not shown" in figure.layout.meta["subtitle"]


def test_no_rows_say_that_there_is_no_data() -> None:
    figure = group_rate_chart(COLORS.head(0), key="main_colors", reference=0.55)

    assert "No data" in figure.layout.annotations[0].text
