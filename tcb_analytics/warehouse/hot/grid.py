"""The cells of a question: groups of rows by their keys, places of cards by theirs.

A combination of keys is a number in mixed radix, one digit a key. Only the combinations that
occur are numbered on, so a grid is as large as the answer could be and not as the keys could.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tcb_analytics.warehouse.hot import kernels
from tcb_analytics.warehouse.hot.blocks import Aim, Block, Cells
from tcb_analytics.warehouse.hot.cards import CardColumns
from tcb_analytics.warehouse.hot.coded import Coded, merged
from tcb_analytics.warehouse.hot.judging import Ask, Columns, kept
from tcb_analytics.warehouse.hot.memory import TooLargeError
from tcb_analytics.warehouse.queries.log_question import LogQuestion

Ints = NDArray[np.int64]
MOST_CELLS = 2**26
"""Cells that an answer may have, most of them empty; and combinations of keys."""
DENSE = 2**19
"""Cells that are counted whether they are empty or not."""
_NO_SLOTS = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Key:
    """A key of the question.

    Attributes:
        name: The column.
        values: Its values over all blocks, ascending, null last.
        places: For each block the place of its own values among them.
        stride: What a step in this digit adds to the number.
    """

    name: str
    values: pa.Array
    places: Sequence[NDArray[Any]]
    stride: int

    @property
    def size(self) -> int:
        """Number of values, at least 1."""
        return max(len(self.values), 1)

    def digit(self, numbers: Ints) -> Ints:
        """The place of the value in each number."""
        return numbers // self.stride % self.size


@dataclass(frozen=True)
class Axis:
    """Keys of rows, or keys of cards.

    Attributes:
        keys: In the order of the question.
        size: Number of combinations of values.
    """

    keys: Sequence[Key]
    size: int

    @classmethod
    def of(cls, columns: Sequence[tuple[str, list[Coded]]]) -> Axis:
        """Lay out the combinations.

        Args:
            columns: Each key with its column in every block.

        Raises:
            TooLargeError: There are too many.
        """
        keys: list[Key] = []
        size = 1
        for name, found in reversed(columns):
            values, places = merged(found)
            keys.insert(0, Key(name, values, places, size))
            size *= keys[0].size
            if size > MOST_CELLS:
                raise TooLargeError
        return cls(keys, size)

    def numbers(
        self, block: int, rows: int, mask: NDArray[np.bool_] | None, column: Columns
    ) -> Cells | None:
        """The number of each row or card of a block, -1 where it is left out; None if all are."""
        if mask is not None and not mask.any():
            return None
        number = np.zeros(rows, np.int32)
        for key in self.keys:
            steps = (key.places[block] * key.stride).astype(np.int32)
            kernels.spread(column(key.name).codes, steps, number)
        if mask is not None:
            number |= np.subtract(mask, 1, dtype=np.int32)  # 0 for kept rows, all bits for others
        return number


@dataclass(frozen=True)
class Grid:
    """The cells of a question, and where each block is counted.

    Attributes:
        rows: Keys of rows.
        cards: Keys of cards.
        groups: The combination of keys of each group of rows, ascending.
        places: Likewise of each place of cards.
        aims: Where each block is counted; None for nowhere.
        occupied: The cells that have slots; None where all cells are counted.
        names: Keys in the order of the question.
    """

    rows: Axis
    cards: Axis
    groups: Ints
    places: Ints
    aims: Sequence[Aim | None]
    occupied: Ints | None
    names: Sequence[str]

    @property
    def cells(self) -> int:
        """Number of cells that are counted."""
        whole = self.groups.size * self.places.size
        return whole if self.occupied is None else self.occupied.size

    def in_order(self, counted: Ints) -> tuple[Ints, pa.Table]:
        """Counted cells in the order of keys, and their keys' values."""
        cells = counted if self.occupied is None else self.occupied[counted]
        group, place = np.divmod(cells, max(self.places.size, 1))
        order = self._order(group, place)
        if order is not None:
            counted, group, place = counted[order], group[order], place[order]
        values = {}
        for axis, numbers in ((self.rows, self.groups[group]), (self.cards, self.places[place])):
            for key in axis.keys:
                values[key.name] = key.values.take(pa.array(key.digit(numbers)))
        return counted, pa.table({name: values[name] for name in self.names})

    def _order(self, group: Ints, place: Ints) -> Ints | None:
        """How cells that stand by group and place come into the order of keys."""
        of_rows, of_cards = ([key.name for key in axis.keys] for axis in (self.rows, self.cards))
        if list(self.names) == of_rows + of_cards:
            return None
        if list(self.names) == of_cards + of_rows:  # a radix sort while places fit 16 bits
            small = np.uint16 if self.places.size <= 2**16 else np.int64
            return np.argsort(place.astype(small), kind="stable")
        number = np.zeros(group.size, np.int64)
        by_name = {key.name: (key, self.groups[group]) for key in self.rows.keys}
        by_name |= {key.name: (key, self.places[place]) for key in self.cards.keys}
        for name in self.names:
            key, numbers = by_name[name]
            number = number * key.size + key.digit(numbers)
        return np.argsort(number, kind="stable")


def grid_of(
    question: LogQuestion, blocks: Sequence[Block], cards: Sequence[CardColumns | None], ask: Ask
) -> Grid:
    """Lay out the cells of a question.

    Raises:
        TooLargeError: There are too many.
    """
    names = [key.name for key in question.keys]
    columns = [
        (name, [_column(question, b, c, name) for b, c in zip(blocks, cards, strict=True)])
        for name in names
    ]
    by_rows = Axis.of([item for item in columns if item[0] not in question.card_columns])
    by_cards = Axis.of([item for item in columns if item[0] in question.card_columns])
    axes = by_rows, by_cards
    numbered = [
        _numbers(question, axes, index, pair, ask)
        for index, pair in enumerate(zip(blocks, cards, strict=True))
    ]
    groups, group = _compacted([found and found[0] for found in numbered], by_rows.size)
    places, place = _compacted([found and found[1] for found in numbered], by_cards.size)
    cells = groups.size * places.size
    if cells > MOST_CELLS:
        raise TooLargeError
    aims = [
        None
        if of_rows is None or of_cards is None
        else Aim(of_rows, of_cards, groups.size, places.size, _NO_SLOTS, cells)
        for of_rows, of_cards in zip(group, place, strict=True)
    ]
    grid = Grid(by_rows, by_cards, groups, places, aims, None, names)
    return grid if cells <= DENSE else _slotted(grid, blocks)


def _column(question: LogQuestion, block: Block, cards: CardColumns | None, name: str) -> Coded:
    if name in question.card_columns:
        assert cards is not None  # noqa: S101 - rows without cards are refused such keys
        return cards.column(name)
    return block.rows.column(name)


def _numbers(
    question: LogQuestion, axes: tuple[Axis, Axis], index: int,
    block: tuple[Block, CardColumns | None], ask: Ask,
) -> tuple[Cells, Cells] | None:  # fmt: skip
    """The numbers of a block's rows and cards; None where a filter leaves none of either."""
    rows, cards = block[0].rows, block[1]
    mask = kept([c.tree for c in question.on_rows], rows.column, ask)
    of_rows = axes[0].numbers(index, rows.size, mask, rows.column)
    of_cards: Cells | None = np.zeros(1, np.int32)
    if cards is not None:
        mask = kept([c.tree for c in question.on_cards], cards.column, ask)
        of_cards = axes[1].numbers(index, cards.size, mask, cards.column)
    return None if of_rows is None or of_cards is None else (of_rows, of_cards)


def _compacted(parts: Sequence[Cells | None], size: int) -> tuple[Ints, list[Cells | None]]:
    """The numbers that occur, ascending, and the place of each number among them."""
    if size == 1:
        return np.zeros(1, np.int64), list(parts)
    there = np.zeros(size, np.bool_)
    found = [part for part in parts if part is not None]
    for part in found:
        kernels.mark_numbers(part, there)
    numbers = np.flatnonzero(there)
    if numbers.size < size:
        place = np.zeros(size, np.int32)
        place[numbers] = np.arange(numbers.size, dtype=np.int32)
        for part in found:
            kernels.renumber(part, place)
    return numbers, list(parts)


def _slotted(grid: Grid, blocks: Sequence[Block]) -> Grid:
    """A grid whose occupied cells alone are counted."""
    there = np.zeros(grid.cells, np.uint8)
    for block, aim in zip(blocks, grid.aims, strict=True):
        if aim is not None:
            block.mark(aim, there)
    occupied = np.flatnonzero(there)
    slots = np.empty(grid.cells, np.int32)  # only those of occupied cells are ever read
    slots[occupied] = np.arange(occupied.size, dtype=np.int32)
    aims = [aim and replace(aim, cells=occupied.size, slots=slots) for aim in grid.aims]
    return replace(grid, aims=aims, occupied=occupied)
