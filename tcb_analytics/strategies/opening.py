"""Chances of holding cards: opening hands and draws by turn, exact hypergeometric.

Counted in whole numbers of hands, so exact, and without opening a statistics package.
A shuffled deck is exchangeable: cards set aside unseen (life cards) do not change the chance of
those that are drawn. One mulligan of the whole hand is a fresh, independent hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import Any

from tcb_analytics.errors import DeckError

HANDS = {"magic": 7}
"""Opening hand by game where it is not ``HAND``."""

HAND = 5
"""Opening hand of the One Piece Card Game and its like."""

TURNS = (1, 2, 3, 4, 5, 6, 7, 8)
"""Turns for which draws are told."""


@dataclass(frozen=True, slots=True)
class Chances:
    """Chances of having seen at least one of some cards, each 0 to 1.

    Attributes:
        copies: Copies in the deck.
        hand: In the opening hand.
        mulligan: In the opening hand, where one without is exchanged once.
        first: By turn, going first (no draw in the first turn), hand kept.
        second: By turn, going second.
        expected: Mean copies in the opening hand.
    """

    copies: int
    hand: float
    mulligan: float
    first: Mapping[int, float]
    second: Mapping[int, float]
    expected: float

    def as_dict(self) -> dict[str, Any]:
        """The chances as plain data."""
        return {
            "copies": self.copies,
            "hand": self.hand,
            "mulligan": self.mulligan,
            "first": dict(self.first),
            "second": dict(self.second),
            "expected": self.expected,
        }


def at_least(least: int, copies: int, size: int, seen: int) -> float:
    """Chance that ``seen`` cards of a deck of ``size`` hold at least ``least`` of ``copies``."""
    drawn = min(seen, size)
    every = comb(size, drawn)
    fewer = sum(
        comb(copies, held) * comb(size - copies, drawn - held)
        for held in range(min(least, drawn + 1))
    )
    return (every - fewer) / every


def chances(copies: int, size: int, hand: int, turns: Sequence[int] = TURNS) -> Chances:
    """Every chance for cards of which the deck has so many.

    Raises:
        DeckError: More copies than cards, or a hand that the deck cannot fill.
    """
    if not 0 <= copies <= size or not 1 <= hand <= size:
        raise DeckError(
            f"a deck of {size} cards cannot have {copies} such copies and a hand of {hand}",
            remedy="give copies and hand within the deck's size",
        )
    opening = at_least(1, copies, size, hand)
    return Chances(
        copies=copies,
        hand=opening,
        mulligan=1 - (1 - opening) ** 2,
        first={turn: at_least(1, copies, size, hand + turn - 1) for turn in turns},
        second={turn: at_least(1, copies, size, hand + turn) for turn in turns},
        expected=copies * hand / size,
    )
