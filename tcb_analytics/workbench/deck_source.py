"""Finding the deck that a word means: by its id in the lake, in a file, or in the text itself.

Whoever takes a deck from a person, at the command line or for a report, asks here. Leaves out
what else is read from files (copies, prices), and standard input.
"""

from __future__ import annotations

from pathlib import Path

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.decklist import parse_deck
from tcb_analytics.cards.format import Format, default_format
from tcb_analytics.errors import DeckError, QueryError
from tcb_analytics.strategies.mana import free_card
from tcb_analytics.warehouse.lake import Lake

LARGEST = 1_000_000
"""Bytes of the largest file that is read."""


def find_deck(lake: Lake, text: str, game: str | None = None) -> tuple[str, Deck]:
    """The game and the deck that a text means.

    Args:
        lake: The lake, for decks by id and for what cards are.
        text: A deck id in the lake, the path of a deck list, or the list itself.
        game: The game; by default the one that knows most of the cards.

    Raises:
        DeckError: It is none of the three, or a list that cannot be read, with every faulty line.
        QueryError: The lake does not hold the game.
    """
    if "\n" in text:
        return listed_deck(lake, text, game)
    if len(text) < 1_000 and text.isprintable() and Path(text).is_file():
        return listed_deck(lake, read_text(Path(text)), game)
    try:
        deck = lake.deck(text)
    except QueryError as missing:
        try:
            return listed_deck(lake, text, game)
        except DeckError:
            raise DeckError(
                f"{text!r} is no file, no deck list, and {missing.what}",
                where="deck",
                remedy="give a deck id, the path of a deck list, or the list itself",
            ) from None
    return deck.game or game or lake.default_game(), deck


def listed_deck(lake: Lake, text: str, game: str | None = None) -> tuple[str, Deck]:
    """A list read in each game: the reading that knows most cards, or has fewest faults.

    Raises:
        DeckError: No game can read the list; carries every faulty line.
        QueryError: The lake does not hold the game.
    """
    read: list[tuple[int, str, Deck]] = []
    failed: list[DeckError] = []
    for name in (game,) if game is not None else lake.game_names or (lake.default_game(),):
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


def read_text(path: Path) -> str:
    """The text of a small file.

    Raises:
        DeckError: It is larger than a million bytes, or no text.
    """
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
