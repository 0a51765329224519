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
from tcb_analytics.cards.format import Format, default_format
from tcb_analytics.cards.numbers import fold_print
from tcb_analytics.cli.output import note
from tcb_analytics.errors import DeckError, QueryError
from tcb_analytics.strategies.mana import free_card
from tcb_analytics.warehouse.lake import Lake

LARGEST = 1_000_000
"""Bytes of the largest file that is read."""


def read_deck(lake: Lake, text: str, game: str | None) -> tuple[str, Deck]:
    """The game and the deck that a word means: an id, a file, a list, ``-`` for standard input.

    Args:
        lake: The lake, for decks by id and for what cards are.
        text: What the user gave.
        game: The game; by default the one that knows most of the cards.

    Raises:
        DeckError: It is none of them, or a list that cannot be read, with every faulty line.
    """
    if text == "-":
        return _parsed(lake, sys.stdin.read(LARGEST), game)
    if "\n" in text:
        return _parsed(lake, text, game)
    if len(text) < 1_000 and text.isprintable() and Path(text).is_file():
        return _parsed(lake, _text(Path(text)), game)
    try:
        deck = lake.deck(text)
    except QueryError as missing:
        try:
            return _parsed(lake, text, game)
        except DeckError:
            raise DeckError(
                f"{text!r} is no file, no deck list, and {missing.what}",
                where="DECK",
                remedy="give a deck id, the path of a deck list, the list itself, or -",
            ) from None
    return deck.game or game or lake.default_game(), deck


def _parsed(lake: Lake, text: str, game: str | None) -> tuple[str, Deck]:
    """A list read in each game: the reading that knows most cards, or has fewest faults."""
    read: list[tuple[int, str, Deck]] = []
    failed: list[DeckError] = []
    for name in lake.game_names if game is None else (game,):
        rules = default_format(name)
        try:
            deck = parse_deck(text, with_free(lake.catalog(name), rules), rules, unknown="keep")
        except DeckError as error:
            failed.append(error)
        else:
            read.append((sum(count for card, count in deck.cards if card.known), name, deck))
    if not read:
        raise min(failed, key=lambda error: error.what.count("\n"))
    return max(read, key=lambda found: found[0])[1:]


def with_free(catalog: Catalog, rules: Format | None) -> Catalog:
    """The catalogue with the cards that a format gives freely, which few catalogues list."""
    names = rules.free_cards if rules is not None else ()
    missing = [name for name in sorted(names) if not catalog.with_name(name)]
    added = [free_card(name, rules.game) for name in missing if rules is not None]
    return Catalog([*catalog.cards, *added]) if added else catalog


def read_copies(path: Path, catalog: Catalog, rules: Format) -> dict[str, int]:
    """Owned copies by number, from a file written as a deck list.

    Raises:
        DeckError: The file cannot be read as one; every faulty line is named.
    """
    listed = parse_deck(_text(path), with_free(catalog, rules), rules, unknown="keep")
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
