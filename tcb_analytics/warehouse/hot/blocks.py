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
from tcb_analytics.warehouse.hot.threads import over_rows, summed

Array = NDArray[Any]
Cells = NDArray[np.int32]

TALLIED = 2**20
"""Numbers that a tally of patterns by cell may have: while that stays in the processor's cache,
counting patterns first and multiplying them out afterwards is the faster way."""


@dataclass(frozen=True)
class Aim:
    """Where rows and cards are counted.

    Attributes:
        row_cell: The cell of each row, below 0 where it is left out.
        card_cell: What each card adds to it, below 0 likewise; one 0 where rows have no cards.
        cells: Number of cells, or of slots.
        slots: The slot of each cell where most cells stay empty; none where cells are counted.
    """

    row_cell: Cells
    card_cell: Cells
    cells: int
    slots: Cells

    def chosen(self, won: Array) -> kernels.Chosen:
        """What the loops take of it."""
        return kernels.Chosen(self.row_cell, self.card_cell, won, self.slots)


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
    """Rows that count themselves."""

    @property
    def rows(self) -> Space:
        """The rows."""
        ...

    @property
    def names(self) -> pa.Array | None:
        """Names of its cards by code; None where rows have no card."""
        ...

    @property
    def counts(self) -> tuple[str, ...]:
        """What it can count."""
        ...

    def counted(self, counts: tuple[str, ...], aim: Aim) -> Mapping[str, Array]:
        """The counts of each cell."""
        ...

    def mark(self, aim: Aim, there: NDArray[np.uint8]) -> None:
        """Mark the cells that rows and cards fall into."""
        ...


@dataclass(frozen=True)
class EntryBlock:
    """Cards in hands of games, or in packs of picks."""

    rows: Rows
    names: pa.Array
    counts: tuple[str, ...]
    entries: Entries
    won: NDArray[np.uint8]

    def counted(self, counts: tuple[str, ...], aim: Aim) -> Mapping[str, Array]:
        """The counts of each cell."""
        held = self.entries
        worth = held.patterns.worth(counts)
        sides = 2 if held.patterns.lost else 1
        size = worth.table.shape[0]
        slices = self._slices(worth.table)
        chosen = aim.chosen(self.won)
        if aim.cells * sides * size <= TALLIED and not aim.slots.size:
            return _tallied(slices, chosen, worth, (aim.cells, sides, size))

        def loop(first: int, last: int, out: Array) -> None:
            kernels.count_entries(first, last, slices, chosen, out)

        shape = (aim.cells, sides, worth.table.shape[1])
        return _told(summed(loop, held.starts, shape, held.fits(worth.table)), worth)

    def mark(self, aim: Aim, there: NDArray[np.uint8]) -> None:
        """Mark the cells that cards fall into."""
        slices, chosen = self._slices(_NO_WORTH), aim.chosen(self.won)

        def loop(first: int, last: int, out: Array) -> None:
            kernels.mark_entries(first, last, slices, chosen, out)

        over_rows(loop, self.entries.starts, there)

    def _slices(self, worth: Array) -> kernels.Slices:
        held = self.entries
        return kernels.Slices(held.starts, held.card, held.pattern, worth)


@dataclass(frozen=True)
class DeckBlock:
    """Cards of decks in games."""

    rows: Rows
    names: pa.Array
    counts: tuple[str, ...]
    entries: Entries
    played: Played

    def counted(self, counts: tuple[str, ...], aim: Aim) -> Mapping[str, Array]:
        """The counts of each cell."""
        held = self.entries
        worth = held.patterns.worth(counts)
        decks, chosen = self._decks(worth.table), aim.chosen(self.played.won)

        def loop(first: int, last: int, out: Array) -> None:
            kernels.count_decks(first, last, decks, chosen, out)

        shape = (aim.cells, 2, worth.table.shape[1])
        return _told(summed(loop, held.starts, shape, held.fits(worth.table)), worth)

    def mark(self, aim: Aim, there: NDArray[np.uint8]) -> None:
        """Mark the cells that cards fall into."""
        decks, chosen = self._decks(_NO_WORTH), aim.chosen(self.played.won)

        def loop(first: int, last: int, out: Array) -> None:
            kernels.mark_decks(first, last, decks, chosen, out)

        over_rows(loop, self.entries.starts, there)

    def _decks(self, worth: Array) -> kernels.Decks:
        held = self.entries
        cards = kernels.Slices(held.starts, held.card, held.pattern, worth)
        return kernels.Decks(cards, self.played.starts, self.played.games)


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

    def counted(self, counts: tuple[str, ...], aim: Aim) -> Mapping[str, Array]:
        """The counts of each cell."""
        card, chosen = self._card, aim.chosen(_NOT_WON)
        found: dict[str, Array] = {}
        whole = self.values.shape[1]
        for values, kind, first in (
            (self.values, np.int64, 0),
            (self.fractions, np.float64, whole),
        ):
            names = [n for n in counts if 0 <= self.counts.index(n) - first < values.shape[1]]
            if not names:
                continue
            wanted = np.array([self.counts.index(name) - first for name in names])
            loop = partial(_sum, kernels.Numbers(card, values, wanted), chosen)
            out = np.ascontiguousarray(
                summed(loop, aim.row_cell.size, (aim.cells, len(names)), kind).T
            )
            found |= dict(zip(names, out, strict=True))
        return found

    def mark(self, aim: Aim, there: NDArray[np.uint8]) -> None:
        """Mark the cells that rows fall into."""
        rows, chosen = kernels.Numbers(self._card, self.values, _NOT_WON), aim.chosen(_NOT_WON)

        def loop(first: int, last: int, out: Array) -> None:
            kernels.mark_rows(first, last, rows, chosen, out)

        over_rows(loop, aim.row_cell.size, there)

    @property
    def _card(self) -> Array:
        return _NO_CARD if self.card is None else self.card


def _sum(rows: kernels.Numbers, chosen: kernels.Chosen, first: int, last: int, out: Array) -> None:
    kernels.sum_rows(first, last, rows, chosen, out)


_NO_CARD = np.zeros(0, np.uint16)
_NOT_WON = np.zeros(0, np.uint8)
_NO_WORTH = np.zeros((1, 1), np.int32)


def _tallied(
    slices: kernels.Slices, chosen: kernels.Chosen, worth: Worth, shape: tuple[int, int, int]
) -> Mapping[str, Array]:
    """The counts of each cell by way of how often each pattern is there."""

    def loop(first: int, last: int, out: Array) -> None:
        kernels.tally_entries(first, last, slices, chosen, out)

    tally = summed(loop, slices.starts, shape, np.int32)
    there = np.flatnonzero(tally.any(axis=(0, 1)))
    # Products of doubles are exact here: no sum reaches 2^53, and that way is BLAS's.
    out = tally[:, :, there].astype(np.float64) @ worth.table[there].astype(np.float64)
    return _told(out.astype(np.int64), worth)


def _told(out: Array, worth: Worth) -> Mapping[str, Array]:
    """Counts by name from units of games won and lost."""
    cells, sides, units = out.shape
    by_unit = np.ascontiguousarray(out.reshape(cells, sides * units).T, dtype=np.int64)
    found = {}
    for name, (won, lost) in worth.parts.items():
        parts = [by_unit[(sides - 1) * units + won]] if won >= 0 else []
        parts += [by_unit[lost]] if lost >= 0 else []
        found[name] = sum(parts[1:], parts[0]) if parts else np.zeros(cells, np.int64)
    return found
