"""A set's cards by a win rate: the highest and lowest as rows, and all of them at a glance.

The line at which cards are judged is the mean of the rate over all copies of the frame. A card
counts as clearly above or below it when its whole interval is.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.card_colors import (
    KINDS,
    card_names,
    color_kind,
    kind_color,
    letters_of,
)
from tcb_analytics.charts.frames import Floats, checked, numbers
from tcb_analytics.charts.rows import RIGHT, DotRow, body_height, dot_rows
from tcb_analytics.charts.text import between, lines, percent, sentence, shortened, spelled
from tcb_analytics.charts.theme import BLUE, INK, RED, framed, no_data

MOST = 30
"""Rows drawn at most: half of them the highest, half the lowest."""

BODY = 300
WORDS = {
    "gih_wr": "games won with the card in hand (GIH WR)",
    "oh_wr": "games won with the card in the opening hand (OH WR)",
    "gd_wr": "games won with the card drawn later (GD WR)",
    "gp_wr": "games won with the card in the deck (GP WR)",
}
"""What rates are called in a subtitle."""


@dataclass(frozen=True, slots=True)
class _Rated:
    """The cards whose rate is told, highest first."""

    names: list[str]
    kinds: list[str]
    rate: Floats
    low: Floats
    high: Floats
    count: Floats
    hidden: int

    @property
    def mean(self) -> float:
        """The rate over all copies."""
        weight = np.nan_to_num(self.count)
        if not weight.any():
            return float(self.rate.mean())
        return float((self.rate * weight).sum() / weight.sum())


def card_rating_chart(
    frame: pd.DataFrame,
    *,
    rate: str = "gih_wr",
    count: str = "num_gih",
    title: str | None = None,
    most: int = MOST,
) -> go.Figure:
    """Cards by a rate of ``lake.limited``, as sorted dots with intervals.

    Args:
        frame: One row a card: name, the rate, its ``_low`` and ``_high`` (missing where
            withheld) and its count; ``color`` is used where present.
        rate: Column of the rate.
        count: Column of its sample, in copies.
        title: What to say instead of what is computed from the frame.
        most: Rows drawn at most; of more cards the highest and the lowest.

    Raises:
        TcbError: A column is missing.
    """
    rated = _rated(frame, rate, count, "card_rating_chart")
    if not rated.names:
        return no_data(title or "Card ratings", _nothing(rated))
    rows = [_row(rated, at) for at in range(len(rated.names))]
    half = max(1, most // 2)
    if len(rows) > most:
        between_them = f"{len(rows) - 2 * half:,} cards between"
        gap = DotRow(between_them, nan, nan, nan, ("", ""), between_them, faded=True)
        rows = [*rows[:half], gap, *rows[-half:]]
    figure = dot_rows(rows, reference=rated.mean)
    _add_legend(figure, rated.kinds)
    framed(
        figure, title or _title(rated), _subtitle(rated, rate), body=body_height(len(rows)),
        right=RIGHT, above=34,
    )  # fmt: skip
    return figure.update_layout(
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "itemclick": False,
                "itemdoubleclick": False},
    )  # fmt: skip


def card_spread_chart(
    frame: pd.DataFrame,
    *,
    rate: str = "gih_wr",
    count: str = "num_gih",
    title: str | None = None,
) -> go.Figure:
    """Every card of a set by a rate, sorted, with its interval, against the mean of all copies.

    Arguments and errors are those of :func:`card_rating_chart`.
    """
    rated = _rated(frame, rate, count, "card_spread_chart")
    if not rated.names:
        return no_data(title or "Card ratings", _nothing(rated))
    figure = go.Figure()
    for color, kept in _judged(rated).items():
        at = np.flatnonzero(kept)
        gaps = np.full(len(at), np.nan)
        figure.add_scatter(
            x=np.stack([at, at, gaps], 1).ravel(), opacity=0.45, hoverinfo="skip", mode="lines",
            y=np.stack([rated.low[at], rated.high[at], gaps], 1).ravel() * 100,
            line={"color": color, "width": 1.5},
        )  # fmt: skip
        figure.add_scatter(
            x=at, y=rated.rate[at] * 100, mode="markers", marker={"color": color, "size": 5},
            hovertext=[_hover(rated, int(i)) for i in at], hoverinfo="text",
        )  # fmt: skip
    figure.add_hline(y=rated.mean * 100, line={"color": INK, "width": 1.5, "dash": "dot"})
    figure.update_xaxes(
        showticklabels=False, showgrid=False, range=[-2, len(rated.names) + 1],
        title_text=f"{len(rated.names):,} cards, highest rate first",
    )  # fmt: skip
    figure.update_yaxes(ticksuffix="\u00a0%", nticks=8)
    told = "Blue: the whole interval lies above the mean of all copies; red: below it."
    said = f"{sentence(_words(rate))}, with intervals. {told}{_withheld(rated)}"
    return framed(figure, title or _title(rated), said, body=BODY, below=34)


def _rated(frame: pd.DataFrame, rate: str, count: str, chart: str) -> _Rated:
    needed = ["name", rate, f"{rate}_low", f"{rate}_high", count]
    table = checked(frame, needed, chart)
    values = numbers(table, rate)
    order = np.argsort(-values, kind="stable")[: int(np.isfinite(values).sum())]
    names, kinds = card_names(table), [color_kind(letters) for letters in letters_of(table)]
    low, high, sample = (numbers(table, name)[order] for name in needed[2:])
    return _Rated(
        [names[i] for i in order], [kinds[i] for i in order], values[order], low, high, sample,
        len(table) - len(order),
    )  # fmt: skip


def _row(rated: _Rated, at: int) -> DotRow:
    return DotRow(
        rated.names[at], float(rated.rate[at]), float(rated.low[at]), float(rated.high[at]),
        figures=(percent(float(rated.rate[at])), f"n {rated.count[at]:,.0f}"),
        hover=_hover(rated, at),
        color=kind_color(rated.kinds[at]),
    )  # fmt: skip


def _hover(rated: _Rated, at: int) -> str:
    low, high = float(rated.low[at]), float(rated.high[at])
    told = f"{percent(float(rated.rate[at]))}, interval {between(low, high)}"
    return lines([rated.names[at], told, f"n {rated.count[at]:,.0f} copies"])


def _add_legend(figure: go.Figure, kinds: list[str]) -> None:
    """One mark for each colour of cards that is there, in the order of WUBRG."""
    for trace in figure.data:
        trace.showlegend = False
    for kind in sorted(set(kinds), key=KINDS.index):
        figure.add_scatter(
            x=[None], y=[None], mode="markers", name=kind, showlegend=True,
            marker={"color": kind_color(kind), "size": 10},
        )  # fmt: skip


def _judged(rated: _Rated) -> dict[str, np.ndarray]:
    above, below = rated.low > rated.mean, rated.high < rated.mean
    return {INK: ~above & ~below, BLUE: above, RED: below}


def _title(rated: _Rated) -> str:
    kept = _judged(rated)
    above, below = int(kept[BLUE].sum()), int(kept[RED].sum())
    if len(rated.names) == 1:
        return f"{shortened(rated.names[0], 60)}: {percent(float(rated.rate[0]))}"
    whole = f"of {len(rated.names):,} cards, {spelled(above)} lie{'s' * (above == 1)} clearly"
    return sentence(f"{whole} above the mean of {percent(rated.mean)}, {spelled(below)} below")


def _subtitle(rated: _Rated, rate: str) -> str:
    told = "lines are 95 % intervals, n counts copies; dotted: the mean of all copies."
    return f"{sentence(_words(rate))}; {told}{_withheld(rated)} Colours of cards:"


def _words(rate: str) -> str:
    return WORDS.get(rate, rate)


def _withheld(rated: _Rated) -> str:
    return f" Withheld for too few copies: {rated.hidden:,} cards." if rated.hidden else ""


def _nothing(rated: _Rated) -> str:
    if rated.hidden:
        return "No card has enough copies for a rate: import more games, or lower the threshold."
    return "No cards were found: import logs of the set, or widen the filter."
