"""Units of work of every kind behind one interface: in memory, on SQLite, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from tcb_analytics.app.models.accounts import User
from tcb_analytics.app.models.base import new_key
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.cards.card import Card, Category

Found = TypeVar("Found")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
GAME = "harbour"


def some(found: Found | None) -> Found:
    """What was found, which must be there."""
    assert found is not None
    return found


def later(minutes: float) -> datetime:
    """Some minutes behind noon."""
    return NOON + timedelta(minutes=minutes)


@dataclass(frozen=True)
class World:
    """Somewhere to keep things.

    Attributes:
        kind: ``memory``, ``sqlite`` or ``postgresql``.
        begin: Begins a transaction.
    """

    kind: str
    begin: Callable[[], UnitOfWork]

    def person(self, name: str = "Ann Otter") -> User:
        """An account that is there."""
        user = User(name=name, folded=name.lower(), password_hash="x", pseudonym=new_key())
        with self.begin() as uow:
            uow.users.add(user)
            uow.commit()
        return user

    def cards(self, count: int = 5, game: str = GAME) -> list[int]:
        """Keys of cards that are there."""
        made = [card(number, game) for number in range(count)]
        with self.begin() as uow:
            uow.cards.put(made, {}, NOON)
            uow.commit()
            keys = uow.cards.keys(game, [one.number for one in made])
        return [keys[one.number] for one in made]


def card(number: int, game: str = GAME) -> Card:
    """An invented card: its facts follow from its number."""
    return Card(
        number=f"HB01-{number:03}", name=f"Tide Warden {number}", category=Category.CHARACTER,
        colors=(("Red", "Blue", "Green")[number % 3],), cost=number % 7,
        power=None if number % 5 == 0 else 1000 * (number % 9),
        types=("Crew", f"Pier {number % 4}"), keywords=("Rush",), set_code="HB01", game=game,
    )  # fmt: skip
