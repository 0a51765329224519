"""What a card may say in its game: numbers, categories, colours and steps of power.

A catalogue row outside its game's vocabulary is a misread or a shifted row, so it
is rejected. Games without an entry here are held only to the table contract. Deck
rules are formats (``cards/formats``), not vocabulary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tcb_analytics.cards.card import fold_print, plain_text
from tcb_analytics.warehouse.sources.fields import MalformedError, text, whole
from tcb_analytics.warehouse.tables import CATEGORIES


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words and figures of one game's cards.

    Attributes:
        numbers: What a card number looks like.
        colors: Its colours; None where any text will do.
        categories: Its kinds of card.
        step: Power and counter values are multiples of this.
    """

    numbers: re.Pattern[str]
    colors: frozenset[str] | None
    categories: frozenset[str]
    step: int

    def print_id(self, value: object) -> str:
        """A print id such as ``OP07-091_p1``; a hyphen before the suffix is read as ``_``."""
        found = text(value)
        number = fold_print(found)
        if not self.numbers.fullmatch(number):
            raise MalformedError("expected a card number such as OP01-016")
        suffix = found[len(number) :] if found.upper().startswith(number) else ""
        return number + suffix.replace("-", "_")

    def category(self, value: object) -> str:
        """A category, in any case of letters."""
        found = text(value).capitalize()
        if found not in self.categories:
            raise MalformedError("expected one of " + ", ".join(sorted(self.categories)))
        return found

    def palette(self, colors: list[str]) -> list[str]:
        """One or more colours of the game, none twice."""
        if not colors:
            raise MalformedError("expected a colour, found none")
        if len(set(colors)) < len(colors):
            raise MalformedError("expected no colour twice")
        if self.colors is not None and not set(colors) <= self.colors:
            raise MalformedError("expected colours out of " + ", ".join(sorted(self.colors)))
        return colors

    def points(self, value: object) -> int:
        """A power or counter value: zero or a multiple of the game's step."""
        found = whole(value)
        if found < 0 or found % self.step:
            raise MalformedError(f"expected a multiple of {self.step:,}")
        return found


_SIX = frozenset({"Red", "Green", "Blue", "Purple", "Black", "Yellow"})
_FOUR = frozenset({"Leader", "Character", "Event", "Stage"})
_ONE_PIECE = Vocabulary(re.compile(r"(?:[A-Z]{2,4}[0-9]{2}|P)-[0-9]{3}"), _SIX, _FOUR, 1_000)
_ANY = Vocabulary(re.compile(r"[^\x00-\x1f]{1,70}"), None, CATEGORIES, 1)
_GAMES = {"onepiece": _ONE_PIECE, "tidebreak": _ONE_PIECE}


def vocabulary(game: str) -> Vocabulary:
    """The vocabulary of a game; one that allows everything for games not declared."""
    return _GAMES.get(game, _ANY)


def plain(value: object, most: int = 500) -> str:
    """Text in its plain form: entities, line breaks and glyph sets made one.

    Raises:
        MalformedError: It is longer than ``most`` characters, or holds markup only. The
            bound comes before any work on it, so that hostile text costs nothing.
    """
    raw = text(value)
    if len(raw) > 4 * most or len(found := plain_text(raw)) > most:
        raise MalformedError(f"expected at most {most:,} characters")
    if not found:
        raise MalformedError("expected text, found markup only")
    return found


def rules_text(value: object) -> str | None:
    """Rules text in its plain form; ``-`` and empty text mean a card without any."""
    if isinstance(value, str) and value.strip() in ("", "-"):
        return None
    return plain(value, 5_000)


def without(record: object, *blanks: str) -> Any:
    """A record whose blanks, the source's words for nothing, are null."""
    if not isinstance(record, dict):
        return record
    return {
        name: None if isinstance(value, str) and value.strip() in blanks else value
        for name, value in record.items()
    }
