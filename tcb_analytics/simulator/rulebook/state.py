"""Everything that is on the table: cards in play, a player's areas, the whole game.

Zones hold card numbers of the match (see ``playing_card.py``); a card in play is a ``Unit``.
Leaves out every rule of how the state changes.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum

from tcb_analytics.simulator.effects.ir import Ability, Target
from tcb_analytics.simulator.playing_card import Match, PlayingCard

CHARACTERS = 5
"""Spaces of the Character area (3-7-6)."""
DON_DECK = 10
"""DON!! cards of a player (5-1-3)."""
MOST_WAITING = 64
"""Abilities that can wait at once."""
MOST_CHANGES = 16
"""Changes for a time that one card can carry at once; more are dropped."""
MOST_BANS = 8
"""Bans on blocking that can hold at once; more are dropped."""
MOST_DISCOUNTS = 8
"""Discounts that one player can hold at once; more are dropped."""
MOST_DELAYED = 16
"""Actions that can be put off at once; more are dropped."""
UNTIL_BATTLE_ENDS = 0
"""``Change.until`` of what wears off with the battle (7-1-5)."""


class Changed(IntEnum):
    """What a change for a time is about."""

    POWER = 0
    COST = 1
    BASE_POWER = 2
    KEYWORDS = 3
    FORBID = 4
    NEGATED = 5


@dataclass(slots=True)
class Change:
    """A change of one card for a time.

    Attributes:
        what: What is changed.
        amount: By how much, or the mask.
        until: Last turn of the game in which it holds, or ``UNTIL_BATTLE_ENDS``.
    """

    what: Changed
    amount: int
    until: int


@dataclass(slots=True, eq=False)
class Unit:
    """A card in the Leader, Character or Stage area.

    Attributes:
        owner: Seat of its owner.
        space: 0 the Leader area, 1 to 5 the Character area, 6 the Stage area.
        number: The card's number in the match.
        card: The card.
        entered: Turn of the game in which it was played; 0 for leaders.
        rested: Whether it is rested.
        don: DON!! given to it.
        battle: Power from counters, until the battle ends.
        changes: Other changes for a time.
        used: Abilities used this turn, by group (bits 0-7) and by position (bits 8-15).
    """

    owner: int
    space: int
    number: int
    card: PlayingCard
    entered: int = 0
    rested: bool = False
    don: int = 0
    battle: int = 0
    changes: list[Change] = field(default_factory=list)
    used: int = 0

    def change(self, what: Changed, amount: int, until: int) -> None:
        """Take on a change for a time."""
        if len(self.changes) < MOST_CHANGES:
            self.changes.append(Change(what, amount, until))

    def changed(self, what: Changed) -> int:
        """Sum of the changes of a kind that hold now."""
        return sum(change.amount for change in self.changes if change.what == what)

    def mask(self, what: Changed) -> int:
        """Union of the masks of a kind that hold now."""
        mask = 0
        for change in self.changes:
            if change.what == what:
                mask |= change.amount
        return mask

    def base_power(self) -> int:
        """Power to begin with: printed, or as an effect set it."""
        if not self.changes:
            return self.card.power
        sets = [change.amount for change in self.changes if change.what == Changed.BASE_POWER]
        return sets[-1] if sets else self.card.power

    @property
    def negated(self) -> bool:
        """Whether its effects do not work."""
        return bool(self.changes) and any(change.what == Changed.NEGATED for change in self.changes)


@dataclass(slots=True)
class LifeCard:
    """A card in the Life area, face-down unless an effect turned it."""

    number: int
    face_up: bool = False


@dataclass(slots=True)
class Discount:
    """Cards in hand that a target admits cost less this turn.

    Attributes:
        target: Which cards.
        amount: How much less.
        once: Whether it is used up by the first card played.
    """

    target: Target
    amount: int
    once: bool


@dataclass(slots=True)
class Player:
    """One player's areas.

    Attributes:
        seat: 0 or 1.
        leader: The leader.
        characters: The five spaces of the Character area.
        stage: The Stage area.
        deck: The deck, top card first.
        hand: The hand, oldest card first.
        life: The Life area, top card first.
        trash: The trash, oldest card first.
        don_deck: DON!! in the DON!! deck.
        don_active: Active DON!! in the cost area.
        don_rested: Rested DON!! in the cost area.
        discounts: Discounts of this turn.
    """

    seat: int
    leader: Unit
    characters: list[Unit | None] = field(default_factory=lambda: [None] * CHARACTERS)
    stage: Unit | None = None
    deck: list[int] = field(default_factory=list)
    hand: list[int] = field(default_factory=list)
    life: list[LifeCard] = field(default_factory=list)
    trash: list[int] = field(default_factory=list)
    don_deck: int = DON_DECK
    don_active: int = 0
    don_rested: int = 0
    discounts: list[Discount] = field(default_factory=list)

    def field(self) -> list[Unit]:
        """Leader, characters and stage, in the order of their spaces."""
        units = self.fighters()
        if self.stage is not None:
            units.append(self.stage)
        return units

    def fighters_behind_leader(self) -> list[Unit]:
        """The characters, in the order of their spaces."""
        return list(filter(None, self.characters))

    def fighters(self) -> list[Unit]:
        """Leader and characters: what has power."""
        return [self.leader, *filter(None, self.characters)]

    @property
    def don_given(self) -> int:
        """DON!! given to cards."""
        return sum(unit.don for unit in self.fighters())

    @property
    def don_total(self) -> int:
        """DON!! on the field, however used."""
        return self.don_active + self.don_rested + self.don_given


@dataclass(slots=True)
class Subject:
    """The card that an event is about, and the unit it was or is in play."""

    owner: int
    number: int
    unit: Unit | None = None


@dataclass(slots=True)
class Pending:
    """An ability that waits to be resolved.

    Attributes:
        ability: The ability.
        owner: Seat of the player whose ability it is.
        number: The source's number.
        unit: The source in play, or as it last was; None for events and triggers.
        subject: What the event was about.
        loose: The source is turned over from Life and in no area until this is resolved.
        judged: Its conditions were judged when it was put here.
        accepted: Its owner has already decided to use it (replacements, 8-1-3-4).
        only: Position of the one action to do, where it was put off; -1 for all.
    """

    ability: Ability
    owner: int
    number: int
    unit: Unit | None = None
    subject: Subject | None = None
    loose: bool = False
    judged: bool = False
    accepted: bool = False
    only: int = -1


@dataclass(slots=True)
class Battle:
    """A battle under way (7-1)."""

    attacker: Unit
    target: Unit


@dataclass(slots=True)
class BlockBan:
    """Cards of one seat that a target admits cannot activate Blocker for a time."""

    owner: int
    target: Target
    until: int


@dataclass(slots=True)
class Game:
    """A game under way.

    Attributes:
        match: Decks and pilots.
        players: Both seats.
        first: Seat that goes first.
        random: State of the random stream.
        active: Seat whose turn it is.
        turn: Turns begun in the game, both players' counted.
        played: Cards played from hand this turn.
        losers: Seats that have lost, as a mask.
        queue: Abilities that wait.
        battle: The battle under way.
        bans: Who cannot block.
        delayed: Actions put off to the end of the turn.
        resolved: Abilities resolved this turn; a bound against endless loops (11-1).
        seen: Numbers of the cards each seat has held.
        opening: Numbers of the cards in each seat's opening hand.
        trace: Hash of the state after every step.
        closed: Whether the last state is in the trace.
    """

    match: Match
    players: tuple[Player, Player]
    first: int
    random: int
    active: int = 0
    turn: int = 0
    played: int = 0
    losers: int = 0
    queue: deque[Pending] = field(default_factory=deque)
    battle: Battle | None = None
    bans: list[BlockBan] = field(default_factory=list)
    delayed: list[Pending] = field(default_factory=list)
    resolved: int = 0
    seen: set[int] = field(default_factory=set)
    opening: set[int] = field(default_factory=set)
    trace: list[int] | None = None
    closed: bool = False

    @property
    def over(self) -> bool:
        """Whether somebody has lost."""
        return self.losers != 0

    @property
    def turn_player(self) -> Player:
        """The player whose turn it is."""
        return self.players[self.active]

    def wait(self, pending: Pending, *, first: bool = False) -> None:
        """Put an ability into the queue; a full queue drops it, as endless loops are cut."""
        if len(self.queue) >= MOST_WAITING:
            return
        if first:
            self.queue.appendleft(pending)
        else:
            self.queue.append(pending)

    def card(self, number: int) -> PlayingCard:
        """The card of a number."""
        return self.match.cards[number]

    def in_play(self, unit: Unit) -> bool:
        """Whether a unit is still where it was."""
        owner = self.players[unit.owner]
        if unit.space == 0:
            return True
        if unit.space == CHARACTERS + 1:
            return owner.stage is unit
        return owner.characters[unit.space - 1] is unit
