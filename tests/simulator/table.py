"""A table set by hand, for tests that read like a page of the rule book."""

from __future__ import annotations

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck
from tcb_analytics.simulator.pilots import BALANCED, Pilot
from tcb_analytics.simulator.playing_card import Match
from tcb_analytics.simulator.reference import battle, new_game, resolve_queue
from tcb_analytics.simulator.rulebook.decisions import Attack
from tcb_analytics.simulator.rulebook.moving import enter_field
from tcb_analytics.simulator.rulebook.state import LifeCard, Unit

CAPTAIN = Card("XX01-000", "Captain", Category.LEADER, ("Red",), life=5, power=5000)
FILLER = Card("XX01-999", "Filler", Category.CHARACTER, ("Red",), 9, power=1000)


def figure(
    name: str,
    power: int = 5000,
    *,
    cost: int = 3,
    counter: int | None = None,
    effect: str = "",
    trigger: str | None = None,
) -> Card:
    """A character by name."""
    return Card(
        f"XX01-{sum(map(ord, name)):04d}",
        name,
        Category.CHARACTER,
        ("Red",),
        cost,
        power=power,
        counter=counter,
        effect=effect,
        trigger=trigger,
    )


def event(name: str, effect: str, *, cost: int = 1) -> Card:
    """An event by name."""
    return Card(
        f"XX01-{sum(map(ord, name)):04d}", name, Category.EVENT, ("Red",), cost, effect=effect
    )


class Table:
    """Both seats hold the same cards; seat 0 is in its third turn, nothing lies anywhere."""

    def __init__(self, *cards: Card, leader: Card = CAPTAIN, pilot: Pilot = BALANCED) -> None:
        deck = Deck({FILLER: 4, **dict.fromkeys(cards, 4)}, leader)
        self.match = Match.of((deck, deck), (pilot, pilot))
        self.game = new_game(self.match)
        self.game.turn = 5
        for seat in (0, 1):
            player = self.game.players[seat]
            player.deck = [self.number(seat, FILLER.name)] * 20
            player.life = [LifeCard(self.number(seat, FILLER.name)) for _ in range(3)]

    def number(self, seat: int, name: str) -> int:
        """The number of a seat's card."""
        second = self.match.leaders[1]
        return next(
            number
            for number, card in enumerate(self.match.cards)
            if card.card.name == name and (number >= second) == (seat == 1)
        )

    def put(self, seat: int, name: str, *, rested: bool = False, entered: int = 1) -> Unit:
        """Put a character into play, as if it had been played in an earlier turn."""
        unit = enter_field(self.game, seat, self.number(seat, name), rested=rested)
        assert unit is not None
        self.game.queue.clear()
        unit.entered = entered
        return unit

    def hold(self, seat: int, *names: str) -> None:
        """Give a player cards in hand."""
        self.game.players[seat].hand += [self.number(seat, name) for name in names]

    def names(self, numbers: list[int]) -> list[str]:
        """Names of cards in an area."""
        return [self.game.card(number).card.name for number in numbers]

    def attack(self, attacker: Unit, target: Unit | None = None, don: int = 0) -> None:
        """Seat 0 attacks; the leader, where no target is given."""
        battle(self.game, Attack(attacker, target or self.game.players[1].leader, don))
        resolve_queue(self.game)
