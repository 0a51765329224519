"""Cards of hands, decks and packs in memory: for each row a slice of codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tcb_analytics.warehouse.hot.coded import smallest
from tcb_analytics.warehouse.hot.patterns import Patterns, Worth

Array = NDArray[Any]


@dataclass(frozen=True)
class Entries:
    """The entries of one import: each is a code, and a code is a card with a pattern.

    Attributes:
        starts: Where the entries of each row begin, and the end of the last.
        code: Code of each entry.
        card: Card of each code.
        pattern: Pattern of each code.
        patterns: What the patterns add to counts.
        often: Entries of each code, each as often as its row is played.
    """

    starts: NDArray[np.int64]
    code: NDArray[np.unsignedinteger[Any]]
    card: NDArray[np.uint16]
    pattern: NDArray[np.uint16]
    patterns: Patterns
    often: NDArray[np.float64]

    @property
    def nbytes(self) -> int:
        """Size in memory."""
        return int(self.starts.nbytes + self.code.nbytes)

    def worth(self, counts: tuple[str, ...]) -> Worth:
        """What each code adds to some counts."""
        found = self.patterns.worth(counts)
        return Worth(found.table[self.pattern], found.parts)

    def fits(self, worth: Worth) -> type[np.signedinteger[Any]]:
        """The type that no sum of these codes overflows."""
        most = (self.often @ np.abs(worth.table.astype(np.float64))).max(initial=0)
        return np.int32 if most < 2**31 else np.int64


def codes_of(
    card: Array, pattern: Array
) -> tuple[NDArray[np.unsignedinteger[Any]], NDArray[np.uint16], NDArray[np.uint16]]:
    """Entries as codes: the code of each, and the card and pattern of each code, by card."""
    width = int(pattern.max(initial=0)) + 1
    pair = card.astype(np.int32) * width + pattern
    there = np.zeros(int(pair.max(initial=-1)) + 1, np.bool_)
    there[pair] = True
    found = np.flatnonzero(there)
    place = np.zeros(there.size, smallest(found.size))
    place[found] = np.arange(found.size)
    return place[pair], (found // width).astype(np.uint16), (found % width).astype(np.uint16)


@dataclass(frozen=True)
class Played:
    """Which games were played with which deck, and which were won.

    Attributes:
        starts: Where the games of each deck begin, and the end of the last.
        games: Rows of games by deck.
        won: Whether each game was won, as 0 or 1.
    """

    starts: NDArray[np.int64]
    games: NDArray[np.int64]
    won: NDArray[np.uint8]

    @property
    def nbytes(self) -> int:
        """Size in memory."""
        return int(self.starts.nbytes + self.games.nbytes + self.won.nbytes)


def starts_of(row: Array, rows: int) -> NDArray[np.int64]:
    """Where the entries of each row begin in entries that stand in the order of rows."""
    starts = np.zeros(rows + 1, np.int64)
    np.cumsum(np.bincount(row, minlength=rows), out=starts[1:])
    return starts


def by_row(row: Array, *columns: Array) -> tuple[Array, ...]:
    """Rows of entries and their columns in the order of rows."""
    if row.size and np.any(row[1:] < row[:-1]):
        order = np.argsort(row, kind="stable")
        return (row[order], *(column[order] for column in columns))
    return (row, *columns)


def numbers(table: pa.Table, name: str, kind: Any = np.int64) -> Array:
    """A column of whole numbers; null is 0."""
    column = table.column(name)
    if column.null_count:
        column = column.fill_null(0)
    return np.asarray(column.to_numpy()).astype(kind)
