"""Decks and collections as text: read from every way of writing a list, written in each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tcb_analytics.app.services.decks import LONGEST_NAME, Draft
from tcb_analytics.app.services.lake import LakeState
from tcb_analytics.app.services.refusals import InvalidError
from tcb_analytics.cards.card import Card
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.decklist import parse_deck
from tcb_analytics.cards.format import default_format
from tcb_analytics.errors import DeckError

MOST_LINES = 5_000
_FAULT = re.compile(r"line ([0-9]+): (.*)")
_TOLD = 100
"""Wrong lines that one answer names."""
_LONGEST = 300


class _Sparing(Catalog):
    """A catalogue that suggests for a few unknown names only: to look for near ones is dear."""

    def __init__(self, catalog: Catalog) -> None:
        catalog.with_name("")  # builds what finds names, once for all who share it
        vars(self).update(vars(catalog))
        self._left = 5

    def suggest(self, text: str, most: int = 3) -> tuple[str, ...]:
        """Numbers or names that may be meant, while any are left to be told."""
        self._left -= 1
        return super().suggest(text, most) if self._left >= 0 else ()


def read_deck(lake: LakeState, game: str, text: str, name: str | None) -> Draft:
    """The deck that a list describes.

    Args:
        lake: The lake, which knows all cards.
        game: Their game.
        text: The list, in any style.
        name: What the deck shall be called; by default as the list says.

    Raises:
        InvalidError: Lines cannot be read, each of which is told, or there is a sideboard.
    """
    deck = _parsed(lake, game, text)
    if deck.side:
        raise InvalidError(
            "decks here have no sideboard", where="text", remedy="leave the sideboard out"
        )
    called = name or (deck.name or "")[:LONGEST_NAME].strip() or _untitled(deck.leader)
    return Draft(called, deck.leader.number if deck.leader else None, deck.counts)


def read_copies(lake: LakeState, game: str, text: str) -> Mapping[str, int]:
    """Copies by number that a list names, all of its parts together.

    Raises:
        InvalidError: Lines cannot be read, each of which is told.
    """
    deck = _parsed(lake, game, text)
    found: dict[str, int] = {}
    leader = [] if deck.leader is None else [(deck.leader, 1)]
    for card, copies in (*leader, *deck.cards, *deck.side):
        found[card.number] = found.get(card.number, 0) + copies
    return found


def _untitled(leader: Card | None) -> str:
    return leader.name[:LONGEST_NAME] if leader else "Untitled"


def _parsed(lake: LakeState, game: str, text: str) -> Deck:
    # What parses a line looks behind every gap for its end: thousands of spaces would take minutes.
    lines = [" ".join(line.split()) for line in text.splitlines()]
    if len(lines) > MOST_LINES:
        raise InvalidError(f"a list has at most {MOST_LINES:,} lines", where="text")
    try:
        return parse_deck("\n".join(lines), _Sparing(lake.catalog(game)), default_format(game))
    except DeckError as error:
        faults = [found for line in error.what.splitlines() if (found := _FAULT.fullmatch(line))]
        wrongs = [(f"text.{fault[1]}", fault[2][:_LONGEST]) for fault in faults[:_TOLD]]
        raise InvalidError(
            error.what.partition(":\n")[0], where="text", remedy=error.remedy, wrongs=wrongs
        ) from error
