"""The cells of cards as text, made all at once: a digit and a comma for every count.

A row of a log has a cell for every card of the set, nearly all of them 0. So rows are made as
arrays of bytes of equal length, to which counts are added in place. The rare count of two
digits makes a row longer, and is put in afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tcb_analytics.workbench.limited_sample.cards import Ints

_CELL = int.from_bytes(b"0,", "little")
_TWO_CELLS = int.from_bytes(b"0,0,", "little")


def game_cells(kinds: Sequence[Ints]) -> Ints:
    """Rows of bytes from copies of each card, one array (rows, cards) a kind, kinds in turn."""
    rows, cards = kinds[0].shape
    words = np.empty((rows, cards, len(kinds)), "<u2")
    for place, counts in enumerate(kinds):
        np.add(counts, _CELL, out=words[:, :, place], dtype=np.uint16)
    return words.reshape(rows, -1).view(np.uint8)


def draft_cells(seen: Sequence[Ints], picks: Ints, cards: int) -> Ints:
    """Rows of bytes for picks: copies of each card in the pack, and in the pool before it.

    Args:
        seen: Cards in the pack, one array (drafts, cards) per pick.
        picks: Cards taken: (drafts, picks, cards at once).
        cards: Cards of the set.
    """
    drafts, rounds, takes = picks.shape
    words = np.zeros((drafts, rounds, cards), "<u4")
    words[:, 0] = _TWO_CELLS
    row = np.arange(drafts)
    for turn in range(1, rounds):
        for take in range(takes):
            words[row, turn, picks[:, turn - 1, take]] += np.uint32(1 << 16)
        words[:, turn] += words[:, turn - 1]
    for turn, pack in enumerate(seen):
        for place in range(pack.shape[1]):
            words[row, turn, pack[:, place]] += np.uint32(1)
    return words.reshape(drafts * rounds, cards).view(np.uint8)


def lines(heads: Sequence[bytes], cells: Ints, tails: Sequence[bytes]) -> bytes:
    """Whole lines: what stands before the cells, the cells, and what stands behind."""
    text, width = memoryview(cells.tobytes()), cells.shape[1]
    middles: list[bytes | memoryview] = [
        text[start : start + width] for start in range(0, len(text), width)
    ]
    if cells.max() > ord("9"):
        for row in np.flatnonzero(cells.max(axis=1) > ord("9")):
            middles[row] = _with_tens(cells[row])
    parts = (part for line in zip(heads, middles, tails, strict=True) for part in line)
    return b"".join(parts)


def _with_tens(row: Ints) -> bytes:
    """One row in which some cells take two digits or three."""
    parts, text, done = [], row.tobytes(), 0
    for place in np.flatnonzero(row > ord("9")).tolist():
        parts += [text[done:place], b"%d" % (text[place] - ord("0"))]
        done = place + 1
    return b"".join([*parts, text[done:]])
