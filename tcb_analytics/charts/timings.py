"""Times of several ways to one answer: every round as a mark, the median as a dot.

The axis is logarithmic, for ways differ by factors. What a way reads stands under its name.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.frames import checked, numbers, shown
from tcb_analytics.charts.text import label, lines, shortened
from tcb_analytics.charts.theme import BLUE, INK, framed, no_data

ROW_HEIGHT = 40
NAME_LENGTH = 30


def timing_chart(
    frame: pd.DataFrame, *, title: str | None = None, notes: dict[str, str] | None = None
) -> go.Figure:
    """Times by way and round.

    Args:
        frame: One row a way and round: way, milliseconds.
        title: What to say instead of what is computed from the frame.
        notes: A few words on each way, shown under its name, such as the rows it reads.

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
    for at, way in enumerate(ways):
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=8, y=at, showarrow=False,
            text=label(_milliseconds(middle[way])), font_weight=600,
        )  # fmt: skip
    _axes(figure, ways, notes or {}, table["took"])
    rounds = min(len(values) for values in times.values())
    subtitle = f"Marks: {rounds} rounds, ways taken in turn; dots: medians. Logarithmic axis."
    height = ROW_HEIGHT * len(ways) + 10
    return framed(figure, title or _title(ways, middle), subtitle, body=height, right=90)


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


def _axes(figure: go.Figure, ways: list[str], notes: dict[str, str], took: pd.Series) -> None:
    """Powers of ten where there are two of them, else steps between; each way with its note."""
    low, high = math.log10(took.min()), math.log10(took.max())
    ends = [low - 0.1, high + 0.1]
    powers = range(math.floor(ends[0]), math.ceil(ends[1]) + 1)
    tens = [10.0**power for power in powers if ends[0] <= power <= ends[1]]
    between = [step * 10.0**power for power in powers for step in (1, 2, 5)]
    kept = [value for value in between if ends[0] <= math.log10(value) <= ends[1]]
    shown = tens if len(tens) > 1 else kept
    figure.update_xaxes(
        type="log", range=ends, tickvals=shown, ticktext=[_milliseconds(v) for v in shown],
        tickangle=0,
    )  # fmt: skip
    figure.update_yaxes(
        range=[len(ways) - 0.5, -0.5], tickvals=list(range(len(ways))), showgrid=False,
        ticktext=[_called(way, notes.get(way, "")) for way in ways],
    )  # fmt: skip


def _called(way: str, note: str) -> str:
    name = label(shortened(way, NAME_LENGTH))
    if not note:
        return name
    return f'{name}<br><span style="font-size:11px">{label(shortened(note, NAME_LENGTH))}</span>'


def _milliseconds(value: float) -> str:
    if value >= 1000:
        return f"{value / 1000:.3g}\u00a0s"
    digits = 1 if value < 100 else 0
    return f"{value:,.{digits}f}\u00a0ms"


def _title(ways: list[str], middle: dict[str, float]) -> str:
    first, last = max(ways, key=middle.__getitem__), min(ways, key=middle.__getitem__)
    if len(ways) == 1:
        return f"{shortened(ways[0], 60)} takes {_milliseconds(middle[first])}"
    times = middle[first] / middle[last]
    ends = f"{_milliseconds(middle[last])} or {_milliseconds(middle[first])}"
    return f"One answer in {ends}: {times:.0f} times"
