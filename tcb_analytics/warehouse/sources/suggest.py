"""A mapping to start from, guessed from a CSV's header names and first lines.

The guess is YAML with comments for a person to correct: it says which headers were
not understood and shows their first values. It is never applied unseen.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import yaml

from tcb_analytics.cards.numbers import is_number
from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.contracts import show
from tcb_analytics.warehouse.sources.base import Document
from tcb_analytics.warehouse.sources.cells import kind_of
from tcb_analytics.warehouse.sources.header_words import CARD_HEADERS, HEADERS, RESULTS
from tcb_analytics.warehouse.sources.mapping import FROM_LIST, GIVEN, untold
from tcb_analytics.warehouse.tables import TABLES

SAMPLE = 50
"""Lines looked at after the header."""

DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d.%m.%y", "%m/%d/%y")


_LEADERS = {"matches": ("leader_1", "leader_2"), "matchups": ("leader", "opponent")}
"""Columns that unnamed columns of card numbers are guessed to be, in their order."""


@dataclass(frozen=True, slots=True)
class _Look:
    """The first lines of a file."""

    delimiter: str
    decimal: str
    columns: Mapping[str, Sequence[str]]


def suggest_mapping(document: Document) -> str:
    """A commented mapping for a CSV file, as YAML that can be used after a look at it.

    Raises:
        ImportRefusedError: The file has no header line to guess from.
    """
    look = _look(document)
    table, columns, cards = max(
        (_match(table, look) for table in HEADERS), key=lambda found: _score(*found)
    )
    lines = [
        "# A guess from the header and the first lines: correct it, then",
        "#   tcb import FILE --map THIS",
        f"table: {table}  # or one of: {', '.join(name for name in HEADERS if name != table)}",
        "dataset: my-data  # a later import of the same name replaces this one",
        "game: onepiece",
        "source: own",
        f"delimiter: {_quoted(look.delimiter)}",
        f"decimal: {_quoted(look.decimal)}",
        "columns:",
    ]
    for column, header in columns.items():
        lines += _column(table, column, header, look.columns[header])
    if not columns:
        lines.append("  # headers not understood: write column: header")
    lines += _still_needed(table, columns, cards)
    if cards:
        lines.append("cards:")
        lines += [f"  {name}: {_quoted(header)}" for name, header in cards.items()]
    used = {*columns.values(), *cards.values()}
    for header, values in look.columns.items():
        if header not in used:
            shown = ", ".join(ascii(show(value)) for value in values[:3])
            lines.append(f"# not mapped: {header!a}, which holds {shown or 'nothing'}")
    return "\n".join(lines) + "\n"


def _look(document: Document) -> _Look:
    with document.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = [
            line
            for _, line in zip(
                range(SAMPLE + 1), iter(lambda: file.readline(100_000), ""), strict=False
            )
        ]
    if not lines or document.looks_like_json:
        raise ImportRefusedError(
            "no header line to guess from", where=document.name, remedy="name a CSV file"
        )
    delimiter = max(",;\t|", key=lines[0].count)
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(lines, delimiter=delimiter))
    except csv.Error as error:
        if not rows:
            raise ImportRefusedError(
                f"the first line is not readable as CSV: {error}",
                where=document.name,
                remedy="check the file's delimiter and quotes",
            ) from error
    header = [cell.strip() for cell in rows[0]]
    columns = {
        name: [row[index].strip() for row in rows[1:] if index < len(row) and row[index].strip()]
        for index, name in enumerate(header)
        if name
    }
    numbers = [value for values in columns.values() for value in values]
    comma = delimiter != "," and any(re.fullmatch(r"-?[0-9]+,[0-9]+", value) for value in numbers)
    return _Look(delimiter, "," if comma else ".", columns)


def _match(table: str, look: _Look) -> tuple[str, dict[str, str], dict[str, str]]:
    """The headers that a table's columns may come from, and those of its cards."""
    free: dict[str, str] = {
        re.sub(r"[^a-z0-9]", "", header.lower()): header for header in reversed(list(look.columns))
    }
    columns = _take(HEADERS[table], free)
    left = [header for header in look.columns if header in free.values()]
    numbered = [header for header in left if _are_cards(look.columns[header])]
    for column, header in zip(_LEADERS.get(table, ()), numbered, strict=False):
        if column not in columns:
            columns[column] = header
            free = {word: name for word, name in free.items() if name != header}
    cards = _take(CARD_HEADERS, free) if table == "decks" else {}
    return table, columns, cards if {"number", "count"} <= cards.keys() else {}


def _are_cards(values: Sequence[str]) -> bool:
    return bool(values) and all(is_number(value) for value in values)


def _take(words: Mapping[str, str], free: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, synonyms in words.items():
        plain = column.replace("_", "")
        name = next((w for w in (plain, *synonyms.split()) if w in free), None)
        if name is not None:
            found[column] = free.pop(name)
    return found


def _score(table: str, columns: dict[str, str], cards: dict[str, str]) -> int:
    """How well a table fits: headers it uses, telling ones twice, less what it lacks."""
    telling = 2 * len(cards) + ("winner" in columns) + ("opponent" in columns)
    lacking = len(_lacking(table, columns, cards)) + (table == "decks" and not cards)
    return len(columns) + telling - lacking


def _lacking(table: str, columns: Mapping[str, str], cards: Mapping[str, str]) -> list[str]:
    given = {"game", "source", *columns, *GIVEN.get(table, set()), *(FROM_LIST if cards else set())}
    return [c.name for c in TABLES[table].columns if c.required and c.name not in given]


def _still_needed(
    table: str, columns: Mapping[str, str], cards: Mapping[str, str]
) -> Iterator[str]:
    for name in _lacking(table, columns, cards):
        yield f"  # {name}: needed and not found: give a header, or {{const: value}}"
    yield from (f"  # needed and not found: {sentence}" for sentence in untold(table, columns))


def _column(table: str, column: str, header: str, values: Sequence[str]) -> Iterator[str]:
    """The lines of one column: its header, and how its values are written."""
    name = _quoted(header)
    declared = next(c for c in TABLES[table].columns if c.name == column)
    kind = kind_of(declared)
    if column == "winner" and (translated := _results(values)):
        unknown = [ascii(show(v)) for v in dict.fromkeys(values) if _result(v) is None]
        hint = f"  # not understood: {', '.join(unknown[:5])}" if unknown else ""
        yield f"  {column}: {{from: {name}, values: {{{translated}}}}}{hint}"
    elif kind == "date":
        fitting = [
            pattern for pattern in DAYS if values and all(_is_day(v, pattern) for v in values)
        ]
        if not fitting:
            yield f"  # {column}: {{from: {name}, format: '%d.%m.%Y'}}  # dates not understood"
            return
        also = f"  # or {', '.join(fitting[1:])}: check" if len(fitting) > 1 else ""
        yield f"  {column}: {{from: {name}, format: {_quoted(fitting[0])}}}{also}"
    else:
        yield f"  {column}: {name}"


def _results(values: Sequence[str]) -> str:
    """Translations of a result column into 1, 2 and 0; empty where no word is understood."""
    known = [(value, _result(value)) for value in dict.fromkeys(values)]
    return ", ".join(f"{_quoted(value)}: {number}" for value, number in known if number)


def _result(value: str) -> str | None:
    return next((number for number, words in RESULTS.items() if value.lower() in words), None)


def _is_day(value: str, pattern: str) -> bool:
    try:
        datetime.strptime(value, pattern)  # noqa: DTZ007 - only whether it fits is asked
    except ValueError:
        return False
    return True


def _quoted(text: str) -> str:
    dumped: str = yaml.safe_dump(text, default_style='"', allow_unicode=False, width=10**9)
    return dumped.strip()
