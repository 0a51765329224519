"""The compiled loops that count cards of games, of decks and of packs by cells.

A cell is a row of the answer: a row of facts gives one part of its number and a card the other;
below 0 means that a filter leaves it out. An entry (a card in a hand, deck or pack) carries a
pattern, such as "one in the opening hand, two drawn, four in the deck"; what a pattern adds to
each count is a table that SQL made (``patterns.py``), so nothing is defined here.

Nothing here calls compiled code of another file, because numba's cache notices changes of one
file alone. The loops free Python's lock: each thread has a range of rows and cells of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., Any])
Array = NDArray[Any]


def _compiled(function: Function) -> Function:
    """Compile a function and keep its machine code beside this file or in numba's cache."""
    made: Function = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return made


@_compiled
def count_entries(
    first: int, last: int, starts: Array, card: Array, pattern: Array, row_cell: Array,
    won: Array, card_cell: Array, worth: Array, out: Array,
) -> None:  # fmt: skip
    """Count the entries of rows: ``out[cell, won, unit] += worth[pattern, unit]``."""
    sides, units = out.shape[1], worth.shape[1]
    flat, adds = out.reshape(-1), worth.reshape(-1)
    for row in range(first, last):
        base = row_cell[row]
        if base < 0:
            continue
        side = won[row]
        for entry in range(starts[row], starts[row + 1]):
            offset = card_cell[card[entry]]
            if offset >= 0:
                at = ((base + offset) * sides + side) * units
                what = pattern[entry] * units
                for unit in range(units):
                    flat[at + unit] += adds[what + unit]


@_compiled
def count_decks(
    first: int, last: int, game_starts: Array, games: Array, starts: Array, card: Array,
    pattern: Array, row_cell: Array, won: Array, card_cell: Array, worth: Array, out: Array,
) -> None:  # fmt: skip
    """Count the cards of decks once per deck, as often as games of each cell were played with it."""
    units = worth.shape[1]
    flat, adds = out.reshape(-1), worth.reshape(-1)
    most = 1
    for deck in range(first, last):
        most = max(most, game_starts[deck + 1] - game_starts[deck])
    bases = np.empty(most, np.int64)
    lost, gained = np.empty(most, np.int64), np.empty(most, np.int64)
    for deck in range(first, last):
        found = 0
        for place in range(game_starts[deck], game_starts[deck + 1]):
            game = games[place]
            base = row_cell[game]
            if base < 0:
                continue
            at = 0
            while at < found and bases[at] != base:
                at += 1
            if at == found:
                bases[at] = base
                lost[at] = 0
                gained[at] = 0
                found += 1
            gained[at] += won[game]
            lost[at] += 1 - won[game]
        for entry in range(starts[deck], starts[deck + 1]) if found else range(0):
            offset = card_cell[card[entry]]
            if offset < 0:
                continue
            what = pattern[entry] * units
            for place in range(found):
                at = (bases[place] + offset) * 2 * units
                for unit in range(units):
                    flat[at + unit] += lost[place] * adds[what + unit]
                    flat[at + units + unit] += gained[place] * adds[what + unit]


@_compiled
def sum_rows(
    first: int, last: int, row_cell: Array, card: Array, card_cell: Array, values: Array,
    wanted: Array, out: Array,
) -> None:  # fmt: skip
    """Sum columns of rows: ``out[cell, unit] += values[row, wanted[unit]]``; rows may have cards."""
    units, has_card = wanted.size, card.size > 0
    for row in range(first, last):
        at = row_cell[row]
        if at >= 0 and has_card:
            offset = card_cell[card[row]]
            at = at + offset if offset >= 0 else -1
        if at >= 0:
            for unit in range(units):
                out[at, unit] += values[row, wanted[unit]]


@_compiled
def tally_entries(
    first: int, last: int, starts: Array, card: Array, pattern: Array, row_cell: Array,
    won: Array, card_cell: Array, out: Array,
) -> None:  # fmt: skip
    """Tally the patterns of entries: ``out[cell, won, pattern] += 1``."""
    sides, size = out.shape[1], out.shape[2]
    flat = out.reshape(-1)
    for row in range(first, last):
        base = row_cell[row]
        if base >= 0:
            side = won[row]
            for entry in range(starts[row], starts[row + 1]):
                offset = card_cell[card[entry]]
                if offset >= 0:
                    flat[((base + offset) * sides + side) * size + pattern[entry]] += 1
