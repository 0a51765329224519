"""A harbour of players without a database: services over memory, and a lake of plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tcb_analytics.app.adapters.memory.store import Store
from tcb_analytics.app.adapters.memory.unit_of_work import MemoryUnitOfWork
from tcb_analytics.app.models.accounts import User
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.lake import Rates, RatesAsked
from tcb_analytics.app.services.refusals import InvalidError
from tcb_analytics.cards.card import Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tests.app.worlds import GAME, World, card

State = TypeVar("State", bound="PlainLake")
RULES = Format(
    name=GAME, title="Harbour", game=GAME, size_least=10, size_most=10, copies=4,
    categories=frozenset({Category.CHARACTER}),
)  # fmt: skip


def harbour(cards: int = 12) -> World:
    """Somewhere in memory, with cards."""
    store = Store()
    world = World("memory", lambda: MemoryUnitOfWork(store))
    world.cards(cards)
    return world


def visitor(world: World, name: str = "Ann Otter") -> Visitor:
    """A player who is there and asks."""
    return visitor_of(world.person(name))


def visitor_of(user: User) -> Visitor:
    """A player as one who asks."""
    return Visitor(user.id, user.name, user.role, user.pseudonym, "access", "token")


def audited(world: World) -> list[tuple[str, str]]:
    """Actor and action of everything that was noted, oldest first."""
    with world.begin() as uow:
        return [(entry.actor, entry.action) for entry in uow.audit.after(0, 100)]


@dataclass
class PlainLake:
    """A state of the lake that is nothing but data.

    Attributes:
        shares: Inclusion by leader and number.
        known: The one game that has rules.
        cards: How many cards there are.
    """

    shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    known: str = GAME
    cards: int = 12
    version: int = 1
    games: Sequence[str] = (GAME,)

    def catalog(self, game: str) -> Catalog:
        """Every card of a game."""
        return Catalog([card(number, game) for number in range(self.cards)])

    def rules(self, game: str) -> Format:
        """The rules of the one game that has some."""
        if game != self.known:
            raise InvalidError("no format is declared", where="game")
        return RULES

    def inclusion(self, game: str, leader: str) -> Mapping[str, float]:
        """What is known of a leader."""
        return self.shares.get(leader, {})

    def rates(self, asked: RatesAsked) -> Rates:
        """None are known here."""
        raise InvalidError(f"no rates of {asked.game}")


@dataclass
class OneLake(Generic[State]):
    """A lake that is as it is."""

    state: State

    def look(self) -> State:
        """The state."""
        return self.state

    def close(self) -> None:
        """Nothing is open."""
