"""What can be counted in memory: the rows of one grain of one import, or of one rollup.

A block has rows with columns, perhaps cards, and counts itself by cells. Where a row's group and
a card's place make the cell, a block of cards needs to know no more of a question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tcb_analytics.warehouse.hot import kernels
from tcb_analytics.warehouse.hot.coded import Coded
from tcb_analytics.warehouse.hot.entries import Entries, Played
from tcb_analytics.warehouse.hot.patterns import Worth
from tcb_analytics.warehouse.hot.rows import Rows
from tcb_analytics.warehouse.hot.threads import Loop, over_rows, summed

Array = NDArray[Any]
Cells = NDArray[np.int32]

TALLIED = 2**20
"""Numbers that a tally of codes by group may have: while that stays in the processor's cache,
counting codes first and multiplying them out afterwards is the faster way."""


@dataclass(frozen=True)
class Aim:
    """Where rows and cards are counted: in the cell of a row's group and a card's place.

    Attributes:
        group: The group of each row, below 0 where it is left out.
        place: The place of each card, below 0 likewise; one 0 where rows have no cards.
        groups: Number of groups.
        places: Number of places.
        slots: The slot of each cell where most cells stay empty; none where cells are counted.
        cells: Number of cells, or of slots.
    """

    group: Cells
    place: Cells
    groups: int
    places: int
    slots: Cells
    cells: int

    def chosen(self, won: Array, card: Array | None = None) -> kernels.Chosen:
        """What the loops take of it, with places by code where codes have cards."""
        place = self.place if card is None else self.place[card]
        return kernels.Chosen(self.group, place, self.places, won, self.slots)


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
        held, worth = self.entries, self.entries.worth(counts)
        sides = 2 if held.patterns.lost else 1
        slices = kernels.Slices(held.starts, held.code, worth.table)
        chosen = aim.chosen(self.won, held.card)
        tallied = (aim.groups, held.card.size, sides)
        if _is_small(tallied, aim):
            loop = _loop(kernels.tally_entries, slices, chosen)
            return _folded(summed(loop, held.starts, tallied, np.int32), worth, chosen, aim)
        loop = _loop(kernels.count_entries, slices, chosen)
        shape = (aim.cells, sides, worth.table.shape[1])
        return _told(summed(loop, held.starts, shape, held.fits(worth)), worth)

    def mark(self, aim: Aim, there: NDArray[np.uint8]) -> None:
        """Mark the cells that cards fall into."""
        held = self.entries
        slices = kernels.Slices(held.starts, held.code, _NO_WORTH)
        loop = _loop(kernels.mark_entries, slices, aim.chosen(self.won, held.card))
        over_rows(loop, held.starts, there)


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
        held, worth = self.entries, self.entries.worth(counts)
        decks, chosen = self._decks(worth.table), aim.chosen(self.played.won, held.card)
        tallied = (aim.groups, held.card.size, 2)
        if _is_small(tallied, aim):
            loop = _loop(kernels.tally_decks, decks, chosen)
            return _folded(summed(loop, held.starts, tallied, np.int32), worth, chosen, aim)
        loop = _loop(kernels.count_decks, decks, chosen)
        shape = (aim.cells, 2, worth.table.shape[1])
        return _told(summed(loop, held.starts, shape, held.fits(worth)), worth)

    def mark(self, aim: Aim, there: NDArray[np.uint8]) -> None:
        """Mark the cells that cards fall into."""
        held = self.entries
        decks, chosen = self._decks(_NO_WORTH), aim.chosen(self.played.won, held.card)
        over_rows(_loop(kernels.mark_decks, decks, chosen), held.starts, there)

    def _decks(self, worth: Array) -> kernels.Decks:
        cards = kernels.Slices(self.entries.starts, self.entries.code, worth)
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
            rows = kernels.Numbers(card, values, wanted)
            loop = _loop(kernels.sum_rows, rows, chosen)
            out = np.ascontiguousarray(
                summed(loop, aim.group.size, (aim.cells, len(names)), kind).T
            )
            found |= dict(zip(names, out, strict=True))
        return found

    def mark(self, aim: Aim, there: NDArray[np.uint8]) -> None:
        """Mark the cells that rows fall into."""
        rows, chosen = kernels.Numbers(self._card, self.values, _NOT_WON), aim.chosen(_NOT_WON)
        over_rows(_loop(kernels.mark_rows, rows, chosen), aim.group.size, there)

    @property
    def _card(self) -> Array:
        return _NO_CARD if self.card is None else self.card


def _loop(kernel: Callable[..., None], held: Any, chosen: kernels.Chosen) -> Loop:
    """A kernel as a loop over a range of rows."""

    def loop(first: int, last: int, out: Array) -> None:
        kernel(first, last, held, chosen, out)

    return loop


_NO_CARD = np.zeros(0, np.uint16)
_NOT_WON = np.zeros(0, np.uint8)
_NO_WORTH = np.zeros((1, 1), np.int32)


def _is_small(tallied: tuple[int, int, int], aim: Aim) -> bool:
    return int(np.prod(tallied, dtype=np.float64)) <= TALLIED and not aim.slots.size


def _folded(tally: Array, worth: Worth, chosen: kernels.Chosen, aim: Aim) -> Mapping[str, Array]:
    """The counts of each cell from how often each code is there."""
    out = np.zeros((aim.cells, tally.shape[2], worth.table.shape[1]), np.int64)
    kernels.fold(tally, worth.table, chosen, out)
    return _told(out, worth)


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
