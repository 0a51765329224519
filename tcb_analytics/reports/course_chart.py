"""The course of one share or rate over time: a row a period, earliest first.

For one leader or card, whose own intervals matter; the shares of a whole meta are
drawn by the charts room as lines.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.rows import RIGHT, DotRow, body_height, dot_rows
from tcb_analytics.charts.text import lines
from tcb_analytics.charts.theme import BLUE, framed, no_data
from tcb_analytics.reports.wording import interval, is_missing, number, percent

MOST = 20
"""Periods drawn at most, the latest."""


def course_chart(
    frame: pd.DataFrame,
    *,
    period: str,
    value: str,
    count: str,
    title: str,
    unit: str | None = None,
    reference: float | None = None,
) -> go.Figure:
    """Draw one value over time as dots with intervals.

    Args:
        frame: One row a period, with low and high (fractions; missing where withheld).
        period: Column of the period, such as ``week``; sorts by its text.
        value: Column of the value, a fraction.
        count: Column of how much it rests on, such as ``games``.
        title: What is seen.
        unit: What is counted, in words; the column's name by default.
        reference: Fraction at which an upright line stands.
    """
    dated = frame[frame[period].notna()].sort_values(period)
    if dated.empty:
        return no_data(title, f"{title}: nothing in these data has a date.")
    late = dated.tail(MOST)
    rows = [_row(row, period, value, count) for _, row in late.iterrows()]
    shown = f"The last {len(late)} of {len(dated)} periods. " if len(late) < len(dated) else ""
    remark = f"{shown}Lines are 95 % intervals; n: {unit or count}."
    figure = dot_rows(rows, reference=reference)
    return framed(figure, title, remark, body=body_height(len(rows)), right=RIGHT)


def _row(row: pd.Series, period: str, value: str, count: str) -> DotRow:
    when, seen = str(row[period]), f"n {number(row[count])}"
    if is_missing(row[value]):
        nan = float("nan")
        return DotRow(when, nan, nan, nan, ("withheld", seen), lines([when, seen]), faded=True)
    told = percent(row[value])
    hover = lines([when, f"{told}, {interval(row['low'], row['high'])}", seen])
    at, low, high = float(row[value]), float(row["low"]), float(row["high"])
    return DotRow(when, at, low, high, (told, seen), hover, BLUE)
