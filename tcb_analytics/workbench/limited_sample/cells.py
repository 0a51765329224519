"""The cells of cards as text, made all at once: a digit and a comma for every count.

A row of a log has a cell for every card of the set, nearly all of them 0. So rows are made as
arrays of bytes of equal length, to which counts are added in place. The rare count of two
digits makes a row longer, and is put in afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np

from tcb_analytics.workbench.limited_sample.cards import Ints

_CELL = int.from_bytes(b"0,", "little")
_NINE = ord("9")
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
    first = (row * rounds * cards)[:, None]
    places = [first + turn * cards + pack for turn, pack in enumerate(seen)]
    np.add.at(words.reshape(-1), np.concatenate(places, axis=1).ravel(), np.uint32(1))
    return words.reshape(drafts * rounds, cards).view(np.uint8)


def lines(heads: Sequence[Iterable[bytes]], cells: Ints, tails: Iterable[bytes]) -> bytes:
    """Whole lines: columns of text that stand before the cells, the cells, what stands behind."""
    text, width = memoryview(cells.tobytes()), cells.shape[1]
    middles: list[bytes | memoryview] = [
        text[start : start + width] for start in range(0, len(text), width)
    ]
    if cells.max() > _NINE:
        at: dict[int, list[int]] = {}
        for place in np.flatnonzero(cells > _NINE).tolist():
            at.setdefault(place // width, []).append(place % width)
        for row, places in at.items():
            middles[row] = _with_tens(middles[row], places)
    return b"".join(chain.from_iterable(zip(*heads, middles, tails, strict=True)))


def _with_tens(row: bytes | memoryview, places: list[int]) -> bytes:
    """One row in which the cells at some places take two digits or three."""
    parts: list[bytes | memoryview] = []
    done = 0
    for place in places:
        parts += [row[done:place], b"%d" % (row[place] - ord("0"))]
        done = place + 1
    return b"".join([*parts, row[done:]])
