"""The compiled reader of wide logs: bytes of CSV to the cells that are not 0, row by row.

A row of logs has a few texts and a cell for every card of the set, nearly all of them ``0``.
:func:`scan` skips those four at a time and keeps the others, ordered by card. What it does not
understand it flags and leaves to the slow reader (``log_lines``), which says why. Arrays in and
out, no Python objects; the caller gives every array (``log_scan``).

Nothing here calls compiled code of another file, because numba's cache notices changes of one
file only. How rows become facts is compiled in ``log_split``.
"""

# ruff: noqa: C901, PLR0917 - compiled code passes arrays and branches flatly

from __future__ import annotations

from typing import Any, cast

import numpy as np

from tcb_analytics.warehouse.compiling import compiled

ABOVE_ASCII = 1
"""Flag of a row that was understood and has texts with bytes above ASCII, to be looked at."""
ODD = 2
"""Flag of a row that was not understood."""
ROOM = 64
"""Readable bytes that must follow the last byte of the data."""
MOST_COPIES = 127
"""Most copies in one cell."""

_COMMA, _NEWLINE, _RETURN, _QUOTE, _DOT, _ZERO = 44, 10, 13, 34, 46, 48

_TRUE, _FALSE = int.from_bytes(b"true"), int.from_bytes(b"false")

_u64, _int = cast("Any", np.uint64), cast("Any", np.int64)
"""Numbers begin as ``_int(0)``: from a plain 0 numba would compile what they go to twice."""
_ZEROS = _u64(0x2C302C302C302C30)
"""``0,0,0,0,`` as a number."""


@compiled
def _word(data: Any, p: int) -> Any:
    """Eight bytes as a number, the first one lowest; becomes a single load."""
    return (
        _u64(data[p])
        | (_u64(data[p + 1]) << _u64(8))
        | (_u64(data[p + 2]) << _u64(16))
        | (_u64(data[p + 3]) << _u64(24))
        | (_u64(data[p + 4]) << _u64(32))
        | (_u64(data[p + 5]) << _u64(40))
        | (_u64(data[p + 6]) << _u64(48))
        | (_u64(data[p + 7]) << _u64(56))
    )


@compiled
def _copies(data: Any, p: int) -> tuple[int, int]:
    """Value and end of a card's cell: digits, quoted or not, ``.0`` allowed; -1 where odd."""
    quoted = data[p] == _QUOTE
    if quoted:
        p += 1
    begin = p
    value = 0
    while _ZERO <= data[p] <= _ZERO + 9 and p - begin < 4:
        value = value * 10 + (_int(data[p]) - _ZERO)
        p += 1
    if p == begin or value > MOST_COPIES:
        return -1, p
    if data[p] == _DOT:
        p += 1
        while data[p] == _ZERO:
            p += 1
    if quoted:
        if data[p] != _QUOTE:
            return -1, p
        p += 1
    return value, p


@compiled
def _text(data: Any, p: int, start: Any, stop: Any, row: int) -> tuple[int, int]:
    """Note where a text begins and ends; its end in the data and its flags."""
    flag = 0
    if data[p] == _QUOTE:
        p += 1
        start[row] = p
        while True:
            byte = data[p]
            if byte == _QUOTE:
                if data[p + 1] != _QUOTE:
                    break
                p += 1
            elif byte < 32:
                return p, ODD
            elif byte >= 127:
                flag |= ABOVE_ASCII
            p += 1
        stop[row] = p
        return p + 1, flag
    start[row] = p
    while data[p] != _COMMA and data[p] >= 32:
        if data[p] >= 127:
            flag |= ABOVE_ASCII
        elif data[p] == _QUOTE:
            flag |= ODD
        p += 1
    stop[row] = p
    return p, flag


@compiled
def _order(touched: Any, count: int) -> None:
    """Sort a few card numbers, mostly in order already, in place."""
    for i in range(1, count):
        card = touched[i]
        j = i
        while j > 0 and touched[j - 1] > card:
            touched[j] = touched[j - 1]
            j -= 1
        touched[j] = card


@compiled
def _cells(
    data: Any, p: int, column: int, left: int, kind: Any, number: Any, dense: Any, touched: Any,
    count: int,
) -> tuple[int, int, int]:  # fmt: skip
    """Pass over the next cells of cards while they are one digit: noughts skipped, others kept."""
    while left >= 4:
        odd = _word(data, p) ^ _ZEROS
        if odd == 0:
            p += 8
            column += 4
            left -= 4
            continue
        ahead = (
            _int(odd & _u64(0xFFFF) == 0)
            + _int(odd & _u64(0xFFFFFFFF) == 0)
            + _int(odd & _u64(0xFFFFFFFFFFFF) == 0)
        )
        p += 2 * ahead
        column += ahead
        left -= ahead
        digit = _int(data[p]) - _ZERO
        if data[p + 1] != _COMMA or digit < 0 or digit > 9:
            break
        count = _keep(number[column], kind[column], digit, dense, touched, count)
        p += 2
        column += 1
        left -= 1
    return p, column, count


@compiled
def _keep(card: int, kind: int, value: int, dense: Any, touched: Any, count: int) -> int:
    """Note a card's figure; how many cards were noted. A card may be noted more than once."""
    if count == 0 or touched[count - 1] != card:
        touched[count] = card
        count += 1
    dense[card, kind] = value
    return count


@compiled
def _row(
    data: Any, p: int, kind: Any, number: Any, run: Any, start: Any, stop: Any, row: int,
    dense: Any, touched: Any,
) -> tuple[int, int, int]:  # fmt: skip
    """Read one line into ``dense``; where it ended, its flags and the cards touched."""
    columns = len(kind)
    column, count, flag = _int(0), _int(0), _int(0)
    while True:
        if run[column] >= 4:
            p, column, count = _cells(
                data, p, column, run[column], kind, number, dense, touched, count
            )
        if column >= columns:
            return p, flag | ODD, count
        if run[column] > 0:
            value, p = _copies(data, p)
            if value < 0:
                return p, flag | ODD, count
            if value > 0:
                count = _keep(number[column], kind[column], value, dense, touched, count)
        else:
            slot = number[column]
            p, odd = _text(data, p, start[slot], stop[slot], row)
            flag |= odd
        column += 1
        if data[p] == _COMMA and column < columns:
            p += 1
            continue
        if data[p] == _RETURN and data[p + 1] == _NEWLINE:
            p += 1
        if column < columns or data[p] != _NEWLINE:
            flag |= ODD
        return p, flag, count


@compiled
def scan(
    data: Any, p: int, size: int, kind: Any, number: Any, run: Any, start: Any, stop: Any,
    flags: Any, lines: Any, ends: Any, cards: Any, copies: Any, dense: Any, touched: Any,
) -> tuple[int, int]:  # fmt: skip
    """Read lines until the data or the room of the arrays ends.

    Args:
        data: Bytes; ``ROOM`` more than ``size``; the last of ``size`` ends a line.
        p: Where to begin, at a line.
        size: Where the data ends.
        kind: Of each column, which of a card's figures it has; -1: a text.
        number: Of each column, its card; for a text, which text it is.
        run: Of each column, how many columns of cards begin with it; a 0 follows the last.
        start: Where texts begin: text × row.
        stop: Where texts end.
        flags: Of each row, what is special.
        lines: Where each row begins, and at last where the last one ends.
        ends: Of each row, the end of its cards in ``cards``.
        cards: Cards of all rows, in ascending order within a row.
        copies: Their figures: card × kind.
        dense: Working space, all 0: cards of the set × kind.
        touched: Working space: one a column.

    Returns:
        Rows read, and where the next line begins.
    """
    row = out = _int(0)
    most = len(cards) - len(dense)
    while p < size and row < len(flags) and out <= most:
        lines[row] = p
        p, flag, count = _row(data, p, kind, number, run, start, stop, row, dense, touched)
        _order(touched, count)
        for i in range(count):
            card = touched[i]
            if i and card == touched[i - 1]:
                continue
            cards[out] = card
            for k in range(dense.shape[1]):
                copies[out, k] = dense[card, k]
                dense[card, k] = 0
            out += 1
        while data[p] != _NEWLINE:
            p += 1
        p += 1
        flags[row] = flag
        ends[row] = out
        row += 1
    lines[row] = p
    return row, p


@compiled
def whole_numbers(
    data: Any, start: Any, stop: Any, rows: int, most: int, found: Any, flags: Any
) -> None:
    """Texts as whole numbers from 0; ``.0`` is allowed, an empty text is -1, else ODD."""
    for row in range(rows):
        if flags[row] & ODD:
            continue
        p, end = start[row], stop[row]
        value = 0
        digits = 0
        while p < end and _ZERO <= data[p] <= _ZERO + 9 and digits < 10:
            value = value * 10 + (_int(data[p]) - _ZERO)
            digits += 1
            p += 1
        if digits and p < end and data[p] == _DOT:
            p += 1
            while p < end and data[p] == _ZERO:
                p += 1
        found[row] = value if digits else -1
        if p < end or value > most:
            flags[row] |= ODD


@compiled
def moments(data: Any, start: Any, stop: Any, rows: int, found: Any, flags: Any) -> None:
    """Texts such as ``2024-04-16 20:10:34`` as microseconds since 1970; others are ODD."""
    for row in range(rows):
        if flags[row] & ODD:
            continue
        p = _int(start[row])
        good = stop[row] - p == 19
        if good:
            for i in range(19):
                byte = data[p + i]
                if i in (4, 7):
                    good &= byte == 45
                elif i == 10:
                    good &= byte in (32, 84)
                elif i in (13, 16):
                    good &= byte == 58
                else:
                    good &= _ZERO <= byte <= _ZERO + 9
        if not good:
            flags[row] |= ODD
            continue
        year = _two(data, p) * 100 + _two(data, p + 2)
        month, day = _two(data, p + 5), _two(data, p + 8)
        hour, minute, second = _two(data, p + 11), _two(data, p + 14), _two(data, p + 17)
        leap = (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
        longest = 30 + (month + (month > 7)) % 2
        if month == 2:
            longest = 28 + leap
        of_day = hour <= 23 and minute <= 59 and second <= 59
        if not (of_day and 1970 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= longest):
            flags[row] |= ODD
        else:
            seconds = (_days(year, month, day) * 24 + hour) * 3600 + minute * 60 + second
            found[row] = seconds * 1_000_000


@compiled
def _two(data: Any, p: int) -> int:
    """Two digits as a number."""
    found: int = (_int(data[p]) - 48) * 10 + _int(data[p + 1]) - 48
    return found


@compiled
def _days(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01, counted in years that begin with March."""
    shifted = year - (month <= 2)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


@compiled
def flags_of(data: Any, start: Any, stop: Any, rows: int, found: Any, flags: Any) -> None:
    """Texts ``True`` and ``False`` in any case, ``1`` and ``0``, as 1 and 0; others are ODD."""
    for row in range(rows):
        if flags[row] & ODD:
            continue
        p, length = _int(start[row]), stop[row] - start[row]
        if length == 4 and _spells(data, p, _TRUE, length):
            found[row] = 1
        elif length == 5 and _spells(data, p, _FALSE, length):
            found[row] = 0
        elif length == 1 and data[p] in (48, 49):
            found[row] = data[p] - 48
        else:
            flags[row] |= ODD


@compiled
def _spells(data: Any, p: int, letters: int, length: int) -> bool:
    """Whether text is a word given as its small letters in one number, in any case."""
    same = True
    for i in range(length):
        same &= (data[p + i] | 32) == ((letters >> (8 * (length - 1 - i))) & 255)
    return same


@compiled
def gather(data: Any, start: Any, stop: Any, rows: int, offsets: Any, out: Any) -> int:
    """Copy texts one after the other; -1 where ``out`` is too small for them."""
    at = 0
    for row in range(rows):
        length = stop[row] - start[row]
        if at + length > len(out):
            return -1
        for i in range(start[row], stop[row]):
            out[at] = data[i]
            at += 1
        offsets[row + 1] = at
    return at
