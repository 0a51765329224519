"""Decks between two strategies: what one gains by what the other gives up.

Each mark is a deck that no other beats in both. Leaves out how such decks are found.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.frames import Floats, checked, numbers
from tcb_analytics.charts.text import counted, label, lines, plain, sentence
from tcb_analytics.charts.theme import BLUE, FAINT, framed, no_data

COLUMNS = ("first", "second")
BODY = 320


def frontier_chart(
    frame: pd.DataFrame,
    *,
    first: str = "the first strategy",
    second: str = "the second strategy",
    title: str | None = None,
) -> go.Figure:
    """Points by one strategy against points by another, one mark a deck.

    Args:
        frame: One row a deck: first and second, its points by either strategy; ``changes``,
            the cards exchanged from the first deck, is used where present.
        first: Name of the first strategy.
        second: Name of the second strategy.
        title: What to say instead of what is computed from the frame.

    Raises:
        TcbError: A column is missing.
    """
    table = checked(frame, COLUMNS, "frontier_chart")
    one, other = numbers(table, "first"), numbers(table, "second")
    kept = np.isfinite(one) & np.isfinite(other)
    if not kept.any():
        return no_data(title or "Frontier", "No deck was found: loosen what is asked.")
    order = np.lexsort((other[kept], -one[kept]))
    one, other = one[kept][order], other[kept][order]
    changes = numbers(table, "changes")[kept][order]
    figure = go.Figure()
    _add_marks(figure, one, other, _hover(one, other, changes, first, second))
    _add_ends(figure, one, other, first, second)
    figure.update_xaxes(title_text=label(f"points by {second}"), nticks=7, range=_room(other))
    figure.update_yaxes(
        title={"text": label(f"points by {first}"), "font": {"size": 13}, "standoff": 6},
        nticks=6, range=_room(one),
    )  # fmt: skip
    subtitle = (
        f"{sentence(counted(len(one), 'deck'))}; none has more of one without less of the other."
    )
    said = title or _title(one, other, first, second)
    return framed(figure, said, subtitle, body=BODY, below=56)


def _add_marks(figure: go.Figure, one: Floats, other: Floats, hover: list[str]) -> None:
    figure.add_scatter(
        x=other, y=one, mode="lines+markers", hoverinfo="text", hovertext=hover,
        line={"color": FAINT, "width": 2}, marker={"color": BLUE, "size": 10}, cliponaxis=False,
    )  # fmt: skip


def _add_ends(figure: go.Figure, one: Floats, other: Floats, first: str, second: str) -> None:
    """Name both ends where nothing is drawn: above the first, left of the last."""
    ends = [(0, f"best by {first}", {"xanchor": "left", "xshift": -5, "yshift": 16})]
    if len(one) > 1:
        last = len(one) - 1
        ends.append((last, f"best by {second}", {"xanchor": "right", "xshift": -14, "yshift": 0}))
    for at, words, place in ends:
        figure.add_annotation(x=other[at], y=one[at], text=label(words), showarrow=False, **place)


def _room(values: Floats) -> list[float]:
    """An axis with a margin around the decks, since points have no meaningful zero."""
    low, high = float(values.min()), float(values.max())
    margin = max(high - low, 1.0) * 0.12
    return [low - margin, high + margin]


def _hover(one: Floats, other: Floats, changes: Floats, first: str, second: str) -> list[str]:
    return [
        lines(
            [
                f"{a:.2f} points by {plain(first)}",
                f"{b:.2f} points by {plain(second)}",
                "" if np.isnan(swaps) else f"{counted(int(swaps), 'card')} exchanged",
            ]
        )
        for a, b, swaps in zip(one, other, changes, strict=True)
    ]


def _title(one: Floats, other: Floats, first: str, second: str) -> str:
    if len(one) == 1:
        return f"One deck is the best by {plain(first)} and by {plain(second)}"
    return (
        f"From {plain(first)} to {plain(second)}: {other[-1] - other[0]:.1f} points by "
        f"{plain(second)} cost {one[0] - one[-1]:.1f} by {plain(first)}"
    )
