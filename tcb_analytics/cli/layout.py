"""Fitting a table to the width of a terminal.

Numbers and card numbers never break; words wrap; what says least is left out before
anything becomes unreadable, and a row too wide for any line stands as a list of its
fields. Text for files and pipes is never cut: this is for eyes alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 2
"""Blank columns between two columns of a table."""

LONGEST_WORD = 18
"""A word longer than this may break; an identifier of a data set, say."""

SPARE = (
    "sha256",
    "import_id",
    "withheld",
    "known",
    "deck_name",
    "ties",
    "losses",
    "format",
    "player",
    "players",
    "set_code",
    "event",
    "evidence",
    "shrunk",
    "wins",
    "leader_name",
    "opponent_name",
)
"""Columns that a narrow terminal does without, the first to go first."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it would be shown.

    Attributes:
        name: Name of the column in the rows.
        header: What stands above it.
        cells: Its texts, top down.
        numeric: It holds numbers, which stand right and never break.
    """

    name: str
    header: str
    cells: tuple[str, ...]
    numeric: bool

    @property
    def wide(self) -> int:
        """Width at which nothing wraps."""
        return max(map(len, (self.header, *self.cells)))

    @property
    def least(self) -> int:
        """Width below which a number, a word or the header would break."""
        header = max(map(len, self.header.split()), default=0)
        if self.numeric:
            return max(header, *map(len, self.cells))
        words = (len(word) for cell in self.cells for word in cell.split())
        return max(header, min(LONGEST_WORD, max(words, default=0)))


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is shown.

    Attributes:
        columns: What is shown, in order.
        widths: Width of each; empty where no line holds a row.
        same: Columns left out because every row says the same.
        spared: Columns left out because others say more.
    """

    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    same: tuple[Column, ...] = ()
    spared: tuple[Column, ...] = ()


def fit(columns: Sequence[Column], room: int) -> Layout:
    """The layout of a table on lines of ``room`` signs."""
    kept, same, spared = list(columns), [], []
    for column in columns:
        if _fits(kept, room):
            break
        if len(column.cells) > 1 and len(set(column.cells)) == 1:
            kept.remove(column)
            same.append(column)
    for name in SPARE:
        if _fits(kept, room):
            break
        for column in [column for column in kept if column.name == name]:
            kept.remove(column)
            spared.append(column)
    if not _fits(kept, room):
        return Layout(tuple(columns), ())
    return Layout(tuple(kept), _widths(kept, room), tuple(same), tuple(spared))


def _fits(columns: Sequence[Column], room: int) -> bool:
    return sum(column.least for column in columns) + GAP * (len(columns) - 1) <= room


def _widths(columns: Sequence[Column], room: int) -> tuple[int, ...]:
    """Natural widths, the widest narrowed first until the line holds them."""
    widths = [column.wide for column in columns]
    least = [min(column.least, column.wide) for column in columns]
    while sum(widths) + GAP * (len(widths) - 1) > room:
        spare = [(width, index) for index, width in enumerate(widths) if width > least[index]]
        widths[max(spare)[1]] -= 1
    return tuple(widths)
