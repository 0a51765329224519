"""What deck commands read: a deck from anywhere, copies, prices and values from small files.

Leaves out how a deck is found (``workbench.deck_source``).
"""

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
from tcb_analytics.workbench.deck_source import (
    LARGEST,
    find_deck,
    listed_deck,
    read_text,
    with_free,
)


def read_deck(lake: Lake, text: str, game: str | None) -> tuple[str, Deck]:
    """The game and the deck that a word means; ``-`` stands for a list on standard input.

    Raises:
        DeckError: It is no id, file or list, or a list that cannot be read.
    """
    if text == "-":
        return listed_deck(lake, sys.stdin.read(LARGEST), game)
    try:
        return find_deck(lake, text, game)
    except DeckError as error:
        if error.where == "deck":
            error.remedy = "give a deck id, the path of a deck list, the list itself, or -"
        raise


def read_copies(path: Path, catalog: Catalog, rules: Format) -> dict[str, int]:
    """Owned copies by number, from a file written as a deck list.

    Raises:
        DeckError: The file cannot be read as one; every faulty line is named.
    """
    listed = parse_deck(read_text(path), with_free(catalog, rules), rules, unknown="keep")
    found: dict[str, int] = {}
    leader = [] if listed.leader is None else [(listed.leader, 1)]
    for card, count in (*leader, *listed.cards, *listed.side):
        found[card.number] = found.get(card.number, 0) + count
    strange = [card.number for card, _ in (*listed.cards, *listed.side) if not card.known]
    if strange:
        note(f"{path.name}: no catalogue knows {', '.join(sorted(strange)[:6])}")
    return found


def read_figures(path: Path, catalog: Catalog, word: str) -> dict[str, float]:
    """A figure by card number, from a CSV file with the columns ``number`` and ``word``.

    Raises:
        DeckError: A column is missing, a card is unknown, or a figure is none.
    """
    rows = csv.DictReader(io.StringIO(read_text(path)))
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
