"""A broken rule, and what a deck must offer to be judged.

Leaves out the rules themselves (``rules.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from tcb_analytics.cards.card import Card

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule, with the cards that break it.

    Attributes:
        rule: Short name of the rule, such as ``copies``.
        message: What is wrong and what was expected, in one sentence.
        cards: The cards that break it; empty where it is the deck as a whole.
        severity: ``"error"`` for an illegal deck, ``"warning"`` for what could not be judged.
    """

    rule: str
    message: str
    cards: tuple[Card, ...] = ()
    severity: Severity = "error"

    @property
    def numbers(self) -> tuple[str, ...]:
        """Numbers of the cards that break the rule."""
        return tuple(card.number for card in self.cards)


class DeckLike(Protocol):
    """What rules, printers and pages read of a deck; keeps them free of ``deck.py``."""

    @property
    def leader(self) -> Card | None:
        """The leader, where the game has one."""

    @property
    def cards(self) -> tuple[tuple[Card, int], ...]:
        """Cards of the main deck and their copies, sorted by number."""

    @property
    def side(self) -> tuple[tuple[Card, int], ...]:
        """Cards of the sideboard and their copies, sorted by number."""

    @property
    def name(self) -> str | None:
        """The deck's label; no part of what it is."""
