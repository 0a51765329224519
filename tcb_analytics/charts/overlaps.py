"""A backtest leader by leader: what each way of building shares with the nearest played list.

One row a leader; the engine's dot is filled, every other way is an open mark, and a bar shows
how far the leader's cards were known at all. Leaves out intervals: one leader is one case, and
the interval over leaders stands in the table beside.
"""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.frames import Floats, checked, names, numbers
from tcb_analytics.charts.rows import NAME_LENGTH, body_height
from tcb_analytics.charts.text import label, lines, shortened
from tcb_analytics.charts.theme import BLUE, BROWN, FAINT, LINE, RED, framed, no_data

WAYS = (
    ("random", "x-thin-open", FAINT, "random cards"),
    ("greedy", "diamond-open", BROWN, "most included cards"),
    ("last list", "square-open", RED, "leader's last list"),
    ("engine", "circle", BLUE, "engine"),
)
"""Column, mark, colour and name of each way, the one on top last."""


def overlap_chart(
    frame: pd.DataFrame, *, size: int = 50, title: str | None = None, most: int = 25
) -> go.Figure:
    """Overlaps of a backtest, by leader.

    Args:
        frame: One row a leader, as ``Backtest.leaders`` gives them: leader, kind, lists, engine,
            greedy, random, last list (missing for a new leader) and ceiling, all in cards.
        size: Cards in a deck.
        title: What to say instead of what is computed from the frame.
        most: Rows drawn at most, those with the most lists.

    Raises:
        TcbError: A column is missing.
    """
    needed = ["leader", "kind", "lists", "ceiling", *(way[0] for way in WAYS)]
    table = checked(frame, needed, "overlap_chart")
    if table.empty:
        return no_data(title or "Backtest", "No leader was tested.")
    table = table.sort_values("lists", ascending=False, kind="stable").head(most)
    order = {"known": 0, "returning": 1, "new": 2}
    table = table.assign(_kind=table["kind"].map(order).fillna(3))
    table = table.sort_values(["_kind", "engine"], ascending=[True, False], kind="stable")
    table = table.reset_index(drop=True)
    figure = go.Figure()
    _add_ceiling(figure, numbers(table, "ceiling"))
    hover = _hover(table)
    for column, symbol, color, name in WAYS:
        figure.add_scatter(
            x=numbers(table, column), y=np.arange(len(table)), mode="markers", name=name,
            marker={"symbol": symbol, "color": color, "size": 11, "line": {"width": 2}},
            hovertext=hover, hoverinfo="text", showlegend=True, cliponaxis=False,
        )  # fmt: skip
    _axes(figure, table, size)
    drawn = framed(
        figure,
        title or _title(table, size),
        "Cards shared with the nearest placed list. Bar: the most that cards of earlier periods "
        "could reach.",
        body=body_height(len(table)),
        above=30,
    )
    return drawn.update_layout(
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "reversed"},
    )


def _add_ceiling(figure: go.Figure, ceiling: Floats) -> None:
    figure.add_bar(
        x=ceiling, y=np.arange(len(ceiling)), orientation="h", width=0.7,
        marker={"color": LINE, "line": {"width": 0}}, hoverinfo="skip", showlegend=False,
    )  # fmt: skip


def _axes(figure: go.Figure, table: pd.DataFrame, size: int) -> None:
    called = [
        f"{label(shortened(name, NAME_LENGTH))} · {label(str(kind))}"
        for name, kind in zip(names(table, "leader"), table["kind"], strict=True)
    ]
    figure.update_xaxes(range=[0, size + 0.5], nticks=6)
    figure.update_yaxes(
        range=[len(table) - 0.4, -0.6], tickvals=list(range(len(table))), ticktext=called,
        showgrid=False,
    )  # fmt: skip


def _hover(table: pd.DataFrame) -> list[str]:
    columns = {name: numbers(table, column) for column, _, _, name in reversed(WAYS)}
    rows = []
    for place, name in enumerate(names(table, "leader")):
        told = [
            f"{way}: {figures[place]:.4g}"
            for way, figures in columns.items()
            if not isnan(figures[place])
        ]
        rows.append(lines([name, f"{int(table['lists'][place]):,} placed lists", *told]))
    return rows


def _title(table: pd.DataFrame, size: int) -> str:
    engine, greedy = numbers(table, "engine"), numbers(table, "greedy")
    return (
        f"The engine meets {np.nanmean(engine):.0f} of {size} cards, "
        f"the most included cards {np.nanmean(greedy):.0f}"
    )
