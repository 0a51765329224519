"""A question answered from memory: filters, cells, counts; the very rows that SQL would give.

The cell of a row of the answer is a number in mixed radix, one digit a key, in the order of the
keys, so rows come out sorted. Cells of keys of rows and of cards add up. What cannot be taken
apart that way, or would take more memory than it may, is left to SQL with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tcb_analytics.warehouse.hot.blocks import Block, Cells
from tcb_analytics.warehouse.hot.cards import CardColumns
from tcb_analytics.warehouse.hot.coded import Coded, merged
from tcb_analytics.warehouse.hot.judging import Ask, Columns, kept
from tcb_analytics.warehouse.hot.memory import TooLargeError
from tcb_analytics.warehouse.queries.log_question import LogQuestion

Array = NDArray[Any]
MOST_CELLS = 2**25
"""Rows that an answer may have before filters."""


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
    totals: dict[str, Array] = {}

    def add(name: str, found: Array) -> None:
        totals[name] = totals[name] + found if name in totals else found

    for place, block in enumerate(blocks):
        row_cell = grid.row_cell(place, ask)
        card_cell = grid.card_cell(place, ask)
        if row_cell is None or card_cell is None:
            continue
        wanted = tuple(name for name in question.counts if name in block.counts)
        for name, found in block.counted(wanted, row_cell, card_cell, grid.cells).items():
            add(name, found)
        for added in question.sums:
            if added.count in block.counts:
                add(added.name, grid.weighed(place, added.count, added.name, row_cell, card_cell))
    there = np.zeros(grid.cells, np.bool_)
    for name in totals.keys() & set(question.counts):
        there |= totals[name] > 0
    rows = np.flatnonzero(there)
    counts = {name: _of_type(name, totals.get(name), rows) for name in question.counts}
    counts |= {s.name: _of_type("", totals.get(s.name), rows) for s in question.sums}
    return Counted(grid.keys(rows), counts)


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

    def row_cell(self, place: int, ask: Ask) -> NDArray[np.int32] | None:
        """The cell of each row of a block, below 0 where a filter leaves it out; None for none."""
        rows = self.blocks[place].rows
        mask = kept([c.tree for c in self.question.on_rows], rows.column, ask)
        return self._cells(rows.size, place, mask, rows.column, of_cards=False)

    def card_cell(self, place: int, ask: Ask) -> NDArray[np.int32] | None:
        """The cell of each card of a block, likewise."""
        cards = self.cards[place]
        if cards is None:
            return np.zeros(1, np.int32)
        mask = kept([c.tree for c in self.question.on_cards], cards.column, ask)
        return self._cells(cards.size, place, mask, cards.column, of_cards=True)

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
            cell[~np.broadcast_to(mask, size)] = -1
        return cell

    def weighed(
        self, place: int, count: str, name: str, row_cell: NDArray[np.int32],
        card_cell: NDArray[np.int32],
    ) -> Array:  # fmt: skip
        """A count of a block weighed by its cards: counted by card first, then added up."""
        block, cards = self.blocks[place], self.cards[place]
        assert cards is not None  # noqa: S101 - only counts of cards are weighed
        weights = cards.weights(self.question.weights[name])
        groups, group = np.unique(row_cell, return_inverse=True)
        if groups.size * cards.size > MOST_CELLS:
            raise TooLargeError
        of_row: Cells = np.where(row_cell < 0, -1, group * cards.size).astype(np.int32)
        own: Cells = np.where(card_cell < 0, -1, np.arange(cards.size)).astype(np.int32)
        found = block.counted((count,), of_row, own, groups.size * cards.size)[count]
        by_card = found.reshape(groups.size, cards.size) * weights
        cell = np.maximum(groups, 0)[:, None] + np.maximum(card_cell, 0)[None, :]
        return np.bincount(cell.ravel(), weights=by_card.ravel(), minlength=self.cells)

    def keys(self, cells: NDArray[np.int64]) -> pa.Table:
        """The values of the keys in these cells."""
        columns = {}
        for key, values, stride in zip(self.question.keys, self.values, self.strides, strict=True):
            digit = cells // stride % max(len(values), 1)
            columns[key.name] = values.take(pa.array(digit))
        return pa.table(columns)


def _column(question: LogQuestion, block: Block, cards: CardColumns | None, name: str) -> Coded:
    if name in question.card_columns:
        assert cards is not None  # noqa: S101 - rows without cards are refused such keys
        return cards.column(name)
    return block.rows.column(name)
