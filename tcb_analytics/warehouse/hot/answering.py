"""A question answered from memory: filters, cells, counts; the very rows that SQL would give.

The cell of a row of the answer is a number in mixed radix, one digit a key, in the order of the
keys, so rows come out sorted. Cells of keys of rows and of cards add up. What cannot be taken
apart that way, or would take more memory than it may, is left to SQL with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tcb_analytics.warehouse.hot.blocks import Aim, Block, Cells
from tcb_analytics.warehouse.hot.cards import CardColumns
from tcb_analytics.warehouse.hot.coded import Coded, merged
from tcb_analytics.warehouse.hot.judging import Ask, Columns, kept
from tcb_analytics.warehouse.hot.memory import TooLargeError
from tcb_analytics.warehouse.queries.log_question import LogQuestion

Array = NDArray[Any]
MOST_CELLS = 2**26
"""Cells that an answer may have, most of them empty."""
DENSE = 2**18
"""Cells that are counted whether they are empty or not."""
MOST_WEIGHED = 2**23
"""Groups times cards over which a sum weighed by cards is taken."""
_NO_SLOTS = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Counted:
    """Keys and counts of the rows of an answer."""

    keys: pa.Table
    counts: Mapping[str, Array]


def counted(
    question: LogQuestion, blocks: Sequence[Block], cards: Sequence[CardColumns | None], ask: Ask
) -> Counted:
    """The counts of a question.

    Args:
        question: What is asked; no condition looks at cards and rows together.
        blocks: What answers it.
        cards: Columns of the cards of each block; None where it has none.
        ask: Runs SQL over a given table.

    Raises:
        TooLargeError: It takes more memory than it may.
    """
    grid = _Grid.of(question, blocks, cards)
    aims, occupied = grid.aims(ask)
    cells = grid.cells if occupied is None else occupied.size
    totals: dict[str, Array] = {}

    def add(name: str, found: Array) -> None:
        totals[name] = totals[name] + found if name in totals else found

    for place, block in enumerate(blocks):
        aim = aims[place]
        if aim is None:
            continue
        wanted = tuple(name for name in question.counts if name in block.counts)
        for name, found in block.counted(wanted, aim).items():
            add(name, found)
        for name, found in grid.weighed(place, aim):
            add(name, found)
    there = np.zeros(cells, np.bool_)
    for name in totals.keys() & set(question.counts):
        there |= totals[name] > 0
    rows = np.flatnonzero(there)
    counts = {name: _of_type(name, totals.get(name), rows) for name in question.counts}
    counts |= {s.name: _of_type("", totals.get(s.name), rows) for s in question.sums}
    return Counted(grid.keys(rows if occupied is None else occupied[rows]), counts)


def _of_type(count: str, found: Array | None, rows: NDArray[np.int64]) -> Array:
    """A count of the rows of an answer; where no block had any, zeros of the type SQL gives."""
    if found is not None:
        return found if rows.size == found.size else found[rows]
    whole = count and not count.endswith("_rate_sum")
    return np.zeros(rows.size, np.int64 if whole else np.float64)


@dataclass(frozen=True)
class _Grid:
    """The cells of a question, and how rows and cards of blocks fall into them."""

    question: LogQuestion
    blocks: Sequence[Block]
    cards: Sequence[CardColumns | None]
    values: Sequence[pa.Array]
    places: Sequence[Sequence[Array]]
    strides: Sequence[int]
    cells: int

    @classmethod
    def of(
        cls, question: LogQuestion, blocks: Sequence[Block], cards: Sequence[CardColumns | None]
    ) -> _Grid:
        """Lay out the cells.

        Raises:
            TooLargeError: There are too many.
        """
        values: list[pa.Array] = []
        places: list[list[Array]] = []
        for key in question.keys:
            found = [_column(question, b, c, key.name) for b, c in zip(blocks, cards, strict=True)]
            together, where = merged(found)
            values.append(together)
            places.append(where)
        sizes = [max(len(of_key), 1) for of_key in values]
        cells = int(np.prod(sizes, dtype=np.float64))
        if cells > MOST_CELLS:
            raise TooLargeError
        strides = [int(np.prod(sizes[i + 1 :])) for i in range(len(sizes))]
        return cls(question, blocks, cards, values, places, strides, cells)

    def aims(self, ask: Ask) -> tuple[list[Aim | None], NDArray[np.int64] | None]:
        """Where each block is counted, None for nowhere; and the cells that have slots, if any."""
        found = [self._aim(place, ask) for place in range(len(self.blocks))]
        if self.cells <= DENSE:
            return found, None
        there = np.zeros(self.cells, np.uint8)
        for block, aim in zip(self.blocks, found, strict=True):
            if aim is not None:
                block.mark(aim, there)
        occupied = np.flatnonzero(there)
        slots = np.empty(self.cells, np.int32)  # only those of occupied cells are ever read
        slots[occupied] = np.arange(occupied.size, dtype=np.int32)
        size = occupied.size
        return [aim and replace(aim, cells=size, slots=slots) for aim in found], occupied

    def _aim(self, place: int, ask: Ask) -> Aim | None:
        rows, cards = self.blocks[place].rows, self.cards[place]
        mask = kept([c.tree for c in self.question.on_rows], rows.column, ask)
        row_cell = self._cells(rows.size, place, mask, rows.column, of_cards=False)
        card_cell: NDArray[np.int32] | None = np.zeros(1, np.int32)
        if cards is not None:
            mask = kept([c.tree for c in self.question.on_cards], cards.column, ask)
            card_cell = self._cells(cards.size, place, mask, cards.column, of_cards=True)
        if row_cell is None or card_cell is None:
            return None
        return Aim(row_cell, card_cell, self.cells, _NO_SLOTS)

    def _cells(
        self, size: int, place: int, mask: NDArray[np.bool_] | None, column: Columns, *,
        of_cards: bool,
    ) -> NDArray[np.int32] | None:  # fmt: skip
        """The part that rows, or cards, give to the number of a cell."""
        if mask is not None and not mask.any():
            return None
        cell = np.zeros(size, np.int32)
        for index, key in enumerate(self.question.keys):
            if (key.name in self.question.card_columns) == of_cards:
                steps = (self.places[index][place] * self.strides[index]).astype(np.int32)
                cell += steps[column(key.name).codes]
        if mask is not None:
            cell |= np.subtract(mask, 1, dtype=np.int32)  # 0 for kept rows, all bits for others
        return cell

    def weighed(self, place: int, aim: Aim) -> Iterator[tuple[str, Array]]:
        """The sums of a block that are weighed by cards: counted by card first, then added up."""
        block, cards = self.blocks[place], self.cards[place]
        sums = [added for added in self.question.sums if added.count in block.counts]
        if cards is None or not sums:
            return
        groups, group = _groups(aim.row_cell, self.cells)
        if groups.size * cards.size > MOST_WEIGHED:
            raise TooLargeError
        of_row: Cells = np.where(aim.row_cell < 0, -1, group * cards.size).astype(np.int32)
        own: Cells = np.where(aim.card_cell < 0, -1, np.arange(cards.size)).astype(np.int32)
        by_card = Aim(of_row, own, groups.size * cards.size, _NO_SLOTS)
        counts = block.counted(tuple(dict.fromkeys(added.count for added in sums)), by_card)
        for added in sums:
            found = counts[added.count].reshape(groups.size, cards.size)
            row, card = np.nonzero(found)
            cell = groups[row] + aim.card_cell[card]
            at = aim.slots[cell] if aim.slots.size else cell
            weights = cards.weights(self.question.weights[added.name])[card]
            yield added.name, np.bincount(at, found[row, card] * weights, minlength=aim.cells)

    def keys(self, cells: NDArray[np.int64]) -> pa.Table:
        """The values of the keys in these cells."""
        columns = {}
        for key, values, stride in zip(self.question.keys, self.values, self.strides, strict=True):
            digit = cells // stride % max(len(values), 1)
            columns[key.name] = values.take(pa.array(digit))
        return pa.table(columns)


def _groups(row_cell: Cells, cells: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct cells of rows in ascending order, and the place of each row's among them."""
    there = np.zeros(cells + 1, np.bool_)
    there[row_cell] = True  # -1 falls on the one cell too many
    groups = np.flatnonzero(there[:-1])
    place = np.zeros(cells + 1, np.int64)
    place[groups] = np.arange(groups.size)
    return groups, place[row_cell]


def _column(question: LogQuestion, block: Block, cards: CardColumns | None, name: str) -> Coded:
    if name in question.card_columns:
        assert cards is not None  # noqa: S101 - rows without cards are refused such keys
        return cards.column(name)
    return block.rows.column(name)
