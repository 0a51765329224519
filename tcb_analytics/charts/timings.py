"""Times of several ways to one answer: every round as a mark, the median as a dot.

The axis is logarithmic, for ways differ by factors. Rows read and bytes stand at the right.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.frames import checked, numbers, shown
from tcb_analytics.charts.text import label, lines, shortened
from tcb_analytics.charts.theme import BLUE, INK, framed, no_data

ROW_HEIGHT = 36
NAME_LENGTH = 30


def timing_chart(
    frame: pd.DataFrame, *, title: str | None = None, notes: dict[str, str] | None = None
) -> go.Figure:
    """Times by way and round.

    Args:
        frame: One row a way and round: way, milliseconds.
        title: What to say instead of what is computed from the frame.
        notes: A few words on each way, shown at the right, such as the rows it reads.

    Raises:
        TcbError: A column is missing.
    """
    table = checked(frame, ["way", "milliseconds"], "timing_chart")
    took = numbers(table, "milliseconds")
    table = table.assign(took=took)[np.isfinite(took) & (took > 0)]
    if table.empty:
        return no_data(title or "Times", "Nothing was timed.")
    ways = list(dict.fromkeys(shown(way) for way in table["way"]))
    times = {way: table.loc[[shown(w) == way for w in table["way"]], "took"] for way in ways}
    middle = {way: float(values.median()) for way, values in times.items()}
    figure = go.Figure()
    _add_marks(figure, ways, times, middle)
    said = notes or {}
    for at, way in enumerate(ways):
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=8, y=at, showarrow=False,
            text=label(_milliseconds(middle[way])), font_weight=600,
        )  # fmt: skip
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=86, y=at, showarrow=False,
            text=label(said.get(way, "")),
        )  # fmt: skip
    _axes(figure, ways, table["took"])
    rounds = min(len(values) for values in times.values())
    subtitle = f"Marks: {rounds} rounds, ways taken in turn; dots: medians. Logarithmic axis."
    longest = max([len(text) for text in said.values()], default=0)
    return framed(
        figure, title or _title(ways, middle), subtitle, body=ROW_HEIGHT * len(ways) + 10,
        right=100 + round(7.3 * longest),
    )  # fmt: skip


def _add_marks(
    figure: go.Figure, ways: list[str], times: dict[str, pd.Series], middle: dict[str, float]
) -> None:
    figure.add_scatter(
        x=np.concatenate([times[way] for way in ways]), mode="markers", hoverinfo="skip",
        y=np.repeat(np.arange(len(ways)), [len(times[way]) for way in ways]),
        marker={"symbol": "line-ns", "size": 13, "line": {"color": INK, "width": 1.5}},
        opacity=0.6,
    )  # fmt: skip
    figure.add_scatter(
        x=[middle[way] for way in ways], y=list(range(len(ways))), mode="markers",
        marker={"color": BLUE, "size": 11}, hoverinfo="text", cliponaxis=False,
        hovertext=[
            lines([way, f"median {_milliseconds(middle[way])}",
                   f"{_milliseconds(times[way].min())} to {_milliseconds(times[way].max())}"])
            for way in ways
        ],
    )  # fmt: skip


def _axes(figure: go.Figure, ways: list[str], took: pd.Series) -> None:
    low, high = math.log10(took.min()), math.log10(took.max())
    ends = [low - 0.1, high + 0.1]
    steps = [
        step * 10**power
        for power in range(math.floor(ends[0]), math.ceil(ends[1]) + 1)
        for step in (1, 3)
    ]
    kept = [value for value in steps if ends[0] <= math.log10(value) <= ends[1]]
    figure.update_xaxes(
        type="log", range=ends, tickvals=kept, ticktext=[_milliseconds(v) for v in kept],
        tickangle=0,
    )  # fmt: skip
    figure.update_yaxes(
        range=[len(ways) - 0.5, -0.5], tickvals=list(range(len(ways))), showgrid=False,
        ticktext=[label(shortened(way, NAME_LENGTH)) for way in ways],
    )  # fmt: skip


def _milliseconds(value: float) -> str:
    if value >= 1000:
        return f"{value / 1000:.3g}\u00a0s"
    return f"{value:.3g}\u00a0ms"


def _title(ways: list[str], middle: dict[str, float]) -> str:
    first, last = max(ways, key=middle.__getitem__), min(ways, key=middle.__getitem__)
    if len(ways) == 1:
        return f"{shortened(ways[0], 60)} takes {_milliseconds(middle[first])}"
    times = middle[first] / middle[last]
    ends = f"{_milliseconds(middle[last])} or {_milliseconds(middle[first])}"
    return f"One answer in {ends}: {times:.0f} times"
