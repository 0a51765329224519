"""A question answered from memory: filters, cells, counts; the very rows that SQL would give.

What cannot be taken apart into rows and cards, or would take more memory than it may, is left
to SQL with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tcb_analytics.warehouse.hot.blocks import Aim, Block
from tcb_analytics.warehouse.hot.cards import CardColumns
from tcb_analytics.warehouse.hot.grid import grid_of
from tcb_analytics.warehouse.hot.judging import Ask
from tcb_analytics.warehouse.hot.memory import TooLargeError
from tcb_analytics.warehouse.queries.log_question import LogQuestion

Array = NDArray[Any]
MOST_WEIGHED = 2**23
"""Groups times cards over which a sum weighed by cards is taken."""


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
    grid = grid_of(question, blocks, cards, ask)
    totals: dict[str, Array] = {}

    def add(name: str, found: Array) -> None:
        totals[name] = totals[name] + found if name in totals else found

    for block, own, aim in zip(blocks, cards, grid.aims, strict=True):
        if aim is None:
            continue
        wanted = tuple(name for name in question.counts if name in block.counts)
        for name, found in block.counted(wanted, aim).items():
            add(name, found)
        for name, found in _weighed(question, block, own, aim):
            add(name, found)
    there = np.zeros(grid.cells, np.bool_)
    for name in totals.keys() & set(question.counts):
        there |= totals[name] > 0
    rows, keys = grid.in_order(np.flatnonzero(there))
    counts = {name: _of_type(name, totals.get(name), rows) for name in question.counts}
    counts |= {s.name: _of_type("", totals.get(s.name), rows) for s in question.sums}
    return Counted(keys, counts)


def _of_type(count: str, found: Array | None, rows: NDArray[np.int64]) -> Array:
    """A count of the rows of an answer; where no block had any, zeros of the type SQL gives."""
    if found is not None:
        return found[rows]
    whole = count and not count.endswith("_rate_sum")
    return np.zeros(rows.size, np.int64 if whole else np.float64)


def _weighed(
    question: LogQuestion, block: Block, cards: CardColumns | None, aim: Aim
) -> Iterator[tuple[str, Array]]:
    """The sums of a block that are weighed by cards: counted by card first, then added up."""
    sums = [added for added in question.sums if added.count in block.counts]
    if cards is None or not sums:
        return
    if aim.groups * cards.size > MOST_WEIGHED:
        raise TooLargeError
    own = np.where(aim.place < 0, -1, np.arange(cards.size)).astype(np.int32)
    by_card = replace(
        aim, place=own, places=cards.size, cells=aim.groups * cards.size, slots=aim.slots[:0]
    )
    counts = block.counted(tuple(dict.fromkeys(added.count for added in sums)), by_card)
    for added in sums:
        found = counts[added.count].reshape(aim.groups, cards.size)
        group, card = np.nonzero(found)
        cell = group * aim.places + aim.place[card]
        at = aim.slots[cell] if aim.slots.size else cell
        weights = cards.weights(question.weights[added.name])[card]
        yield added.name, np.bincount(at, found[group, card] * weights, minlength=aim.cells)
