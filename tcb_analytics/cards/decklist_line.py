"""One line of a deck list: which of the known ways of writing an entry it follows.

Leaves out what the entry names: ``decklist.py`` looks that up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tcb_analytics.cards.numbers import PRINT_ID

MOST_COPIES = 250
"""More copies of one card than any deck holds; a larger count is a typing error."""

_COUNT = r"([0-9]{1,9})"
_COMPACT = re.compile(rf"{_COUNT}\s?[xX×*]?\s?({PRINT_ID})|({PRINT_ID})\s?[xX×*]\s?{_COUNT}")
# Atomic: the x of `4xOP01-016` may be read two ways, and n entries in 2^n before a line is refused.
_SEVERAL = re.compile(rf"(?>(?:{_COMPACT.pattern})(?:[\s,;]+|$)){{2,}}")
_LEADING = re.compile(
    rf"{_COUNT}(?:\s*[xX×*]\s*(?={PRINT_ID})|\s*[xX×*]\s+|\s*[×*]\s*|\s+|[xX](?=\S))(\S.*)"
)
_TRAILING = re.compile(rf"(\S.*?)\s*[xX×*]\s?{_COUNT}")
_NUMBER_FIRST = re.compile(rf"({PRINT_ID})(?:[\s:,-]+(\S.*))?")
_NUMBER_LAST = re.compile(rf"(\S.*?)\s*[(\[]({PRINT_ID})[)\]]")
_ARENA = re.compile(r"(\S.*?)\s+\(([A-Za-z0-9]{1,6})\)(?:\s+(\S+))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry says.

    Attributes:
        count: Copies; None where the line gives none.
        number: Printed number or print id, where the line has one.
        name: Card name, where the line has one.
        set_code: Set in brackets after a name (MTG Arena).
        collector: Collector number after that set.
        rest: The line without its count.
    """

    count: int | None
    number: str | None = None
    name: str | None = None
    set_code: str | None = None
    collector: str | None = None
    rest: str = ""

    @property
    def arena_number(self) -> str:
        """The printed number that set and collector number make, such as ``OP01-016``."""
        return f"{self.set_code}-{self.collector}"


def entries(line: str) -> Iterator[Entry]:
    """The entries of a line: one, or all of a list written on one line.

    A line without a count yields one entry with the count None.
    """
    if _COMPACT.fullmatch(line) or _SEVERAL.fullmatch(line):
        for found in _COMPACT.finditer(line):
            count, number = found.group(1) or found.group(4), found.group(2) or found.group(3)
            yield Entry(int(count), number=number, rest=number)
        return
    leading = _LEADING.fullmatch(line)
    trailing = None if leading else _TRAILING.fullmatch(line)
    if leading:
        yield entry_of(int(leading.group(1)), leading.group(2).strip())
    elif trailing:
        yield entry_of(int(trailing.group(2)), trailing.group(1).strip())
    else:
        yield entry_of(None, line)


def entry_of(count: int | None, rest: str) -> Entry:
    """The entry that a line without its count makes: by number, by both, or by name."""
    if found := _NUMBER_FIRST.fullmatch(rest):
        return Entry(count, number=found.group(1), name=found.group(2), rest=rest)
    if found := _NUMBER_LAST.fullmatch(rest):
        return Entry(count, number=found.group(2), name=found.group(1), rest=rest)
    if found := _ARENA.fullmatch(rest):
        name, code, collector = found.groups()
        return Entry(count, name=name, set_code=code, collector=collector, rest=rest)
    return Entry(count, name=rest, rest=rest)
