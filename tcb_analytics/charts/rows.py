"""Sorted rows of dots with intervals: the shape shared by rates, shares and inclusions.

One row a thing, its name at the left, its figures at the right, the interval as a
line through the dot. What is worth a row, and in which colour, is decided by the
chart that asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from tcb_analytics.charts.text import label, shortened
from tcb_analytics.charts.theme import INK

ROW_HEIGHT = 25
NAME_LENGTH = 34
FIGURE_WIDTH = 70

RIGHT = 150
"""Margin that the figures of a row need, in pixels."""


@dataclass(frozen=True, slots=True)
class DotRow:
    """One row; all texts raw but ``hover``, fractions between 0 and 1.

    Attributes:
        name: What the row is called; shortened when drawn.
        value: Where the dot stands; NaN for a row without one.
        low: Lower end of the interval; NaN for none.
        high: Upper end of the interval.
        figures: Two texts at the right end of the row, each in a column of its own.
        hover: Text of the hover box, escaped.
        color: Colour of dot and interval.
        symbol: Plotly's name of the dot's shape.
        faded: Whether the row steps back, because it has nothing to tell yet.
    """

    name: str
    value: float
    low: float
    high: float
    figures: tuple[str, str]
    hover: str
    color: str = INK
    symbol: str = "circle"
    faded: bool = False


def dot_rows(rows: Sequence[DotRow], *, reference: float | None = None) -> go.Figure:
    """Draw the rows from top to bottom as given.

    Args:
        rows: At least one.
        reference: Fraction at which an upright line stands, such as one half.
    """
    figure = go.Figure()
    for color in dict.fromkeys(row.color for row in rows):
        _add_dots(figure, [(y, row) for y, row in enumerate(rows) if row.color == color], color)
    low, high = _reach(rows, reference)
    for y, row in enumerate(rows):
        for text, shift in zip(row.figures, (8, FIGURE_WIDTH), strict=True):
            figure.add_annotation(
                x=1, xref="paper", xanchor="left", xshift=shift, y=y, text=_styled(text, row),
                showarrow=False, opacity=0.7 if row.faded else 1, hovertext=row.hover,
            )  # fmt: skip
    if reference is not None:
        figure.add_vline(x=reference * 100, line={"color": INK, "width": 1.5, "dash": "dot"})
    figure.update_xaxes(range=[low, high], ticksuffix="\u00a0%", nticks=9)
    figure.update_yaxes(
        range=[len(rows) - 0.4, -0.6],
        tickvals=list(range(len(rows))),
        ticktext=[_styled(shortened(row.name, NAME_LENGTH), row) for row in rows],
        showgrid=False,
    )
    return figure


def body_height(count: int) -> int:
    """Pixels for so many rows."""
    return max(2, count) * ROW_HEIGHT + 10


def _styled(text: str, row: DotRow) -> str:
    return f"<i>{label(text)}</i>" if row.faded else label(text)


def _add_dots(figure: go.Figure, placed: list[tuple[int, DotRow]], color: str) -> None:
    dots = [(y, row) for y, row in placed if row.value == row.value]
    if not dots:
        return
    ends_x: list[float | None] = []
    ends_y: list[float | None] = []
    for y, row in dots:
        if row.low == row.low and row.high == row.high:
            ends_x += [row.low * 100, row.high * 100, None]
            ends_y += [y, y, None]
    figure.add_scatter(
        x=ends_x, y=ends_y, mode="lines", line={"color": color, "width": 2.5},
        opacity=0.7, hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=[row.value * 100 for _, row in dots],
        y=[y for y, _ in dots],
        mode="markers",
        marker={"color": color, "size": 10, "symbol": [row.symbol for _, row in dots]},
        hovertext=[row.hover for _, row in dots],
        cliponaxis=False,
        hoverinfo="text",
    )


def _reach(rows: Sequence[DotRow], reference: float | None) -> tuple[float, float]:
    """Ends of the axis in percent: every interval and the reference, with some air."""
    ends = np.array([[row.value, row.low, row.high] for row in rows], dtype=float).ravel()
    ends = np.append(ends[np.isfinite(ends)], [] if reference is None else _around(reference))
    if ends.size == 0:
        return 0.0, 100.0
    air = max(0.02, 0.04 * float(np.ptp(ends)))
    low, high = float(ends.min()) - air, float(ends.max()) + air
    if reference is None:
        low = -0.01
    return 100 * max(low, -0.01), 100 * min(high, 1.01)


def _around(reference: float) -> list[float]:
    """The least stretch shown around a reference, so that noise does not look like a gulf."""
    return [reference - 0.1, reference + 0.1]
