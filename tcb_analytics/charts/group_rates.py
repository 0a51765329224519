"""Groups of games by their win rate, as sorted dots with intervals around a common rate.

For colours, archetypes or players: groups of one set's games, whose players win more than half
together, so that the line to compare with is their common rate and not one half.
"""

from __future__ import annotations

from math import nan

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.frames import Floats, checked, numbers, shown
from tcb_analytics.charts.rows import RIGHT, DotRow, body_height, dot_rows
from tcb_analytics.charts.text import between, lines, percent, sentence, spelled
from tcb_analytics.charts.theme import BLUE, INK, RED, framed, no_data

MOST = 30
"""Rows drawn at most, those with the most games."""


def group_rate_chart(
    frame: pd.DataFrame,
    *,
    key: str,
    rate: str = "game_wr",
    count: str = "num_games",
    reference: float,
    nouns: str = "groups",
    title: str | None = None,
    most: int = MOST,
) -> go.Figure:
    """Groups by a rate of ``lake.limited``.

    Args:
        frame: One row a group: key, rate, its ``_low`` and ``_high`` (missing where withheld)
            and count.
        key: Column that names a group; empty text for no colours.
        rate: Column of the rate.
        count: Column of its sample.
        reference: The rate to compare with.
        nouns: What the groups are, in the plural.
        title: What to say instead of what is computed from the frame.
        most: Rows drawn at most.

    Raises:
        TcbError: A column is missing.
    """
    needed = [key, rate, f"{rate}_low", f"{rate}_high", count]
    table = checked(frame, needed, "group_rate_chart")
    if table.empty:
        return no_data(title or "Win rates", f"No {nouns} were found: widen the filter.")
    played = numbers(table, count)
    kept = table.iloc[np.argsort(-played, kind="stable")[:most]]
    kept = kept.iloc[np.argsort(-np.nan_to_num(numbers(kept, rate), nan=-1), kind="stable")]
    called = ["none" if value == "" else shown(value) for value in kept[key]]
    values = np.stack([numbers(kept, name) for name in needed[1:]], axis=1)
    rows = [_row(name, line, reference) for name, line in zip(called, values, strict=True)]
    subtitle = (
        f"Dot: win rate; line: its 95 % interval; n: games. Dotted: {percent(reference)}, the "
        "rate of all. Blue: all of the interval above it; red: all below."
    )
    if len(table) > most:
        subtitle += f" The {most} with most games; {len(table) - most:,} more are not shown."
    figure = dot_rows(rows, reference=reference)
    said = title or _title(values, reference, nouns)
    return framed(figure, said, subtitle, body=body_height(len(rows)), right=RIGHT)


def _row(name: str, values: Floats, reference: float) -> DotRow:
    """The row of a group by its rate, both ends and count."""
    rate, low, high, count = (float(value) for value in values)
    seen = f"n {np.nan_to_num(count):,.0f}"
    if np.isnan(rate):
        hover = lines([name, f"withheld: {seen}"])
        return DotRow(name, nan, nan, nan, ("withheld", seen), hover, faded=True)
    color = BLUE if low > reference else RED if high < reference else INK
    hover = lines([name, f"{percent(rate)}, interval {between(low, high)}", f"{seen} games"])
    return DotRow(name, rate, low, high, (percent(rate), seen), hover, color)


def _title(values: Floats, reference: float, nouns: str) -> str:
    told = values[np.isfinite(values[:, 0])]
    above = int((told[:, 1] > reference).sum())
    below = int((told[:, 2] < reference).sum())
    if not len(told):
        return f"None of the {nouns} has enough games for a rate"
    return sentence(
        f"{spelled(above)} of {spelled(len(told))} {nouns} win clearly more than all together, "
        f"{spelled(below)} clearly less"
    )
