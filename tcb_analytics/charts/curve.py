"""Cost curves: copies of each cost in a deck, alone or beside what others play.

Costs that no card has are drawn as gaps at 0; cards of unknown cost stand apart at
the right, so that the bars add up to the deck.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.frames import checked, numbers
from tcb_analytics.charts.text import lines, plain, sentence
from tcb_analytics.charts.theme import BLUE, FAINT, framed, no_data

COLUMNS = ("cost", "copies")
BODY = 260


def curve_chart(
    frame: pd.DataFrame,
    *,
    title: str | None = None,
    against: pd.DataFrame | None = None,
    name: str = "the average deck",
    against_name: str = "the average deck",
) -> go.Figure:
    """Copies by cost, from ``lake.curve`` or one deck's own curve.

    Args:
        frame: One row a cost: cost (missing for cards of unknown cost) and copies,
            the mean a deck; ``decks`` is used where present.
        title: What to say instead of what is computed from the frame.
        against: A second curve of the same columns, drawn in grey beside the first.
        name: What the frame is, in a sentence: ``this deck``.
        against_name: What the second curve is.

    Raises:
        TcbError: A column is missing.
    """
    table = checked(frame, COLUMNS, "curve_chart")
    bars = _curve(table)
    if not bars:
        return no_data(
            title or "Cost curve",
            "No complete deck list was found: import deck lists, or widen the filter.",
        )
    others = {} if against is None else _curve(checked(against, COLUMNS, "curve_chart, against"))
    places = _places({*bars, *others})
    figure = go.Figure()
    _add_bars(figure, places, bars, name, BLUE)
    if others:
        _add_bars(figure, places, others, against_name, FAINT)
    names = ["unknown" if cost is None else str(cost) for cost in places]
    figure.update_layout(barmode="group", bargap=0.25, bargroupgap=0.05)
    figure.update_xaxes(
        tickvals=list(range(len(places))), ticktext=names, title_text="cost", showgrid=False
    )
    figure.update_yaxes(rangemode="tozero", nticks=6)
    subtitle = _subtitle(table, bars, name, against_name if others else "")
    if None in places:
        subtitle += " Hatched: cards that no catalogue knows."
    return framed(figure, title or _title(bars, name), subtitle, body=BODY, below=56)


def _places(costs: set[int | None]) -> list[int | None]:
    """Every cost from the least to the greatest, then the unknown where there are such."""
    known = [cost for cost in costs if cost is not None]
    places: list[int | None] = [*range(min(known, default=0), max(known, default=-1) + 1)]
    return [*places, None] if None in costs else places


def _curve(table: pd.DataFrame) -> dict[int | None, float]:
    """Copies by cost; rows of one cost are summed, zeros left out."""
    curve: dict[int | None, float] = {}
    for cost, copies in zip(numbers(table, "cost"), numbers(table, "copies"), strict=True):
        if copies > 0:
            key = None if np.isnan(cost) else int(cost)
            curve[key] = curve.get(key, 0.0) + float(copies)
    return curve


def _add_bars(
    figure: go.Figure,
    places: list[int | None],
    bars: Mapping[int | None, float],
    name: str,
    color: str,
) -> None:
    heights = [bars.get(cost, 0.0) for cost in places]
    whole = sum(heights)
    figure.add_bar(
        x=list(range(len(places))),
        y=heights,
        marker={
            "color": color,
            "pattern": {"shape": ["/" if cost is None else "" for cost in places]},
        },
        text=[_amount(height) if height >= 0.05 else "" for height in heights],
        textposition="outside", textangle=0, cliponaxis=False, hoverinfo="text",
        hovertext=[
            lines([name, _cost(cost), f"{_amount(height)} of {_amount(whole)} cards"])
            for cost, height in zip(places, heights, strict=True)
        ],
    )  # fmt: skip


def _cost(cost: int | None) -> str:
    return "cost unknown" if cost is None else f"cost {cost}"


def _amount(copies: float) -> str:
    """Copies, with a decimal only where it says something."""
    return f"{copies:.0f}" if abs(copies - round(copies)) < 0.05 else f"{copies:.1f}"


def _title(bars: Mapping[int | None, float], name: str) -> str:
    known = {cost: copies for cost, copies in bars.items() if cost is not None}
    if not known:
        return f"No card of {plain(name)} has a known cost"
    peak = max(known, key=lambda cost: known[cost])
    mean = sum(cost * copies for cost, copies in known.items()) / sum(known.values())
    return sentence(
        f"{plain(name)} holds most cards at cost {peak}, with a mean cost of {mean:.1f}"
    )


def _subtitle(
    table: pd.DataFrame, bars: Mapping[int | None, float], name: str, against_name: str
) -> str:
    decks = numbers(table, "decks")
    parts = [f"Copies by cost, {_amount(sum(bars.values()))} cards"]
    if np.isfinite(decks).any():
        parts.append(f", mean of {np.nanmax(decks):,.0f} decks")
    parts.append(".")
    if against_name:
        parts.append(f" Blue: {plain(name)}; grey: {plain(against_name)}.")
    return "".join(parts)
