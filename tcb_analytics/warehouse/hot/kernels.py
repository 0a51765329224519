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
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., Any])
Array = NDArray[Any]


class Slices(NamedTuple):
    """Entries: where each row's begin, their cards and patterns, and what a pattern adds."""

    starts: Array
    card: Array
    pattern: Array
    worth: Array


class Chosen(NamedTuple):
    """Cells of rows and of cards, below 0 for none; whether each row is a game won; slots.

    Where most cells stay empty, those that do not have slots, and slots are counted; with no
    slots at all, cells are.
    """

    row_cell: Array
    card_cell: Array
    won: Array
    slots: Array


class Decks(NamedTuple):
    """Entries of decks, where the games of each deck begin, and the games by deck."""

    cards: Slices
    starts: Array
    games: Array


class Numbers(NamedTuple):
    """Rows that carry counts: their cards, if any, their counts, and which are wanted."""

    card: Array
    values: Array
    wanted: Array


def _compiled(function: Function) -> Function:
    """Compile a function and keep its machine code beside this file or in numba's cache."""
    made = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return cast("Function", made)


@_compiled
def count_entries(first: int, last: int, held: Slices, chosen: Chosen, out: Array) -> None:
    """Count the entries of rows: ``out[cell, won, unit] += worth[pattern, unit]``."""
    starts, card, pattern, worth = held
    row_cell, card_cell, won, slots = chosen
    direct = slots.size == 0
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
                cell = base + offset
                at = ((cell if direct else slots[cell]) * sides + side) * units
                what = pattern[entry] * units
                for unit in range(units):
                    flat[at + unit] += adds[what + unit]


@_compiled
def tally_entries(first: int, last: int, held: Slices, chosen: Chosen, out: Array) -> None:
    """Tally the patterns of entries: ``out[cell, won, pattern] += 1``."""
    starts, card, pattern, _ = held
    row_cell, card_cell, won, _ = chosen
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


@_compiled
def _results(first: int, last: int, games: Array, chosen: Chosen, found: Array) -> int:
    """Games of one deck by cell: the cell, games lost, games won; how many cells there are."""
    row_cell, won = chosen.row_cell, chosen.won
    size = 0
    for place in range(first, last):
        game = games[place]
        base = row_cell[game]
        if base < 0:
            continue
        at = 0
        while at < size and found[at, 0] != base:
            at += 1
        if at == size:
            found[at, 0] = base
            found[at, 1] = 0
            found[at, 2] = 0
            size += 1
        found[at, 1 + won[game]] += 1
    return size


@_compiled
def count_decks(first: int, last: int, held: Decks, chosen: Chosen, out: Array) -> None:
    """Count a deck's cards once, as often as games of each cell were lost and won with it."""
    starts, card, pattern, worth = held.cards
    units, slots = worth.shape[1], chosen.slots
    direct = slots.size == 0
    flat, adds = out.reshape(-1), worth.reshape(-1)
    most = 1
    for deck in range(first, last):
        most = max(most, held.starts[deck + 1] - held.starts[deck])
    found = np.empty((most, 3), np.int64)
    for deck in range(first, last):
        begin, end = held.starts[deck], held.starts[deck + 1]
        size = _results(begin, end, held.games, chosen, found)
        if size == 0:
            continue
        for entry in range(starts[deck], starts[deck + 1]):
            offset = chosen.card_cell[card[entry]]
            if offset < 0:
                continue
            what = pattern[entry] * units
            for place in range(size):
                lost, gained = found[place, 1], found[place, 2]
                cell = found[place, 0] + offset
                at = (cell if direct else slots[cell]) * 2 * units
                for unit in range(units):
                    flat[at + unit] += lost * adds[what + unit]
                    flat[at + units + unit] += gained * adds[what + unit]


@_compiled
def sum_rows(first: int, last: int, rows: Numbers, chosen: Chosen, out: Array) -> None:
    """Sum counts of rows, with cards or not: ``out[cell, unit] += values[row, wanted[unit]]``."""
    card, values, wanted = rows
    row_cell, card_cell, _, slots = chosen
    units, has_card, direct = wanted.size, card.size > 0, slots.size == 0
    for row in range(first, last):
        at = row_cell[row]
        if at >= 0 and has_card:
            offset = card_cell[card[row]]
            at = at + offset if offset >= 0 else -1
        if at >= 0:
            at = at if direct else slots[at]
            for unit in range(units):
                out[at, unit] += values[row, wanted[unit]]


@_compiled
def mark_entries(first: int, last: int, held: Slices, chosen: Chosen, there: Array) -> None:
    """Mark the cells that entries of rows fall into."""
    for row in range(first, last):
        base = chosen.row_cell[row]
        if base >= 0:
            for entry in range(held.starts[row], held.starts[row + 1]):
                offset = chosen.card_cell[held.card[entry]]
                if offset >= 0:
                    there[base + offset] = 1


@_compiled
def mark_decks(first: int, last: int, held: Decks, chosen: Chosen, there: Array) -> None:
    """Mark the cells that cards of decks fall into, by the games played with them."""
    for deck in range(first, last):
        before = -1
        for place in range(held.starts[deck], held.starts[deck + 1]):
            base = chosen.row_cell[held.games[place]]
            if base >= 0 and base != before:
                before = base
                for entry in range(held.cards.starts[deck], held.cards.starts[deck + 1]):
                    offset = chosen.card_cell[held.cards.card[entry]]
                    if offset >= 0:
                        there[base + offset] = 1


@_compiled
def mark_rows(first: int, last: int, rows: Numbers, chosen: Chosen, there: Array) -> None:
    """Mark the cells that rows fall into."""
    for row in range(first, last):
        at = chosen.row_cell[row]
        if at >= 0 and rows.card.size > 0:
            offset = chosen.card_cell[rows.card[row]]
            at = at + offset if offset >= 0 else -1
        if at >= 0:
            there[at] = 1
