"""The map of rates: cells in the order asked, coloured only where a rate is told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts import rate_heatmap
from tests.charts.rated_cards import rated

CELLS = rated(
    pd.DataFrame(
        {
            "name": ["Good", "Good", "Bad", "Bad", "Other"],
            "main_colors": ["WU", "", "WU", "BG", "WU"],
            "num_gih": [400, 5, 12_345, 300, 400],
        }
    ),
    "gih_wr", "num_gih", [280, 5, 4_938, 165, 220],
)  # fmt: skip


def drawn(frame: pd.DataFrame, **options: object) -> go.Figure:
    given = {
        "row": "name", "column": "main_colors", "rate": "gih_wr", "count": "num_gih",
        "rows": ["Good", "Bad"], "columns": ["WU", "BG", ""], "middle": 0.55,
    }  # fmt: skip
    return rate_heatmap(frame, **(given | options))


def heat(figure: go.Figure) -> go.Heatmap:
    return next(trace for trace in figure.data if trace.type == "heatmap")


def test_rows_and_columns_are_those_asked_for_and_no_colours_have_a_name() -> None:
    figure = drawn(CELLS)

    assert list(figure.layout.yaxis.ticktext) == ["Good", "Bad"]
    assert list(figure.layout.xaxis.ticktext) == ["WU", "BG", "none"]


def test_only_told_cells_have_a_colour_and_the_withheld_their_count() -> None:
    figure = drawn(CELLS)
    colored = [[cell is not None for cell in line] for line in heat(figure).z]
    texts = [t for trace in figure.data if trace.type == "scatter" for t in trace.text or ()]

    assert colored == [[True, False, False], [True, True, False]]
    assert "n 5" in texts
    assert any(text.startswith("40\u00a0%") and "n 12.3k" in text for text in texts)
    assert "withheld for too few (1)" in figure.layout.meta["subtitle"]


def test_blue_is_above_the_middle_and_red_below() -> None:
    cells = heat(drawn(CELLS)).z
    high, low = cells[0][0], cells[1][0]

    assert high > heat(drawn(CELLS, middle=0.7)).z[0][0] > low


def test_hover_tells_the_interval_or_that_a_pair_was_not_seen() -> None:
    cells = heat(drawn(CELLS)).hovertext

    assert cells[0][0] == "Good, WU<br>70.0 %, interval 65.3 to 74.3 %<br>n 400"
    assert cells[0][1] == "Good, BG<br>not seen"
    assert cells[0][2] == "Good, none<br>withheld: n 5"


def test_the_title_counts_cells_whose_whole_interval_is_off_the_middle() -> None:
    said = drawn(CELLS, nouns="pairs").layout.meta["title"]

    assert said == "Two of three pairs lie clearly off 55.0 %"


def test_long_names_of_columns_are_slanted_and_given_room() -> None:
    named = CELLS.assign(main_colors=CELLS["main_colors"].map(lambda c: f"{c} of a long name"))
    figure = drawn(named, columns=["WU of a long name", "BG of a long name"])

    assert figure.layout.xaxis.tickangle == -60
    assert figure.layout.margin.t > drawn(CELLS).layout.margin.t + 80


def test_hostile_names_show_as_text() -> None:
    figure = drawn(CELLS.assign(name="<img src=x>"), rows=["<img src=x>"])
    texts = [*figure.layout.yaxis.ticktext, *np.ravel(heat(figure).hovertext)]

    assert all("<img" not in text for text in texts)


def test_nothing_that_was_asked_for_says_that_there_is_no_data() -> None:
    for figure in (drawn(CELLS, rows=[]), drawn(CELLS, rows=["?"]), drawn(CELLS.head(0))):
        assert "No data" in figure.layout.annotations[0].text
