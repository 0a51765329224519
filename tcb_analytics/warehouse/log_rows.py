"""Rows of a log: blocks scanned by the compiled reader, texts turned into columns.

What one call of the compiled reader gives is a :class:`Rows`: the texts as typed Arrow columns
and the cards' figures as they lie. Rows that are no rows are told one by one by the slow reader
(``log_lines``); every other row goes on, and what it must not hold is the contracts' matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tcb_analytics.warehouse import log_kernel as kernel
from tcb_analytics.warehouse.contracts import Reject
from tcb_analytics.warehouse.log_blocks import Block
from tcb_analytics.warehouse.log_header import Layout, Text
from tcb_analytics.warehouse.log_lines import faults

MOST_ROWS = 8_192
"""Rows of one call of the compiled reader."""
MOST_CELLS = 1 << 20
"""Cards with figures of one call."""


@dataclass
class Rows:
    """Some rows in the order of the file.

    Attributes:
        layout: Their header.
        block: Where their bytes lie.
        line: Line of the file that the first one is.
        start: Where texts begin: slot × row.
        stop: Where texts end.
        good: Which rows count; the others have rejects.
        ends: Of each row, the end of its cards.
        cards: Cards of all rows, ascending within a row.
        copies: Their figures: card × kind.
        rejects: Why rows do not count.
    """

    layout: Layout
    block: Block
    line: int
    start: Any
    stop: Any
    good: Any
    ends: Any
    cards: Any
    copies: Any
    rejects: list[Reject] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Rows, good or not."""
        return len(self.good)

    @cached_property
    def columns(self) -> dict[str, pa.Array]:
        """Every text as a column over all rows; what rows without fault hold is typed."""
        return {}

    def refuse(self, row: int, name: str, value: str, reason: str) -> None:
        """Reject a row for one of its texts."""
        self.good[row] = False
        self.rejects.append(Reject(f"line {self.line + row}", name, value, reason))


def rows_of(layout: Layout, blocks: Iterable[Block]) -> Iterator[Rows]:
    """Every row below the header, some thousands at a time."""
    dense = np.zeros((len(layout.cards), len(layout.shape.figures)), np.uint8)
    touched = np.zeros(len(layout.columns), np.int32)
    slots = len(layout.texts) + 1
    for block in blocks:
        p = 0
        line = block.first
        while p < block.size:
            start, stop = np.empty((2, slots, MOST_ROWS), np.int32)
            flags = np.empty(MOST_ROWS, np.uint8)
            lines, ends = np.empty(MOST_ROWS + 1, np.int64), np.empty(MOST_ROWS, np.int32)
            cards = np.empty(MOST_CELLS + len(dense), np.int16)
            copies = np.empty((len(cards), dense.shape[1]), np.uint8)
            count, p = kernel.scan(
                block.data, p, block.size, layout.kind, layout.number, layout.run,
                start, stop, flags, lines, ends, cards, copies, dense, touched,
            )  # fmt: skip
            flags = flags[:count]
            start[:, :count][:, flags >= kernel.ODD] = 0
            stop[:, :count][:, flags >= kernel.ODD] = 0
            rows = Rows(
                layout, block, line, start, stop, flags < kernel.ODD, ends[:count], cards, copies
            )
            rows.columns.update(_columns(rows, flags))
            _reject(rows, flags, lines)
            yield rows
            line += count


def _columns(rows: Rows, flags: Any) -> dict[str, pa.Array]:
    found: dict[str, pa.Array] = {}
    for slot, name in enumerate(rows.layout.texts):
        text = rows.layout.shape.texts[name]
        found[name] = _READERS[text.kind](rows, slot, text, flags)
        if not text.empty and text.kind not in ("text", "name"):
            flags[pc.is_null(found[name]).to_numpy(zero_copy_only=False)] |= kernel.ODD
    return found


def _whole(rows: Rows, slot: int, text: Text, flags: Any) -> pa.Array:
    found = np.full(rows.count, -1, np.int32)
    kernel.whole_numbers(
        rows.block.data, rows.start[slot], rows.stop[slot], rows.count, text.most, found, flags
    )
    return pa.array(found, mask=found < 0)


def _moment(rows: Rows, slot: int, text: Text, flags: Any) -> pa.Array:
    del text
    found = np.zeros(rows.count, np.int64)
    kernel.moments(rows.block.data, rows.start[slot], rows.stop[slot], rows.count, found, flags)
    return pa.array(found).cast(pa.timestamp("us", "UTC"))


def _flag(rows: Rows, slot: int, text: Text, flags: Any) -> pa.Array:
    del text
    found = np.zeros(rows.count, np.uint8)
    kernel.flags_of(rows.block.data, rows.start[slot], rows.stop[slot], rows.count, found, flags)
    return pa.array(found.astype(bool))


def _text(rows: Rows, slot: int, text: Text, flags: Any) -> pa.Array:
    """Texts as they stand; where a quotation mark is doubled it becomes one."""
    del text
    start, stop = rows.start[slot, : rows.count], rows.stop[slot, : rows.count]
    offsets = np.zeros(rows.count + 1, np.int32)
    out = np.empty(int((stop - start).sum()), np.uint8)
    kernel.gather(rows.block.data, start, stop, rows.count, offsets, out)
    made = pa.BinaryArray.from_buffers(
        pa.binary(), rows.count, [None, pa.py_buffer(offsets), pa.py_buffer(out)]
    )
    try:
        found = made.cast(pa.string())
    except pa.ArrowInvalid:
        found, wrong = _decoded(made)
        flags[wrong] |= kernel.ODD
    if b'""' in out.tobytes():
        found = pc.replace_substring(found, '""', '"')
    return found


def _name(rows: Rows, slot: int, text: Text, flags: Any) -> pa.Array:
    found = _text(rows, slot, text, flags)
    return pc.if_else(pc.equal(found, ""), None, found)


def _decoded(made: pa.Array) -> tuple[pa.Array, list[int]]:
    """Texts of which some are not UTF-8, and which."""
    texts: list[str] = []
    wrong: list[int] = []
    for row, value in enumerate(made.to_pylist()):
        try:
            texts.append(value.decode("utf-8"))
        except UnicodeDecodeError:
            texts.append("")
            wrong.append(row)
    return pa.array(texts, pa.string()), wrong


def _rate(rows: Rows, slot: int, text: Text, flags: Any) -> pa.Array:
    """Texts as numbers; each distinct one is read once."""
    coded = _text(rows, slot, text, flags).dictionary_encode()
    values = [_real(value) for value in coded.dictionary.to_pylist()]
    wrong = np.array([value is not None and isnan(value) for value in values], bool)
    numbers = pa.array(values, pa.float64())
    if wrong.any():
        flags[wrong[coded.indices.to_numpy()]] |= kernel.ODD
    return numbers.take(coded.indices)


def _real(text: str) -> float | None:
    """A number; None for no text, not-a-number for what is none."""
    if not text:
        return None
    try:
        return float(text) if "_" not in text and text.strip() == text else float("nan")
    except ValueError:
        return float("nan")


_READERS = {
    "text": _text, "name": _name, "whole": _whole, "moment": _moment, "flag": _flag, "rate": _rate,
}  # fmt: skip


def _reject(rows: Rows, flags: Any, lines: Any) -> None:
    """Tell why each odd row is odd."""
    for row in np.flatnonzero(flags >= kernel.ODD):
        line = bytes(rows.block.data[lines[row] : lines[row + 1]])
        rows.good[row] = False
        rows.rejects += faults(line, f"line {rows.line + row}", rows.layout)
