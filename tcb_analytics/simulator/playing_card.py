"""Cards as a match knows them: printed facts as numbers, and what their text does.

A match numbers the distinct cards of both decks 0, 1, 2 ...: zones hold these numbers.
Leaves out play itself, and the flat form that the compiled engine reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import TcbError
from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.filters import CardFilter
from tcb_analytics.simulator.effects.ir import Ability, CardEffects
from tcb_analytics.simulator.effects.kinds import Keyword, Timing
from tcb_analytics.simulator.effects.parse import read_effects
from tcb_analytics.simulator.pilots.judgement import card_worth
from tcb_analytics.simulator.pilots.pilot import Pilot

LEADER, CHARACTER, EVENT, STAGE = range(4)
"""Kinds of card in a match."""

_KINDS = {
    Category.LEADER: LEADER,
    Category.CHARACTER: CHARACTER,
    Category.EVENT: EVENT,
    Category.STAGE: STAGE,
}


@dataclass(frozen=True)
class PlayingCard:
    """One distinct card of a match.

    Attributes:
        card: The card itself.
        kind: ``LEADER``, ``CHARACTER``, ``EVENT`` or ``STAGE``.
        effects: What its text does, as far as it was understood.
    """

    card: Card
    kind: int
    effects: CardEffects

    @classmethod
    def of(cls, card: Card) -> PlayingCard:
        """The playing card of a catalogue card."""
        return cls(card, _KINDS[card.category], read_effects(card))

    @cached_property
    def cost(self) -> int:
        """Printed cost."""
        return self.card.cost

    @cached_property
    def power(self) -> int:
        """Printed power; 0 where none is printed."""
        return self.card.power or 0

    @cached_property
    def counter(self) -> int:
        """Counter value; 0 for none."""
        return self.card.counter or 0

    @cached_property
    def abilities(self) -> tuple[Ability, ...]:
        """Abilities in the order of the text."""
        return self.effects.abilities

    @cached_property
    def keywords(self) -> int:
        """Printed keyword abilities, as a mask."""
        return int(self.effects.keywords)

    @cached_property
    def timings(self) -> int:
        """Timings of its abilities: bit ``1 << timing``."""
        mask = 0
        for ability in self.abilities:
            mask |= 1 << ability.timing
        return mask

    @cached_property
    def standing(self) -> dict[ActionKind, tuple[Ability, ...]]:
        """Its permanent abilities (8-1-3-4), by the kinds of what they do."""
        found: dict[ActionKind, tuple[Ability, ...]] = {}
        for ability in self.abilities:
            if ability.timing == Timing.STATIC:
                for kind in dict.fromkeys(action.kind for action in ability.actions):
                    found[kind] = (*found.get(kind, ()), ability)
        return found

    @cached_property
    def don_wanted(self) -> int:
        """Most DON!! that an ability asks for which works while the card attacks."""
        attacking = (Timing.WHEN_ATTACKING, Timing.STATIC)
        return max((a.don for a in self.abilities if a.timing in attacking), default=0)

    def worth(self, pilot: Pilot) -> int:
        """Worth in play to a pilot; at least 1."""
        keywords = self.keywords
        speed = sum(1 for k in (Keyword.RUSH, Keyword.DOUBLE_ATTACK) if keywords & k)
        guard = 1 if keywords & Keyword.BLOCKER else 0
        worth = card_worth(
            pilot.numbers, 0, self.cost, self.power, speed, guard, len(self.abilities)
        )
        return max(1, worth)


@dataclass(frozen=True)
class Match:
    """Two decks and two pilots, numbered and ready to be played any number of times.

    Attributes:
        cards: Distinct cards; a leader is numbered like any card.
        leaders: Number of each seat's leader.
        decks: Numbers of each seat's cards, copies included, sorted.
        pilots: Who plays each seat.
    """

    cards: tuple[PlayingCard, ...]
    leaders: tuple[int, int]
    decks: tuple[tuple[int, ...], tuple[int, ...]]
    pilots: tuple[Pilot, Pilot]
    _filters: dict[tuple[CardFilter, int], bool] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, decks: tuple[Deck, Deck], pilots: tuple[Pilot, Pilot]) -> Match:
        """Number the cards of two checked decks (see ``entry.py``); each seat has its own."""
        cards: list[PlayingCard] = []
        leaders: list[int] = []
        lists: list[tuple[int, ...]] = []
        for deck in decks:
            if deck.leader is None:
                raise TcbError("a deck without a leader", where="match", remedy="name its leader")
            leaders.append(len(cards))
            cards.append(PlayingCard.of(deck.leader))
            numbers: list[int] = []
            for card, copies in deck.cards:
                numbers += [len(cards)] * copies
                cards.append(PlayingCard.of(card))
            lists.append(tuple(numbers))
        return cls(tuple(cards), (leaders[0], leaders[1]), (lists[0], lists[1]), pilots)

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """Weights of both pilots, seat after seat."""
        return self.pilots[0].numbers + self.pilots[1].numbers

    @cached_property
    def worths(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Worth of every card to each pilot."""
        first, second = self.pilots
        return (
            tuple(card.worth(first) for card in self.cards),
            tuple(card.worth(second) for card in self.cards),
        )

    @cached_property
    def timings(self) -> int:
        """Timings that occur in either deck: bit ``1 << timing``."""
        mask = 0
        for card in self.cards:
            mask |= card.timings
        return mask

    @cached_property
    def standing(self) -> frozenset[ActionKind]:
        """Kinds of what permanent abilities of either deck do."""
        return frozenset(kind for card in self.cards for kind in card.standing)

    def admits(self, asked: CardFilter, number: int) -> bool:
        """Whether a card has the printed facts that a filter asks for."""
        key = (asked, number)
        if key not in self._filters:
            self._filters[key] = asked.matches(self.cards[number].card)
        return self._filters[key]
