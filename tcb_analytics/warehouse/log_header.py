"""The header of wide logs: which column is which text, and which figure of which card.

Columns are looked up by name, never by place. A header that cannot mean one table (a name
twice, a card without one of its columns) is refused with the file; a column nobody knows is
left out and noted. Reading the rows below it is done elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.contracts import show

MOST_CARDS = 1_500
"""Most cards of one file; a set has 250 to 700."""
MOST_COLUMNS = 8_000
"""Most columns of one file: five for each card, and room for some that nobody knows."""

REMEDY = "fetch the file again; data/README.md describes the format"


@dataclass(frozen=True, slots=True)
class Text:
    """What a column of texts holds.

    Attributes:
        kind: How its cells are read; an empty ``name`` is null, an empty ``text`` is a text.
        most: For whole numbers, the largest.
        empty: Whether a cell may be empty.
        missing: Whether the column may be missing.
    """

    kind: Literal["text", "name", "whole", "flag", "moment", "rate"]
    most: int = 127
    empty: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What a format's header has: texts by name, and the figures of every card by prefix."""

    texts: Mapping[str, Text]
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """One header, understood.

    Attributes:
        shape: The format.
        columns: Names of all columns, in order.
        texts: Names of the texts that are there; a text's place here is its slot.
        cards: Card names; a card's place here is its number.
        unknown: Columns that are left out.
        kind: Of each column, the figure it has; -1 for a text.
        number: Of each column, its card; for a text, its slot.
    """

    shape: Shape
    columns: tuple[str, ...]
    texts: tuple[str, ...]
    cards: tuple[str, ...]
    unknown: tuple[str, ...]
    kind: Any
    number: Any

    @cached_property
    def run(self) -> Any:
        """Of each column, how many columns of cards begin with it; a 0 follows the last."""
        found = np.zeros(len(self.columns) + 1, np.int32)
        for column in range(len(self.columns) - 1, -1, -1):
            if self.kind[column] >= 0:
                found[column] = found[column + 1] + 1
        return found

    def slot(self, text: str) -> int:
        """The slot of a text; -1 where the file has none."""
        return self.texts.index(text) if text in self.texts else -1


def understand(columns: Sequence[str], shape: Shape, file: str) -> Layout:
    """What each column of a header is.

    Raises:
        ImportRefusedError: It names a column or card twice, lacks a column, or has too many.
    """
    if len(columns) > MOST_COLUMNS:
        told = f"{len(columns):,} columns in the header; at most {MOST_COLUMNS:,} are read"
        raise _refused(told, file)
    if unnamed := sum(not name.strip() for name in columns):
        raise _refused(f"{unnamed:,} columns of the header have no name", file)
    if odd := [name for name in columns if "\ufffd" in name or not name.isprintable()]:
        told = f"in the header, what is no UTF-8 or breaks the line: {show(odd[0])[:80]}"
        raise _refused(told, file)
    twice = [name for name, count in Counter(columns).items() if count > 1]
    if twice:
        raise _refused(f"the header names {twice[0]!r} twice", file)
    lacking = [
        name for name, text in shape.texts.items() if not text.missing and name not in columns
    ]
    if lacking:
        raise _refused(f"the header has no column {', '.join(lacking)}", file)
    parts = [_figure(name, shape) for name in columns]
    cards = tuple(dict.fromkeys(card for _, card in parts if card))
    _refuse_cards(cards, columns, shape, file)
    texts = tuple(name for name in shape.texts if name in columns)
    unknown = tuple(
        name
        for name, (figure, _) in zip(columns, parts, strict=True)
        if figure < 0 and name not in shape.texts
    )
    of_card = {card: number for number, card in enumerate(cards)}
    of_text = {name: slot for slot, name in enumerate(texts)}
    number = [
        of_card[card] if figure >= 0 else of_text.get(name, len(texts))
        for name, (figure, card) in zip(columns, parts, strict=True)
    ]
    return Layout(
        shape,
        tuple(columns),
        texts,
        cards,
        unknown,
        np.array([figure for figure, _ in parts], np.int8),
        np.array(number, np.int32),
    )


def _figure(name: str, shape: Shape) -> tuple[int, str]:
    """The figure and card of a column; -1 and no card for a text."""
    if name not in shape.texts:
        for figure, prefix in enumerate(shape.figures):
            if name.startswith(prefix) and len(name) > len(prefix):
                return figure, name[len(prefix) :]
    return -1, ""


def _refuse_cards(cards: Sequence[str], columns: Sequence[str], shape: Shape, file: str) -> None:
    if not cards:
        raise _refused(f"the header names no card: no column begins with {shape.figures[0]}", file)
    if len(cards) > MOST_CARDS:
        raise _refused(f"{len(cards):,} cards in the header; at most {MOST_CARDS:,} are read", file)
    known = set(columns)
    spelled: dict[str, str] = {}
    for card in cards:
        other = spelled.setdefault(" ".join(card.split()).casefold(), card)
        if other != card:
            raise _refused(f"the header names one card as {other!r} and as {card!r}", file)
        lacking = [prefix + card for prefix in shape.figures if prefix + card not in known]
        if lacking:
            raise _refused(f"the card {card!r} lacks the column {', '.join(lacking)}", file)
        if len(card) > 200:
            raise _refused(f"a card name of over 200 characters: {card[:60]!r} …", file)


def _refused(why: str, file: str) -> ImportRefusedError:
    return ImportRefusedError(why, where=file, remedy=REMEDY)
