"""Win rates as sorted dots with intervals and counts; what is withheld stays in sight.

A leader counts as clearly above or below one half when its whole interval is. The
shrunk rate, where the frame has one, is told on hover and not drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from tcb_analytics.charts.frames import checked, flags, names, numbers
from tcb_analytics.charts.rows import RIGHT, DotRow, body_height, dot_rows
from tcb_analytics.charts.text import between, counted, lines, percent, sentence, shortened, spelled
from tcb_analytics.charts.theme import BLUE, INK, RED, framed, no_data

MOST = 25
"""Rows drawn at most; the most played come first and the rest is counted."""

COUNTS = ("games", "wins", "losses", "ties", "rate", "low", "high", "withheld")
_NOUNS = {"leader": ("leader", "leaders"), "opponent": ("matchup", "matchups")}


def win_rate_chart(
    frame: pd.DataFrame,
    *,
    title: str | None = None,
    key: str | Sequence[str] = "leader",
    most: int = MOST,
) -> go.Figure:
    """Win rates from ``lake.win_rates`` (or one leader's ``lake.matchups``).

    Args:
        frame: One row a group: the key columns, then games, wins, losses, ties, rate,
            low, high (fractions; missing where withheld) and withheld. Used where
            present: ``<key>_name`` and shrunk.
        title: What to say instead of what is computed from the frame.
        key: Column or columns that name a row; ``opponent`` for one leader's matchups.
        most: Rows drawn at most, the most played ones.

    Raises:
        TcbError: A column is missing.
    """
    keys = [key] if isinstance(key, str) else list(key)
    table = checked(frame, [*keys, *COUNTS], "win_rate_chart")
    noun, nouns = _NOUNS.get(keys[0], ("group", "groups"))
    if table.empty:
        return no_data(
            title or "Win rates",
            f"No {noun} has a rate to show: import matches, or widen the filter.",
        )
    groups = _groups(table, keys)
    top = sorted(groups, key=lambda group: -group.games)[:most]
    top.sort(key=lambda group: (group.withheld, -_finite(group.rate), -group.games, group.name))
    return framed(
        dot_rows([_row(group) for group in top], reference=0.5),
        title or _title(groups, noun, nouns),
        _subtitle(groups, top, nouns),
        body=body_height(len(top)),
        right=RIGHT,
    )


@dataclass(frozen=True, slots=True)
class _Group:
    name: str
    games: int
    wins: int
    losses: int
    ties: int
    rate: float
    low: float
    high: float
    shrunk: float
    withheld: bool

    @property
    def above(self) -> bool:
        return not self.withheld and self.low > 0.5

    @property
    def below(self) -> bool:
        return not self.withheld and self.high < 0.5


def _groups(table: pd.DataFrame, keys: list[str]) -> list[_Group]:
    """Rows as plain values; a rate that is missing counts as withheld."""
    counts = [np.nan_to_num(numbers(table, name)).astype(int).tolist() for name in COUNTS[:4]]
    rates = [numbers(table, name).tolist() for name in ("rate", "low", "high", "shrunk")]
    withheld = flags(table, "withheld", missing=True) | np.isnan(numbers(table, "rate"))
    called = [" · ".join(parts) for parts in zip(*(names(table, k) for k in keys), strict=True)]
    return [_Group(*row) for row in zip(called, *counts, *rates, withheld.tolist(), strict=True)]


def _row(group: _Group) -> DotRow:
    played = counted(group.games, "match", "matches")
    results = f"{group.wins:,} won, {group.losses:,} lost, {group.ties:,} tied"
    if group.withheld:
        return DotRow(
            group.name, nan, nan, nan,
            figures=("withheld", f"n {group.games:,}"),
            hover=lines([group.name, f"withheld: only {played}", results]),
            faded=True,
        )  # fmt: skip
    color = BLUE if group.above else RED if group.below else INK
    told = f"{percent(group.rate)}, interval {between(group.low, group.high)}"
    shrunk = "" if isnan(group.shrunk) else f"{percent(group.shrunk)} shrunk towards all"
    return DotRow(
        group.name, group.rate, group.low, group.high,
        figures=(percent(group.rate), f"n {group.games:,}"),
        hover=lines([group.name, told, f"{played}: {results}", shrunk]),
        color=color,
    )  # fmt: skip


def _title(groups: list[_Group], noun: str, nouns: str) -> str:
    told = [group for group in groups if not group.withheld]
    above, below = sum(g.above for g in told), sum(g.below for g in told)
    if not told:
        return f"No {noun} has enough matches to tell a win rate"
    if len(groups) == 1:
        played = counted(told[0].games, "match", "matches")
        return f"{shortened(told[0].name, 60)} wins {percent(told[0].rate)} of {played}"
    whole = f"{spelled(above)} of {counted(len(told), noun, nouns)}"
    if above and noun == "leader":
        verb = "wins" if above == 1 else "win"
        return sentence(f"{whole} clearly {verb} more than half of the matches")
    if above:
        return sentence(f"{whole} {'lies' if above == 1 else 'lie'} clearly above one half")
    if below:
        return sentence(
            f"No {noun} lies clearly above one half, and {spelled(below)} clearly below"
        )
    return f"No {noun} differs clearly from one half"


def _subtitle(groups: list[_Group], top: list[_Group], nouns: str) -> str:
    parts = ["Dot: win rate; line: its interval. Blue: all of it above one half; red: all below."]
    if len(top) < len(groups):
        left = len(groups) - len(top)
        parts.append(f"The {len(top)} most played {nouns} are shown; {left:,} more are not.")
    withheld = sum(group.withheld for group in groups)
    if withheld:
        parts.append(f"Withheld for too few matches: {withheld:,} of {len(groups):,}.")
    return " ".join(parts)


def _finite(rate: float) -> float:
    return -1.0 if isnan(rate) else rate
