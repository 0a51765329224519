"""The leader by opponent grid behind the matchup heat map: who is shown, in what order.

Leaders are chosen by matches. A few are ordered by their results against each
other, mirrors left out, so a strong leader's row stands above a weak one's; many
are ordered by matches.
Drawing is left to ``matchups.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tcb_analytics.charts.frames import Floats, flags, names, numbers, shown


@dataclass(frozen=True, slots=True)
class Grid:
    """Square arrays over leaders, row against column; NaN where the frame has no cell.

    Attributes:
        called: Names of the leaders shown, raw.
        left_out: How many leaders of the frame are not shown.
        by_strength: Whether the strongest come first, else the most played.
        games: Matches that count, 0 where never met.
        wins: Matches won by the row.
        losses: Matches lost by the row.
        ties: Matches tied.
        rate: Win rate of the row, a fraction; NaN where withheld.
        low: Lower end of its interval.
        high: Upper end of its interval.
    """

    called: list[str]
    left_out: int
    by_strength: bool
    games: Floats
    wins: Floats
    losses: Floats
    ties: Floats
    rate: Floats
    low: Floats
    high: Floats

    @property
    def size(self) -> int:
        """Leaders shown."""
        return len(self.called)

    @property
    def told(self) -> NDArray[np.bool_]:
        """Cells whose rate is not withheld."""
        return ~np.isnan(self.rate)

    @property
    def decided(self) -> tuple[int, int]:
        """Pairs whose interval lies on one side of one half, and pairs with a rate."""
        upper = np.triu(np.ones((self.size, self.size), dtype=bool), 1)
        one_sided = np.nan_to_num(self.low, nan=0) > 0.5
        one_sided |= np.nan_to_num(self.high, nan=1) < 0.5
        either = (one_sided | one_sided.T) & upper
        return int(either.sum()), int(((self.told | self.told.T) & upper).sum())


def as_grid(table: pd.DataFrame, most: int, strength_up_to: int) -> Grid:
    """Arrange matchup rows in a grid of at most ``most`` leaders.

    Args:
        table: Rows with leader, opponent, games, wins, losses, ties, rate, low,
            high, withheld; names where present. A cell named twice keeps its last row.
        most: Leaders to show, the most played ones.
        strength_up_to: Leaders up to which they are ordered by strength.
    """
    rows, columns = _keys(table, "leader"), _keys(table, "opponent")
    called = dict(zip(columns, names(table, "opponent"), strict=True))
    called |= dict(zip(rows, names(table, "leader"), strict=True))
    order = list(called)
    place = {leader: at for at, leader in enumerate(order)}
    at = [place[row] for row in rows], [place[column] for column in columns]
    cells = _filled(table, at, len(order))
    kept = _most_played(cells["games"], most)
    by_strength = len(kept) <= strength_up_to
    if by_strength:
        kept = _strongest_first(cells, kept)
    square = np.ix_(kept, kept)
    arrays = {name: cells[name][square] for name in (f.name for f in fields(Grid)[3:])}
    return Grid([called[order[i]] for i in kept], len(order) - len(kept), by_strength, **arrays)


def _keys(table: pd.DataFrame, column: str) -> list[str]:
    return [shown(value) for value in table[column]]


def _filled(table: pd.DataFrame, at: tuple[list[int], list[int]], size: int) -> dict[str, Floats]:
    cells = {}
    hidden = flags(table, "withheld", missing=True)
    for name in ("games", "wins", "losses", "ties", "rate", "low", "high"):
        values = numbers(table, name)
        is_rate = name in ("rate", "low", "high")
        values = np.where(hidden, np.nan, values) if is_rate else np.nan_to_num(values)
        cells[name] = np.full((size, size), np.nan if is_rate else 0.0)
        cells[name][at] = values
    return cells


def _most_played(games: Floats, most: int) -> NDArray[np.int64]:
    played = games.sum(axis=1) + games.sum(axis=0)
    return np.argsort(-played, kind="stable")[:most]


def _strongest_first(cells: dict[str, Floats], kept: NDArray[np.int64]) -> NDArray[np.int64]:
    """Order by points per match against those shown, drawn to one half by 20 matches."""
    square = np.ix_(kept, kept)
    others = ~np.eye(len(kept), dtype=bool)
    points = np.where(others, (cells["wins"] + cells["ties"] / 2)[square], 0).sum(axis=1)
    played = np.where(others, (cells["wins"] + cells["losses"] + cells["ties"])[square], 0).sum(
        axis=1
    )
    return kept[np.argsort(-(points + 10) / (played + 20), kind="stable")]
