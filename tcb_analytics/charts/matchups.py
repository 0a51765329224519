"""Matchups as a heat map around one half that fades where little is known.

Cells are opaque and bring their own text colour, so they read on white and on dark
pages alike. What is withheld has no colour: it shows its count, or a dot where
cells are too small to write in. Pairs that never met stay blank.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.cells import (
    COLOR_COUNT,
    SPAN,
    color_index,
    color_scale,
    legend_scale,
    text_color,
)
from tcb_analytics.charts.frames import checked
from tcb_analytics.charts.grid import Grid, as_grid
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
from tcb_analytics.charts.theme import INK, LINE, framed, no_data

MOST = 44
"""Leaders drawn at most, the most played ones."""

WRITTEN = 14
"""Leaders up to which cells have their rate and count written in them.

They are then ordered by strength. A larger map is mostly empty and can only be
scanned, so it is ordered by matches, which gathers what is known in one corner.
"""

COLUMNS = (
    "leader", "opponent", "games", "wins", "losses", "ties", "rate", "low", "high", "withheld",
)  # fmt: skip


def matchup_heatmap(
    frame: pd.DataFrame, *, title: str | None = None, most: int = MOST
) -> go.Figure:
    """Leader against leader, from ``lake.matchups``: how often the row beats the column.

    Args:
        frame: One row a cell: leader, opponent, games, wins, losses, ties, rate, low,
            high (fractions; missing where withheld), withheld. ``leader_name`` and
            ``opponent_name`` are used where present.
        title: What to say instead of what is computed from the frame.
        most: Leaders drawn at most, the most played ones.

    Raises:
        TcbError: A column is missing.
    """
    table = checked(frame, COLUMNS, "matchup_heatmap")
    if table.empty:
        return no_data(
            title or "Matchups",
            "No matches between known leaders were found: import some, or widen the filter.",
        )
    grid = as_grid(table, most, strength_up_to=WRITTEN)
    written = grid.by_strength
    cell = 44 if written else max(15, min(30, 680 // grid.size))
    figure = go.Figure()
    _add_cells(figure, grid)
    _add_withheld(figure, grid, written)
    if written:
        _add_figures(figure, grid)
    _add_legend(figure)
    above = _add_axes(figure, grid, 12 if written else min(12, cell - 4))
    slant = above // 2 if written else 0
    return framed(
        figure, title or _title(grid), _subtitle(grid), body=cell * grid.size,
        right=max(40, slant, 700 - 110 * grid.size), above=above, below=62,
    )  # fmt: skip


def _add_cells(figure: go.Figure, grid: Grid) -> None:
    index = color_index(grid.rate, grid.low, grid.high)
    figure.add_heatmap(
        z=[[None if np.isnan(i) else i + 0.5 for i in row] for row in index],
        zmin=0, zmax=COLOR_COUNT, colorscale=color_scale(), showscale=False,
        xgap=1, ygap=1, hoverinfo="text", hoverongaps=True,
        hovertext=[[_hover(grid, i, j) for j in range(grid.size)] for i in range(grid.size)],
    )  # fmt: skip
    for at in range(grid.size):
        figure.add_shape(
            type="rect", x0=at - 0.5, x1=at + 0.5, y0=at - 0.5, y1=at + 0.5,
            line={"color": INK, "width": 1.5},
        )  # fmt: skip


def _hover(grid: Grid, i: int, j: int) -> str:
    row, column = grid.called[i], grid.called[j]
    games, wins, losses, ties = (
        int(cells[i, j]) for cells in (grid.games, grid.wins, grid.losses, grid.ties)
    )
    pair = f"{row}, mirror" if i == j else f"{row} against {column}"
    if not wins + losses + ties:
        return lines([pair, "never met"])
    rate = f"{percent(grid.rate[i, j])}, interval {between(grid.low[i, j], grid.high[i, j])}"
    return lines(
        [
            pair,
            rate if grid.told[i, j] else "withheld: too few matches",
            f"n {games:,}: {wins:,} won, {losses:,} lost, {ties:,} tied",
        ]
    )


def _add_withheld(figure: go.Figure, grid: Grid, written: bool) -> None:
    """Counts, or dots in small cells, where pairs met too seldom to tell a rate."""
    rows, columns = np.nonzero((grid.games > 0) & ~grid.told)
    style = (
        {"mode": "text", "text": [f"n {int(n)}" for n in grid.games[rows, columns]]}
        if written
        else {"mode": "markers", "marker": {"size": 3, "color": INK, "opacity": 0.6}}
    )
    figure.add_scatter(x=columns, y=rows, textfont_size=11, hoverinfo="skip", **style)


def _add_figures(figure: go.Figure, grid: Grid) -> None:
    rows, columns = np.nonzero(grid.told)
    index = color_index(grid.rate, grid.low, grid.high)[rows, columns].astype(int)
    figure.add_scatter(
        x=columns, y=rows, mode="text", hoverinfo="skip",
        text=[
            f"{percent(grid.rate[i, j], 0)}<br>"
            f'<span style="font-size:10px">n {short_count(n)}</span>'
            for i, j, n in zip(rows, columns, grid.games[rows, columns], strict=True)
        ],
        textfont={"size": 12, "color": [text_color(i) for i in index]},
    )  # fmt: skip


def _add_legend(figure: go.Figure) -> None:
    """A colour bar under the map; it needs a trace of its own, for the cells' scale is stepped."""
    ends = [(0.5 + side * SPAN) * 100 for side in (-1, 0, 1)]
    figure.add_scatter(
        x=[None], y=[None], mode="markers", hoverinfo="skip",
        marker={
            "color": [50], "cmin": ends[0], "cmax": ends[2], "colorscale": legend_scale(),
            "showscale": True,
            "colorbar": {
                "orientation": "h", "thickness": 8, "len": 260, "lenmode": "pixels",
                "x": 0, "xanchor": "left", "y": 0, "yanchor": "top", "ypad": 10, "xpad": 0,
                "tickvals": ends, "outlinewidth": 0,
                "ticktext": [
                    f"{ends[0]:.0f}\u00a0% or less", "even", f"{ends[2]:.0f}\u00a0% or more"
                ],
            },
        },
    )  # fmt: skip


def _add_axes(figure: go.Figure, grid: Grid, size: int) -> int:
    """Name both axes; returns the pixels that the opponents' names take above the map."""
    rows = [label(shortened(name, 26)) for name in grid.called]
    heads = [shortened(name, 22) for name in grid.called]
    places = list(range(grid.size))
    span = [-0.5, grid.size - 0.5]
    shared = {"tickvals": places, "tickfont_size": size, "showgrid": False, "ticks": ""}
    figure.update_yaxes(range=span[::-1], ticktext=rows, automargin=True, **shared)
    figure.update_xaxes(
        range=span,
        ticktext=[label(head) for head in heads],
        side="top",
        tickangle=-60 if grid.by_strength else -90,
        **shared,
    )
    figure.add_shape(
        type="rect", xref="paper", yref="paper", x0=0, x1=1, y0=0, y1=1, line={"color": LINE}
    )
    return 14 + round(0.58 * size * max(len(head) for head in heads))


def _title(grid: Grid) -> str:
    decided, told = grid.decided
    if not told:
        return "No matchup has enough matches to tell a win rate"
    if told == 1:
        return f"The only matchup told is {'' if decided else 'not '}clearly uneven"
    verb = "is" if decided == 1 else "are"
    return sentence(f"{spelled(decided)} of {spelled(told)} matchups {verb} clearly uneven")


def _subtitle(grid: Grid) -> str:
    parts = [
        "How often the row beats the column; the greyer, the less sure.",
        "Outlined: mirrors.",
        "Strongest leader first." if grid.by_strength else "Most played leader first.",
    ]
    withheld = int(((grid.games > 0) & ~grid.told).sum())
    if withheld:
        sign = "Cells without colour" if grid.by_strength else "Dots"
        parts.append(f"{sign}: withheld for too few matches ({withheld:,}).")
    if grid.left_out:
        parts.append(f"The {grid.size} most played leaders; {grid.left_out:,} more are not shown.")
    return " ".join(parts)
