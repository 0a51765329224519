"""Rates as a map of rows by columns, around a middle, that fades where little is known.

For cards by colours or archetypes, and for colours against colours. Cells have the colours and
the manners of the matchup map (``cells.py``, ``matchups.py``); what is withheld has no colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from tcb_analytics.charts.cells import COLOR_COUNT, color_index, color_scale, text_color
from tcb_analytics.charts.frames import Floats, checked, numbers, shown
from tcb_analytics.charts.text import (
    between,
    label,
    lines,
    percent,
    sentence,
    short_count,
    shortened,
    spelled,
)
from tcb_analytics.charts.theme import LINE, framed, no_data

Places = NDArray[np.int_]

CELL, ROW = 46, 30
"""Pixels of a cell."""

NAME, HEAD = 34, 26
"""Letters of a row's name and of a column's at most."""


@dataclass(frozen=True, slots=True)
class _Map:
    rows: list[str]
    columns: list[str]
    rate: Floats
    low: Floats
    high: Floats
    count: Floats
    middle: float

    @property
    def index(self) -> Floats:
        """Colour of each cell; distances count double, for rates of cards lie close."""
        return color_index(*(0.5 + 2 * (v - self.middle) for v in (self.rate, self.low, self.high)))


def rate_heatmap(
    frame: pd.DataFrame,
    *,
    row: str,
    column: str,
    rate: str,
    count: str,
    rows: Sequence[str],
    columns: Sequence[str],
    middle: float,
    nouns: str = "cells",
    title: str | None = None,
    remark: str = "",
) -> go.Figure:
    """A rate by two keys, as ``lake.limited`` gives it.

    Args:
        frame: One row a cell: both keys, the rate, its ``_low`` and ``_high`` (missing where
            withheld) and its count.
        row: Key of the rows.
        column: Key of the columns.
        rate: Column of the rate.
        count: Column of its sample.
        rows: Values to show as rows, from the top.
        columns: Values to show as columns, from the left.
        middle: Rate that is grey; colours tell the distance from it.
        nouns: What the cells are, in the plural.
        title: What to say instead of what is computed from the frame.
        remark: Sentences behind the subtitle.

    Raises:
        TcbError: A column is missing.
    """
    values = (rate, f"{rate}_low", f"{rate}_high", count)
    table = checked(frame, [row, column, *values], "rate_heatmap")
    grid = _filled(table, (row, column), values, (list(rows), list(columns)), middle)
    if not (grid.count > 0).any():
        return no_data(title or "Rates", "No games were found: import some, or widen the filter.")
    figure = go.Figure()
    _add_cells(figure, grid)
    _add_figures(figure, grid)
    above = _add_axes(figure, grid)
    right = max(40, above // 2, 440 - CELL * len(columns))
    said = title or _title(grid, nouns)
    return framed(
        figure, said, _subtitle(grid, remark), body=ROW * len(rows), above=above, below=14,
        right=right,
    )  # fmt: skip


def _filled(
    table: pd.DataFrame, keys: tuple[str, str], values: tuple[str, ...],
    axes: tuple[list[str], list[str]], middle: float,
) -> _Map:  # fmt: skip
    """The rows of a frame as cells of the axes."""
    rows, columns = axes
    places = (_places(table[keys[0]], rows), _places(table[keys[1]], columns))
    shape = (len(rows), len(columns))
    told, low, high, seen = (_spread(numbers(table, name), places, shape) for name in values)
    return _Map(rows, columns, told, low, high, np.nan_to_num(seen), middle)


def _places(values: pd.Series, wanted: Sequence[str]) -> Places:
    """Where in the wanted order each value stands; -1 for nowhere."""
    place = {name: at for at, name in enumerate(wanted)}
    return np.array([place.get("" if value == "" else shown(value), -1) for value in values], int)


def _spread(values: Floats, places: tuple[Places, Places], shape: tuple[int, int]) -> Floats:
    """Values of rows as cells; NaN where there is no row."""
    rows, columns = places
    known = (rows >= 0) & (columns >= 0)
    cell = np.full(shape, np.nan)
    cell[rows[known], columns[known]] = values[known]
    return cell


def _add_cells(figure: go.Figure, grid: _Map) -> None:
    figure.add_heatmap(
        z=[[None if np.isnan(i) else i + 0.5 for i in line] for line in grid.index],
        zmin=0, zmax=COLOR_COUNT, colorscale=color_scale(), showscale=False, xgap=1, ygap=1,
        hoverinfo="text", hoverongaps=True,
        hovertext=[
            [_hover(grid, i, j) for j in range(len(grid.columns))] for i in range(len(grid.rows))
        ],
    )  # fmt: skip


def _hover(grid: _Map, i: int, j: int) -> str:
    pair, count = f"{grid.rows[i] or 'none'}, {grid.columns[j] or 'none'}", grid.count[i, j]
    if not count:
        return lines([pair, "not seen"])
    if np.isnan(grid.rate[i, j]):
        return lines([pair, f"withheld: n {count:,.0f}"])
    told = between(float(grid.low[i, j]), float(grid.high[i, j]))
    return lines([pair, f"{percent(float(grid.rate[i, j]))}, interval {told}", f"n {count:,.0f}"])


def _add_figures(figure: go.Figure, grid: _Map) -> None:
    """Rate and count in the cells that have one, the count alone where it is withheld."""
    rows, columns = np.nonzero(~np.isnan(grid.rate))
    index = grid.index[rows, columns].astype(int)
    figure.add_scatter(
        x=columns, y=rows, mode="text", hoverinfo="skip",
        text=[
            f"{grid.rate[i, j] * 100:.0f}\u00a0%<br>"
            f'<span style="font-size:9px">n {short_count(grid.count[i, j])}</span>'
            for i, j in zip(rows, columns, strict=True)
        ],
        textfont={"size": 11, "color": [text_color(i) for i in index]},
    )  # fmt: skip
    rows, columns = np.nonzero(np.isnan(grid.rate) & (grid.count > 0))
    figure.add_scatter(
        x=columns, y=rows, mode="text", hoverinfo="skip", textfont_size=9,
        text=[f"n {short_count(n)}" for n in grid.count[rows, columns]],
    )  # fmt: skip


def _add_axes(figure: go.Figure, grid: _Map) -> int:
    """Name both axes; returns the pixels that the columns' names take above the map."""
    heads = [shortened(name, HEAD) or "none" for name in grid.columns]
    longest = max(len(head) for head in heads)
    slanted = longest > 4
    figure.update_yaxes(
        range=[len(grid.rows) - 0.5, -0.5], tickvals=list(range(len(grid.rows))), showgrid=False,
        ticktext=[label(shortened(name, NAME) or "none") for name in grid.rows], ticks="",
    )  # fmt: skip
    figure.update_xaxes(
        range=[-0.5, len(grid.columns) - 0.5], tickvals=list(range(len(heads))), side="top",
        ticktext=[label(head) for head in heads], tickangle=-60 if slanted else 0, showgrid=False,
        ticks="", tickfont_size=12,
    )  # fmt: skip
    figure.add_shape(
        type="rect", xref="paper", yref="paper", x0=0, x1=1, y0=0, y1=1, line={"color": LINE}
    )
    return 14 + (round(0.58 * 12 * longest) if slanted else 10)


def _title(grid: _Map, nouns: str) -> str:
    told = ~np.isnan(grid.rate)
    clear = told & ((grid.low > grid.middle) | (grid.high < grid.middle))
    verb = "lies" if clear.sum() == 1 else "lie"
    return sentence(
        f"{spelled(int(clear.sum()))} of {spelled(int(told.sum()))} {nouns} {verb} clearly off "
        f"{percent(grid.middle)}"
    )


def _subtitle(grid: _Map, remark: str) -> str:
    grey = f"Grey: {percent(grid.middle)}; blue above, red below; the greyer, the less sure."
    hidden = int((np.isnan(grid.rate) & (grid.count > 0)).sum())
    few = f"Without colour: withheld for too few ({hidden:,})." if hidden else ""
    return " ".join(part for part in (grey, remark, few) if part)
