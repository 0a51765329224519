"""What deck commands read: a deck from anywhere, copies, prices and values from small files."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.decklist import parse_deck
from tcb_analytics.cards.format import Format
from tcb_analytics.cards.numbers import fold_print
from tcb_analytics.cli.output import note
from tcb_analytics.errors import DeckError
from tcb_analytics.warehouse.lake import Lake

LARGEST = 1_000_000
"""Bytes of the largest file that is read."""


def read_deck(lake: Lake, text: str, game: str | None) -> tuple[str, Deck]:
    """The game and the deck that a word means: an id, a file, a list, ``-`` for standard input.

    Raises:
        ReportError: It is none of them.
        DeckError: A list that cannot be read, with every faulty line.
    """
    # Opening the reports' room opens pandas, a second that building a deck need not wait for.
    from tcb_analytics.reports.deck_source import find_deck  # noqa: PLC0415

    listed = sys.stdin.read(LARGEST) + "\n" if text == "-" else text
    return find_deck(lake, listed, game)


def read_copies(path: Path, catalog: Catalog, rules: Format) -> dict[str, int]:
    """Owned copies by number, from a file written as a deck list.

    Raises:
        DeckError: The file cannot be read as one; every faulty line is named.
    """
    listed = parse_deck(_text(path), catalog, rules, unknown="keep")
    found: dict[str, int] = {}
    leader = [] if listed.leader is None else [(listed.leader, 1)]
    for card, count in (*leader, *listed.cards, *listed.side):
        found[card.number] = found.get(card.number, 0) + count
    strange = [number for number in found if number not in catalog]
    if strange:
        note(f"{path.name}: no catalogue knows {', '.join(sorted(strange)[:6])}")
    return found


def read_figures(path: Path, catalog: Catalog, word: str) -> dict[str, float]:
    """A figure by card number, from a CSV file with the columns ``number`` and ``word``.

    Raises:
        DeckError: A column is missing, a card is unknown, or a figure is none.
    """
    rows = csv.DictReader(io.StringIO(_text(path)))
    if not {"number", word} <= set(rows.fieldnames or ()):
        raise DeckError(
            f"expected the columns number,{word}, got {','.join(rows.fieldnames or ())}",
            where=path.name,
            remedy=f"write a first line: number,{word}",
        )
    return dict(_figures(rows, path, catalog, word))


def _figures(
    rows: csv.DictReader[str], path: Path, catalog: Catalog, word: str
) -> Iterator[tuple[str, float]]:
    for row in rows:
        number, figure = fold_print(row["number"] or ""), row[word] or ""
        where = f"{path.name}, line {rows.line_num}"
        try:
            yield catalog[number].number, float(figure)
        except ValueError:
            raise DeckError(
                f"expected a number as {word}, got {figure!r}",
                where=where,
                remedy="write it with a point, such as 2.5",
            ) from None


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
        if len(content) > LARGEST:
            raise DeckError(f"larger than {LARGEST:,} bytes", where=path.name)
        return content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DeckError(
            f"the file cannot be read as text: {error}",
            where=path.name,
            remedy="give a plain text file",
        ) from None
