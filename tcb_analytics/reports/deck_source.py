"""Finding the deck that a report is about: in the lake, in a file, or in the text itself."""

from __future__ import annotations

from pathlib import Path

from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.decklist import parse_deck
from tcb_analytics.cards.format import default_format
from tcb_analytics.errors import DeckError, QueryError, ReportError
from tcb_analytics.reports.lookups import game_of
from tcb_analytics.warehouse.lake import Lake

LARGEST = 100_000
"""Bytes of the largest deck list that is read."""


def find_deck(lake: Lake, text: str, game: str | None = None) -> tuple[str, Deck]:
    """The game and the deck that a text means.

    Args:
        lake: The lake, for decks by id and for what cards are.
        text: A deck id in the lake, the path of a deck list, or the list itself.
        game: The game; by default the one that knows most of the cards.

    Raises:
        ReportError: It is none of the three; says what was tried.
        DeckError: A list that cannot be read, with every faulty line.
    """
    if (listed := _file(text)) is not None:
        return _parse(lake, listed, game)
    if "\n" in text:
        return _parse(lake, text, game)
    try:
        deck = lake.deck(text)
    except QueryError as missing:
        try:
            return _parse(lake, text, game)
        except DeckError:
            raise ReportError(
                f"{text!r} is no file, no deck list, and {missing.what}",
                where="deck",
                remedy="give a deck id, the path of a deck list, or the list itself",
            ) from None
    return deck.game or game_of(lake, game), deck


def _file(text: str) -> str | None:
    path = Path(text)
    if len(text) > 1_000 or not text.isprintable() or not path.is_file():
        return None
    try:
        content = path.read_bytes()
        if len(content) > LARGEST:
            raise ReportError(f"larger than {LARGEST:,} bytes, no deck list", where=path.name)
        return content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(f"the file cannot be read as text: {error}", where=path.name) from None


def _parse(lake: Lake, text: str, game: str | None) -> tuple[str, Deck]:
    games = [game_of(lake, game)] if game else list(lake.game_names)
    read: list[tuple[str, Deck]] = []
    failed: list[DeckError] = []
    for name in games:
        try:
            deck = parse_deck(text, lake.catalog(name), default_format(name), unknown="keep")
            read.append((name, deck))
        except DeckError as error:
            failed.append(error)
    if failed and not read:
        raise failed[0]
    return max(read, key=lambda pair: sum(count for card, count in pair[1].cards if card.known))
