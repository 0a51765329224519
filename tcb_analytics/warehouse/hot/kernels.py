"""The compiled loops that count cards of games, of decks and of packs by cells.

A row of facts belongs to a group and a card has a place; below 0 means that a filter leaves it
out. Group and place together are a cell, a row of the answer. An entry (a card in a hand, deck
or pack) carries a code: a card with a pattern, such as "one in the opening hand, two drawn, four
in the deck". What a code adds to each count is a table that SQL made (``patterns.py``), so
nothing is defined here.

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
    """Entries: where each row's begin, their codes, and what a code adds to each unit."""

    starts: Array
    code: Array
    worth: Array


class Chosen(NamedTuple):
    """Groups of rows and places of cards or codes, below 0 for none; how many places there are.

    Also whether each row is a game won, and slots: where most cells stay empty, those that do
    not have slots, and slots are counted; with no slots at all, cells are.
    """

    group: Array
    place: Array
    places: int
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
def spread(codes: Array, values: Array, out: Array) -> None:
    """Add the value of each row's code: ``out[row] += values[code]``."""
    for row in range(codes.size):
        out[row] += values[codes[row]]


@_compiled
def mark_numbers(numbers: Array, there: Array) -> None:
    """Mark the numbers that occur, those below 0 left out."""
    for row in range(numbers.size):
        if numbers[row] >= 0:
            there[numbers[row]] = True


@_compiled
def renumber(numbers: Array, place: Array) -> None:
    """Put the place of each number in its stead, those below 0 left as they are."""
    for row in range(numbers.size):
        if numbers[row] >= 0:
            numbers[row] = place[numbers[row]]


@_compiled
def count_entries(first: int, last: int, held: Slices, chosen: Chosen, out: Array) -> None:
    """Count the entries of rows: ``out[cell, won, unit] += worth[code, unit]``.

    The common case, one unit and no slots, has a loop of its own with indices that have no sign,
    which takes half the time.
    """
    starts, code, worth = held
    group, place_of, places, won, slots = chosen
    direct = slots.size == 0
    sides, units = out.shape[1], worth.shape[1]
    flat, adds = out.reshape(-1), worth.reshape(-1)
    for row in range(first, last):
        if group[row] < 0:
            continue
        base, side = np.int64(group[row]) * places, won[row]
        if direct and units == 1:
            begin = np.uint64(base * sides + side)
            for entry in range(np.uint64(starts[row]), np.uint64(starts[row + 1])):
                own = code[entry]
                if place_of[own] >= 0:
                    flat[begin + np.uint64(place_of[own]) * np.uint64(sides)] += adds[own]
            continue
        for entry in range(starts[row], starts[row + 1]):
            found = np.int64(code[entry])
            place = place_of[found]
            if place >= 0:
                cell = base + place
                at = ((cell if direct else slots[cell]) * sides + side) * units
                for unit in range(units):
                    flat[at + unit] += adds[found * units + unit]


@_compiled
def tally_entries(first: int, last: int, held: Slices, chosen: Chosen, out: Array) -> None:
    """Tally the codes of entries: ``out[group, code, won] += 1``."""
    starts, code, _ = held
    sides = np.uint64(out.shape[2])
    flat, size = out.reshape(-1), out.shape[1] * out.shape[2]
    for row in range(first, last):
        if chosen.group[row] >= 0:
            base = np.uint64(np.int64(chosen.group[row]) * size + chosen.won[row])
            for entry in range(np.uint64(starts[row]), np.uint64(starts[row + 1])):
                flat[base + np.uint64(code[entry]) * sides] += 1


@_compiled
def fold(tally: Array, worth: Array, chosen: Chosen, out: Array) -> None:
    """Multiply out: ``out[cell, won, unit] += tally[group, code, won] * worth[code, unit]``."""
    groups, codes, sides = tally.shape
    units = worth.shape[1]
    for group in range(groups):
        for code in range(codes):
            place = chosen.place[code]
            if place < 0:
                continue
            cell = np.int64(group) * chosen.places + place
            for side in range(sides):
                times = np.int64(tally[group, code, side])
                if times:
                    for unit in range(units):
                        out[cell, side, unit] += times * worth[code, unit]


@_compiled
def _results(first: int, last: int, games: Array, chosen: Chosen, found: Array) -> int:
    """Games of one deck by group: the group, games lost, games won; how many groups there are."""
    group, won = chosen.group, chosen.won
    size = 0
    for place in range(first, last):
        game = games[place]
        base = group[game]
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
def _most_games(first: int, last: int, starts: Array) -> int:
    """Games of the deck that was played most."""
    most = 1
    for deck in range(first, last):
        most = max(most, starts[deck + 1] - starts[deck])
    return most


@_compiled
def count_decks(first: int, last: int, held: Decks, chosen: Chosen, out: Array) -> None:
    """Count a deck's cards once, as often as games of each cell were lost and won with it."""
    starts, code, worth = held.cards
    units, slots = worth.shape[1], chosen.slots
    direct = slots.size == 0
    flat, adds = out.reshape(-1), worth.reshape(-1)
    found = np.empty((_most_games(first, last, held.starts), 3), np.int64)
    for deck in range(first, last):
        begin, end = held.starts[deck], held.starts[deck + 1]
        size = _results(begin, end, held.games, chosen, found)
        if size == 0:
            continue
        for entry in range(starts[deck], starts[deck + 1]):
            own = np.int64(code[entry])
            place = chosen.place[own]
            if place < 0:
                continue
            for result in range(size):
                lost, gained = found[result, 1], found[result, 2]
                cell = found[result, 0] * chosen.places + place
                at = (cell if direct else slots[cell]) * 2 * units
                for unit in range(units):
                    flat[at + unit] += lost * adds[own * units + unit]
                    flat[at + units + unit] += gained * adds[own * units + unit]


@_compiled
def tally_decks(first: int, last: int, held: Decks, chosen: Chosen, out: Array) -> None:
    """Tally the codes of decks by games lost and won: ``out[group, code, won] += games``."""
    starts, code, _ = held.cards
    found = np.empty((_most_games(first, last, held.starts), 3), np.int64)
    for deck in range(first, last):
        begin, end = held.starts[deck], held.starts[deck + 1]
        for result in range(_results(begin, end, held.games, chosen, found)):
            own, lost, gained = out[found[result, 0]], found[result, 1], found[result, 2]
            for card in code[starts[deck] : starts[deck + 1]]:
                own[card, 0] += lost
                own[card, 1] += gained


@_compiled
def sum_rows(first: int, last: int, rows: Numbers, chosen: Chosen, out: Array) -> None:
    """Sum counts of rows, with cards or not: ``out[cell, unit] += values[row, wanted[unit]]``."""
    card, values, wanted = rows
    group, place_of, places, _, slots = chosen
    units, has_card, direct = wanted.size, card.size > 0, slots.size == 0
    for row in range(first, last):
        at = np.int64(group[row]) * places
        if at >= 0 and has_card:
            place = place_of[card[row]]
            at = at + place if place >= 0 else np.int64(-1)
        if at >= 0:
            at = at if direct else slots[at]
            for unit in range(units):
                out[at, unit] += values[row, wanted[unit]]


@_compiled
def mark_entries(first: int, last: int, held: Slices, chosen: Chosen, there: Array) -> None:
    """Mark the cells that entries of rows fall into."""
    for row in range(first, last):
        base = np.int64(chosen.group[row]) * chosen.places
        if base >= 0:
            for entry in range(held.starts[row], held.starts[row + 1]):
                place = chosen.place[held.code[entry]]
                if place >= 0:
                    there[base + place] = 1


@_compiled
def mark_decks(first: int, last: int, held: Decks, chosen: Chosen, there: Array) -> None:
    """Mark the cells that cards of decks fall into, by the games played with them."""
    for deck in range(first, last):
        before = np.int64(-1)
        for game in range(held.starts[deck], held.starts[deck + 1]):
            base = np.int64(chosen.group[held.games[game]]) * chosen.places
            if base >= 0 and base != before:
                before = base
                for entry in range(held.cards.starts[deck], held.cards.starts[deck + 1]):
                    place = chosen.place[held.cards.code[entry]]
                    if place >= 0:
                        there[base + place] = 1


@_compiled
def mark_rows(first: int, last: int, rows: Numbers, chosen: Chosen, there: Array) -> None:
    """Mark the cells that rows fall into."""
    for row in range(first, last):
        at = np.int64(chosen.group[row]) * chosen.places
        if at >= 0 and rows.card.size > 0:
            place = chosen.place[rows.card[row]]
            at = at + place if place >= 0 else np.int64(-1)
        if at >= 0:
            there[at] = 1
