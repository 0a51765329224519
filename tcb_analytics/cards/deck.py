"""The deck: a leader, a main deck and a sideboard, which answer questions about themselves.

Leaves out where a deck comes from and how it plays; reading and printing lists are in
``decklist.py`` and ``deck_print.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck_html import deck_html
from tcb_analytics.cards.deck_print import Style, print_deck
from tcb_analytics.cards.format import Format, default_format
from tcb_analytics.cards.rules import check
from tcb_analytics.cards.violation import Violation
from tcb_analytics.errors import DeckError

CardCounts = Mapping[Card, int] | Iterable[tuple[Card, int]]


@dataclass(frozen=True, slots=True, init=False)
class Deck:
    """A deck list. Two decks are equal when leader, cards and sideboard are.

    Copies of one number are summed, whatever their prints, and kept sorted by number.

    Args:
        cards: Cards of the main deck with their copies, as a mapping or pairs.
        leader: The leader, in games with one; it is not part of ``cards``.
        side: The sideboard.
        name: A label; no part of the deck's identity.

    Raises:
        DeckError: A card has fewer than one copy.
    """

    cards: tuple[tuple[Card, int], ...]
    leader: Card | None
    side: tuple[tuple[Card, int], ...]
    name: str | None = field(compare=False)

    def __init__(
        self,
        cards: CardCounts = (),
        leader: Card | None = None,
        side: CardCounts = (),
        name: str | None = None,
    ) -> None:
        object.__setattr__(self, "cards", _summed(cards))
        object.__setattr__(self, "leader", leader)
        object.__setattr__(self, "side", _summed(side))
        object.__setattr__(self, "name", name)

    @property
    def main(self) -> tuple[tuple[Card, int], ...]:
        """The main deck: the same as ``cards``."""
        return self.cards

    @property
    def size(self) -> int:
        """Cards in the main deck, without leader and sideboard."""
        return sum(count for _, count in self.cards)

    @property
    def counts(self) -> dict[str, int]:
        """Copies by card number, main deck only."""
        return {card.number: count for card, count in self.cards}

    @property
    def colors(self) -> tuple[str, ...]:
        """Colours of leader and main deck, the leader's first, then by copies."""
        weight: dict[str, int] = {}
        for card, count in self.cards:
            for color in card.colors:
                weight[color] = weight.get(color, 0) + count
        lead = self.leader.colors if self.leader else ()
        rest = sorted(weight.keys() - set(lead), key=lambda color: (-weight[color], color))
        return (*lead, *rest)

    @property
    def counter_total(self) -> int:
        """Sum of the counter values in the main deck."""
        return sum((card.counter or 0) * count for card, count in self.cards)

    @property
    def game(self) -> str | None:
        """The game of the deck's known cards; None for an empty or wholly unknown deck."""
        everything = (self.leader, *(card for card, _ in self.cards))
        return next((card.game for card in everything if card is not None and card.known), None)

    def curve(self) -> dict[int, int]:
        """Copies by cost, without gaps from 0 to the dearest card.

        Cards that are not paid for are left out: lands and leaders; unknown cards too.
        """
        by_cost: dict[int, int] = {}
        for card, count in self.cards:
            if card.category not in (Category.LAND, Category.LEADER, Category.UNKNOWN):
                by_cost[card.cost] = by_cost.get(card.cost, 0) + count
        return {cost: by_cost.get(cost, 0) for cost in range(max(by_cost, default=-1) + 1)}

    def violations(
        self,
        format: Format,  # noqa: A002 - the word players use; a format is a game's rules
        *,
        on: date | None = None,
        pool: Mapping[str, int] | None = None,
    ) -> list[Violation]:
        """Every broken rule with the cards that break it; an empty list for a legal deck.

        Args:
            format: The rules to hold the deck against.
            on: Day for which to judge; None judges by the latest rules known, with every
                announced restriction in force and every set released.
            pool: Copies by number that the deck may be built from (a ``Collection``).
        """
        return check(self, format, on=on, pool=pool)

    def legal(
        self,
        format: Format,  # noqa: A002 - as in ``violations``
        *,
        on: date | None = None,
        pool: Mapping[str, int] | None = None,
    ) -> bool:
        """Whether no rule is broken; warnings, which tell what could not be judged, allowed."""
        return all(v.severity != "error" for v in self.violations(format, on=on, pool=pool))

    def to_text(self, style: Style = "compact") -> str:
        """The deck as a list that ``parse_deck`` reads back."""
        return print_deck(self, style)

    def _repr_html_(self) -> str:
        rules = default_format(self.game) if self.game else None
        found = self.violations(rules) if rules else []
        return deck_html(self, self.curve(), rules.title if rules else None, found)


def _summed(cards: CardCounts) -> tuple[tuple[Card, int], ...]:
    pairs = cards.items() if isinstance(cards, Mapping) else cards
    kept: dict[str, Card] = {}
    total: dict[str, int] = {}
    for card, count in pairs:
        if isinstance(count, bool) or not isinstance(count, int) or count < 1:
            raise DeckError(
                f"a card needs at least one copy, got {count!r}",
                where=card.label,
                remedy="leave the card out, or give a whole number from 1",
            )
        kept.setdefault(card.number, card)
        total[card.number] = total.get(card.number, 0) + count
    return tuple((kept[number], total[number]) for number in sorted(kept))
