"""Rates over time: one line a group with the band of its interval, named at its end.

Unlike shares, rates need not start at 0: the axis shows the bands and the reference. What is
withheld is a gap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.dodge import dodged
from tcb_analytics.charts.frames import Floats, checked, numbers, shown
from tcb_analytics.charts.periods import in_order, ticks
from tcb_analytics.charts.text import between, counted, label, lines, percent, shortened, spelled
from tcb_analytics.charts.theme import INK, SERIES, framed, no_data

MOST = 6
"""Lines drawn at most: as many as colours tell apart."""

BODY = 340
NAME_LENGTH = 26


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    color: str
    rate: Floats
    low: Floats
    high: Floats
    count: Floats


def rate_course_chart(
    frame: pd.DataFrame,
    *,
    period: str,
    series: str | None = None,
    rate: str,
    count: str,
    title: str,
    unit: str = "games",
    reference: float | None = None,
    most: int = MOST,
) -> go.Figure:
    """A rate of ``lake.limited`` over periods, as lines with bands.

    Args:
        frame: One row a period and group: both keys, the rate, its ``_low`` and ``_high``
            (missing where withheld) and its count.
        period: Column of the period, such as ``game_week``.
        series: Column of the group; None for one line.
        rate: Column of the rate.
        count: Column of its sample.
        title: What is seen.
        unit: What the sample counts.
        reference: Rate at which a level line stands.
        most: Lines drawn at most, those with the largest samples.

    Raises:
        TcbError: A column is missing.
    """
    keys = [period, *([series] if series else [])]
    needed = [*keys, rate, f"{rate}_low", f"{rate}_high", count]
    table = checked(frame, needed, "rate_course_chart")
    table = table[table[period].notna()].reset_index(drop=True)
    if not np.isfinite(numbers(table, rate)).any():
        return no_data(title, f"No period has enough {unit} for a rate.")
    periods, at = in_order(list(table[period]))
    found = _lines(table, needed, series, periods)
    drawn = found[:most]
    figure = go.Figure()
    for line in reversed(drawn):
        _add_line(figure, line, periods, at, unit)
    if reference is not None:
        figure.add_hline(y=reference * 100, line={"color": INK, "width": 1.5, "dash": "dot"})
    reach = _axes(figure, drawn, periods, at, reference)
    right = _add_names(figure, drawn, at, reach) if series else 24
    said = _subtitle(found, drawn, unit)
    return framed(figure, title, said, body=BODY, right=right)


def _subtitle(found: list[_Line], drawn: list[_Line], unit: str) -> str:
    total = sum(float(line.count.sum()) for line in found)
    said = f"Bands are 95 % intervals; {total:,.0f} {unit} in all."
    if len(found) > len(drawn):
        left = counted(len(found) - len(drawn), "group")
        said += f" The {spelled(len(drawn))} with most {unit} are drawn; {left} not."
    return said


def _lines(
    table: pd.DataFrame, needed: list[str], series: str | None, periods: list[str]
) -> list[_Line]:
    """The groups, the largest sample first."""
    period, columns = needed[0], needed[-4:]
    place = {name: i for i, name in enumerate(periods)}
    groups = [shown(value) for value in table[series]] if series else [""] * len(table)
    rows = np.array([place[shown(value)] for value in table[period]], dtype=int)
    values = [numbers(table, name) for name in columns]
    cells: dict[str, list[Floats]] = {}
    for i, group in enumerate(groups):
        filled = cells.setdefault(group, [np.full(len(periods), np.nan) for _ in columns])
        for cell, column in zip(filled, values, strict=True):
            cell[rows[i]] = column[i]
    order = sorted(cells, key=lambda name: -float(np.nansum(cells[name][3])))
    return [
        _Line(name, SERIES[i % len(SERIES)], rate, low, high, np.nan_to_num(count))
        for i, name in enumerate(order)
        for rate, low, high, count in [cells[name]]
        if np.isfinite(rate).any()
    ]


def _add_line(figure: go.Figure, line: _Line, periods: list[str], at: Floats, unit: str) -> None:
    red, green, blue = (int(line.color[i : i + 2], 16) for i in (1, 3, 5))
    known = np.flatnonzero(np.isfinite(line.low) & np.isfinite(line.high))
    for run in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1):
        figure.add_scatter(
            x=np.concatenate([at[run], at[run][::-1]]),
            y=np.concatenate([line.high[run], line.low[run][::-1]]) * 100,
            fill="toself", fillcolor=f"rgba({red}, {green}, {blue}, 0.09)", line_width=0,
            mode="lines", hoverinfo="skip",
        )  # fmt: skip
    figure.add_scatter(
        x=at, y=line.rate * 100, mode="lines+markers", connectgaps=False,
        line={"color": line.color, "width": 2}, marker_size=6, hoverinfo="text",
        hovertext=[_hover(line, i, name, unit) for i, name in enumerate(periods)],
    )  # fmt: skip


def _hover(line: _Line, i: int, period: str, unit: str) -> str:
    told = f"{percent(line.rate[i])}, interval {between(line.low[i], line.high[i])}"
    head = f"{line.name}, {period}" if line.name else period
    return lines([head, told, f"n {line.count[i]:,.0f} {unit}"])


def _axes(
    figure: go.Figure, drawn: list[_Line], periods: list[str], at: Floats, reference: float | None
) -> tuple[float, float]:
    """Name the periods, and let rates reach over bands and reference; their ends in percent."""
    named = ticks(at)
    told = [label(periods[i]) for i in named]
    figure.update_xaxes(tickvals=[at[i] for i in named], ticktext=told, tickangle=0, showgrid=False)
    ends = 100 * np.concatenate([part for line in drawn for part in (line.low, line.high)])
    ends = np.append(ends[np.isfinite(ends)], [] if reference is None else 100 * reference)
    air = 0.04 * float(np.ptp(ends)) + 0.5
    low, high = float(ends.min()) - air, float(ends.max()) + air
    figure.update_yaxes(range=[low, high], ticksuffix="\u00a0%", nticks=8)
    return low, high


def _add_names(
    figure: go.Figure, drawn: list[_Line], at: Floats, reach: tuple[float, float]
) -> int:
    """Name each line at its end, moved apart; returns the margin that names need."""
    low, high = reach
    last = [100 * float(line.rate[np.isfinite(line.rate)][-1]) for line in drawn]
    gap = 17 * (high - low) / BODY
    spots = dodged(last, gap=gap, low=low + gap / 2, high=high - gap / 2)
    step = 0.025 * float(at[-1] - at[0]) or 1.0
    texts = [f"{shortened(line.name, NAME_LENGTH)} {value:.0f}\u00a0%"
             for line, value in zip(drawn, last, strict=True)]  # fmt: skip
    for line, rate, spot, text in zip(drawn, last, spots, texts, strict=True):
        end = float(at[np.flatnonzero(np.isfinite(line.rate))[-1]])
        figure.add_scatter(
            x=[end, at[-1] + step], y=[rate, spot], mode="lines", hoverinfo="skip",
            line={"color": line.color, "width": 1}, opacity=0.6,
        )  # fmt: skip
        figure.add_annotation(
            x=at[-1] + step, y=spot, xanchor="left", showarrow=False, font_color=line.color,
            font_weight=600, font_size=12, text=label(text),
        )  # fmt: skip
    figure.update_xaxes(range=[at[0] - step, at[-1] + step])
    return 34 + round(7.4 * max(len(text) for text in texts))
