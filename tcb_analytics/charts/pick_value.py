"""When a card is taken against how it wins, with the cards that are taken too late.

A straight line through all cards, weighed by how much is known of each, says what a card of its
pick usually wins. Cards whose whole interval lies above the line are taken later than they
deserve; the surest of them are named.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.card_colors import card_names
from tcb_analytics.charts.dodge import dodged
from tcb_analytics.charts.frames import Floats, checked, numbers
from tcb_analytics.charts.text import between, label, lines, percent, sentence, shortened, spelled
from tcb_analytics.charts.theme import BLUE, FAINT, INK, framed, no_data

NAMED = 8
"""Cards named at most."""

BODY = 360
NAME_LENGTH = 26


@dataclass(frozen=True, slots=True)
class _Cards:
    names: list[str]
    taken: Floats
    rate: Floats
    low: Floats
    high: Floats
    count: Floats
    line: Floats

    @property
    def late(self) -> list[int]:
        """Places of the cards taken too late, the surest first."""
        beyond = self.low - self.line
        order = np.argsort(-beyond, kind="stable")
        return [int(i) for i in order if beyond[i] > 0]


def pick_value_chart(
    frame: pd.DataFrame, *, taken: str = "ata", title: str | None = None, named: int = NAMED
) -> go.Figure:
    """Cards by the pick at which they are taken and by GIH WR.

    Args:
        frame: One row a card: name, num_gih, gih_wr, gih_wr_low, gih_wr_high (missing where
            withheld) and the pick; ``color`` is used where present.
        taken: Column of the pick: ``ata`` (average taken at) or ``alsa`` (last seen at).
        title: What to say instead of what is computed from the frame.
        named: Cards named at most.

    Raises:
        TcbError: A column is missing.
    """
    needed = ["name", taken, "num_gih", "gih_wr", "gih_wr_low", "gih_wr_high"]
    table = checked(frame, needed, "pick_value_chart")
    found = _cards(table, needed)
    if found is None:
        return no_data(title or "Picks", "Fewer than three cards have both picks and a rate.")
    late = found.late
    figure = go.Figure()
    _add_cards(figure, found, set(late))
    _add_line(figure, found)
    right = _add_names(figure, found, late[:named]) if late else 24
    words = "average pick at which a card is taken (ATA)"
    words = words if taken == "ata" else "average pick at which a card is last seen (ALSA)"
    figure.update_xaxes(title_text=words, nticks=8)
    figure.update_yaxes(
        ticksuffix="\u00a0%", nticks=7, title={"text": "GIH WR", "font": {"size": 13}}
    )
    told = f"Each dot a card ({len(found.names):,}), larger where more copies were in hand."
    subtitle = (
        f"{told} Line: what cards of that pick win. Blue: the whole 95 % interval lies above."
    )
    if len(late) > named:
        subtitle += f" Named: the {named} surest."
    return framed(figure, title or _title(late), subtitle, body=BODY, right=right, below=56)


def _cards(table: pd.DataFrame, needed: list[str]) -> _Cards | None:
    taken, count, rate, low, high = (numbers(table, name) for name in needed[1:])
    kept = np.flatnonzero(np.isfinite(taken) & np.isfinite(rate) & np.isfinite(low))
    if len(kept) < 3:
        return None
    taken, count, rate, low, high = (values[kept] for values in (taken, count, rate, low, high))
    slope, level = np.polyfit(taken, rate, 1, w=1 / np.maximum(high - low, 1e-6))
    names = card_names(table)
    line = level + slope * taken
    return _Cards([names[i] for i in kept], taken, rate, low, high, count, line)


def _add_cards(figure: go.Figure, cards: _Cards, late: set[int]) -> None:
    size = 4 + 10 * np.sqrt(np.minimum(cards.count / np.quantile(cards.count, 0.9), 1))
    for color, kept in ((FAINT, [i for i in range(len(cards.names)) if i not in late]),
                        (BLUE, sorted(late))):  # fmt: skip
        figure.add_scatter(
            x=cards.taken[kept], y=cards.rate[kept] * 100, mode="markers", hoverinfo="text",
            marker={"color": color, "size": size[kept], "line": {"width": 0}},
            hovertext=[_hover(cards, i) for i in kept],
        )  # fmt: skip


def _hover(cards: _Cards, i: int) -> str:
    told = f"{percent(cards.rate[i])}, interval {between(cards.low[i], cards.high[i])}"
    usual = f"taken at {cards.taken[i]:.1f}; cards of that pick win {percent(cards.line[i])}"
    return lines([cards.names[i], told, f"n {cards.count[i]:,.0f} copies in hand", usual])


def _add_line(figure: go.Figure, cards: _Cards) -> None:
    ends = [int(cards.taken.argmin()), int(cards.taken.argmax())]
    figure.add_scatter(
        x=cards.taken[ends], y=cards.line[ends] * 100, mode="lines", hoverinfo="skip",
        line={"color": INK, "width": 1.5, "dash": "dot"},
    )  # fmt: skip


def _add_names(figure: go.Figure, cards: _Cards, named: list[int]) -> int:
    """Names at the right edge, joined to their dots; returns the margin that they need."""
    low, high = 100 * float(cards.rate.min()) - 1, 100 * float(cards.rate.max()) + 1
    first, last = float(cards.taken.min()), float(cards.taken.max())
    step = 0.04 * (last - first)
    spots = dodged(
        (100 * cards.rate[named]).tolist(), gap=17 * (high - low) / BODY, low=low, high=high
    )
    texts = [shortened(cards.names[i], NAME_LENGTH) for i in named]
    for i, spot, text in zip(named, spots, texts, strict=True):
        figure.add_scatter(
            x=[cards.taken[i], last + step], y=[100 * cards.rate[i], spot], mode="lines",
            line={"color": BLUE, "width": 1}, opacity=0.35, hoverinfo="skip",
        )  # fmt: skip
        figure.add_annotation(
            x=last + step, y=spot, xanchor="left", showarrow=False, font_color=BLUE,
            font_size=12, text=label(text),
        )  # fmt: skip
    figure.update_xaxes(range=[first - step, last + step])
    figure.update_yaxes(range=[low, high])
    return 20 + round(7.2 * max(len(text) for text in texts))


def _title(late: list[int]) -> str:
    if not late:
        return "No card is clearly taken later than it deserves"
    are = "card wins" if len(late) == 1 else "cards win"
    return sentence(f"{spelled(len(late))} {are} clearly more than others taken at their pick")
