"""What can be counted in memory: the rows of one grain of one import, or of one rollup.

A block has rows with columns, perhaps cards, and counts itself by cells. Where a row's cell and
a card's cell add up to the cell, a block of cards needs to know no more of a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tcb_analytics.warehouse.hot import kernels
from tcb_analytics.warehouse.hot.coded import Coded
from tcb_analytics.warehouse.hot.entries import Entries, Played
from tcb_analytics.warehouse.hot.patterns import Worth
from tcb_analytics.warehouse.hot.rows import Rows
from tcb_analytics.warehouse.hot.threads import summed

Array = NDArray[Any]
Cells = NDArray[np.int64]


class Space(Protocol):
    """Rows with columns."""

    @property
    def size(self) -> int:
        """Number of rows."""
        ...

    def column(self, name: str) -> Coded:
        """A declared column."""
        ...


class Block(Protocol):
    """Rows that count themselves.

    Attributes:
        rows: The rows.
        names: Names of its cards by code; None where rows have no card.
        counts: What it can count.
    """

    @property
    def rows(self) -> Space: ...  # noqa: D102 - an attribute
    @property
    def names(self) -> pa.Array | None: ...  # noqa: D102 - an attribute
    @property
    def counts(self) -> tuple[str, ...]: ...  # noqa: D102 - an attribute

    def counted(
        self, counts: tuple[str, ...], row_cell: Cells, card_cell: Cells, cells: int
    ) -> Mapping[str, Array]:
        """The counts of each cell; a row or card whose cell is below 0 is left out."""
        ...


@dataclass(frozen=True)
class EntryBlock:
    """Cards in hands of games, or in packs of picks."""

    rows: Rows
    names: pa.Array
    counts: tuple[str, ...]
    entries: Entries
    won: NDArray[np.uint8]

    def counted(
        self, counts: tuple[str, ...], row_cell: Cells, card_cell: Cells, cells: int
    ) -> Mapping[str, Array]:
        """The counts of each cell."""
        held = self.entries
        worth = held.patterns.worth(counts)

        def loop(first: int, last: int, out: Array) -> None:
            kernels.count_entries(
                first, last, held.starts, held.card, held.pattern, row_cell, self.won, card_cell,
                worth.table, out,
            )  # fmt: skip

        shape = (cells, 2 if held.patterns.lost else 1, worth.table.shape[1])
        return _told(summed(loop, held.starts, shape, held.fits(worth.table)), worth)


@dataclass(frozen=True)
class DeckBlock:
    """Cards of decks in games."""

    rows: Rows
    names: pa.Array
    counts: tuple[str, ...]
    entries: Entries
    played: Played

    def counted(
        self, counts: tuple[str, ...], row_cell: Cells, card_cell: Cells, cells: int
    ) -> Mapping[str, Array]:
        """The counts of each cell."""
        held, played = self.entries, self.played
        worth = held.patterns.worth(counts)

        def loop(first: int, last: int, out: Array) -> None:
            kernels.count_decks(
                first, last, played.starts, played.games, held.starts, held.card, held.pattern,
                row_cell, played.won, card_cell, worth.table, out,
            )  # fmt: skip

        shape = (cells, 2, worth.table.shape[1])
        return _told(summed(loop, held.starts, shape, held.fits(worth.table)), worth)


@dataclass(frozen=True)
class FlatBlock:
    """Rows that carry their counts: games, picks, rows of a rollup.

    Attributes:
        rows: The rows.
        names: Names of cards by code.
        card: Card of each row; None where rows have none.
        counts: What it can count, in the order of the columns of ``values``.
        values: Whole counts of each row.
        fractions: Counts of each row that are no whole numbers, behind the whole ones.
    """

    rows: Space
    names: pa.Array | None
    card: Array | None
    counts: tuple[str, ...]
    values: Array
    fractions: NDArray[np.float64]

    @property
    def nbytes(self) -> int:
        """Size in memory."""
        card = 0 if self.card is None else self.card.nbytes
        return int(self.values.nbytes + self.fractions.nbytes + card)

    def counted(
        self, counts: tuple[str, ...], row_cell: Cells, card_cell: Cells, cells: int
    ) -> Mapping[str, Array]:
        """The counts of each cell."""
        cell = row_cell
        if self.card is not None:
            offset = card_cell[self.card]
            cell = np.where((row_cell < 0) | (offset < 0), -1, row_cell + offset)
        bounds = np.arange(cell.size + 1)
        found: dict[str, Array] = {}
        whole = self.values.shape[1]
        for values, kind, first in ((self.values, np.int64, 0), (self.fractions, np.float64, whole)):
            names = [n for n in counts if 0 <= self.counts.index(n) - first < values.shape[1]]
            if not names:
                continue
            wanted = np.array([self.counts.index(name) - first for name in names])
            loop = partial(_sum, cell=cell, values=values, wanted=wanted)
            out = summed(loop, bounds, (cells, len(names)), kind)
            found |= {name: out[:, place] for place, name in enumerate(names)}
        return found


def _sum(first: int, last: int, out: Array, *, cell: Cells, values: Array, wanted: Array) -> None:
    kernels.sum_rows(first, last, cell, values, wanted, out)


def _told(out: Array, worth: Worth) -> Mapping[str, Array]:
    """Counts by name from units of games won and lost."""
    cells, sides, _ = out.shape
    found = {}
    for name, (won, lost) in worth.parts.items():
        total = np.zeros(cells, np.int64)
        if won >= 0:
            total += out[:, sides - 1, won]
        if lost >= 0:
            total += out[:, 0, lost]
        found[name] = total
    return found
