"""An integer program in arrays, and the draft in which it grows.

Rows are kept as triplets and sorted into columns once, so that a program of a thousand cards is
a few array operations. Leaves out solving (``solver.py``) and what rows mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.strategies.facts import Floats, Mask

Ints = NDArray[np.int64]
INFINITY = float("inf")

Expression = tuple[Ints | Sequence[int], Floats | Sequence[float]]
"""A sum over columns: the columns, and a coefficient for each."""


Branch = tuple[Ints, Floats]
"""Columns, and the value at which each is held."""


@dataclass(frozen=True, slots=True)
class Program:
    """Maximise ``gain @ x`` over ``row_low <= A x <= row_high`` and ``lower <= x <= upper``.

    Attributes:
        gain: Points by unit of each column.
        lower: Least of each column.
        upper: Most of each column.
        integer: Which columns are whole numbers.
        start: First entry of each column in ``row`` and ``entry``; one longer than columns.
        row: Row of each entry.
        entry: Coefficient of each entry.
        row_low: Least of each row.
        row_high: Most of each row.
        branches: Ways to choose, of which every solution follows at least one: columns and the
            values at which each way holds them. Empty where nothing is to be chosen.
    """

    gain: Floats
    lower: Floats
    upper: Floats
    integer: Mask
    start: Ints
    row: Ints
    entry: Floats
    row_low: Floats
    row_high: Floats
    branches: tuple[Branch, ...] = ()

    @property
    def size(self) -> int:
        """Number of columns."""
        return len(self.gain)

    def column_of_entry(self) -> Ints:
        """The column of each entry."""
        return np.repeat(np.arange(self.size), np.diff(self.start))

    def activity(self, x: Floats) -> Floats:
        """Value of each row."""
        weights = self.entry * x[self.column_of_entry()]
        found = np.bincount(self.row, weights=weights, minlength=len(self.row_low))
        return found.astype(float)

    def keep(self, kept: Mask, x: Floats) -> Program:
        """The program over the kept columns, the others held at their value in ``x``."""
        held = np.where(kept, 0.0, x)
        used = self.activity(held)
        entries = np.repeat(kept, np.diff(self.start))
        start = np.concatenate(([0], np.cumsum(np.diff(self.start)[kept])))
        return Program(
            gain=self.gain[kept],
            lower=self.lower[kept],
            upper=self.upper[kept],
            integer=self.integer[kept],
            start=start,
            row=self.row[entries],
            entry=self.entry[entries],
            row_low=self.row_low - used,
            row_high=self.row_high - used,
        )

    def bounded(self, lower: Floats, upper: Floats) -> Program:
        """The program with other bounds of its columns."""
        return replace(self, lower=lower, upper=upper)


class Draft:
    """A program in the making; the first columns are given, more are added one by one."""

    def __init__(self, upper: Floats) -> None:
        count = len(upper)
        self.lower = np.zeros(count)
        self.upper = upper.astype(float)
        self._more: list[tuple[float, float, bool]] = []
        self._objective: list[Expression] = []
        self._rows: list[tuple[float, float]] = []
        self._columns: list[Ints] = []
        self._entries: list[Floats] = []
        self._at: list[int] = []
        self._branches: tuple[Branch, ...] = ()

    def column(self, *, lower: float = 0.0, upper: float = INFINITY, integer: bool = False) -> int:
        """Add a column; its number."""
        self._more.append((lower, upper, integer))
        return len(self.lower) + len(self._more) - 1

    def row(self, terms: Sequence[Expression], low: float, high: float) -> int:
        """Add a row, the sum of some expressions, which may share columns; its number."""
        self._rows.append((low, high))
        for columns, entries in terms:
            self._columns.append(np.asarray(columns, dtype=np.int64))
            self._entries.append(np.asarray(entries, dtype=float))
            self._at.append(len(self._rows) - 1)
        return len(self._rows) - 1

    def total(self, columns: Sequence[int], low: float, high: float) -> int:
        """Add a row, the plain sum of some columns; its number."""
        return self.row([(columns, np.ones(len(columns)))], low, high)

    def maximise(self, terms: Sequence[Expression]) -> None:
        """Add expressions to the objective."""
        self._objective += terms

    def branch(self, ways: Sequence[Branch]) -> None:
        """Tell the ways to choose, of which every solution follows at least one.

        The rows must say the same: branches only speed the search up.
        """
        self._branches = tuple(ways)

    def program(self) -> Program:
        """The program as it stands."""
        more = np.array(self._more, dtype=float).reshape(-1, 3)
        column = np.concatenate([*self._columns, np.empty(0, np.int64)])
        entry = np.concatenate([*self._entries, np.empty(0)])
        row = np.repeat(np.array(self._at, np.int64), [len(part) for part in self._columns])
        first, count = len(self.lower), len(self.lower) + len(more)
        column, row, entry = _summed(column, row, entry)
        per_column = np.bincount(column, minlength=count)
        bounds = np.array(self._rows, dtype=float).reshape(-1, 2)
        gain = np.zeros(count)
        for columns, entries in self._objective:
            np.add.at(gain, np.asarray(columns, dtype=np.int64), entries)
        return Program(
            gain=gain,
            lower=np.concatenate((self.lower, more[:, 0])),
            upper=np.concatenate((self.upper, more[:, 1])),
            integer=np.concatenate((np.ones(first, bool), more[:, 2].astype(bool))),
            start=np.concatenate(([0], np.cumsum(per_column))),
            row=row,
            entry=entry,
            row_low=bounds[:, 0],
            row_high=bounds[:, 1],
            branches=self._branches,
        )


def _summed(column: Ints, row: Ints, entry: Floats) -> tuple[Ints, Ints, Floats]:
    """Entries by column, then row, those of one place summed and zeros left out."""
    order = np.lexsort((row, column))
    column, row, entry = column[order], row[order], entry[order]
    first = np.ones(len(entry), dtype=bool)
    first[1:] = (np.diff(column) != 0) | (np.diff(row) != 0)
    if not first.all():
        entry = np.add.reduceat(entry, np.flatnonzero(first))
        column, row = column[first], row[first]
    kept = entry != 0
    return column[kept], row[kept], entry[kept]
