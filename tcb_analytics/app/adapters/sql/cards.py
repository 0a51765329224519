"""The catalogue: searches, and cards by number or key, with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tcb_analytics.app.adapters.sql.facts import FACTS
from tcb_analytics.app.adapters.sql.paging import behind, sized
from tcb_analytics.app.adapters.sql.seeding import Seeding
from tcb_analytics.app.models.catalogue import (
    CardSet,
    CardType,
    Color,
    ColorOfCard,
    StoredCard,
    TypeOfCard,
)
from tcb_analytics.app.services.folding import words
from tcb_analytics.app.services.paging import Page, key_of, page_of
from tcb_analytics.app.services.ports import CardSearch
from tcb_analytics.cards.card import Card

_ORDERS: Mapping[str, tuple[InstrumentedAttribute[Any], type]] = {
    "name": (StoredCard.name, str),
    "number": (StoredCard.number, str),
    "cost": (StoredCard.cost, int),
    "power": (StoredCard.power, int),
}


class SqlCards:
    """The catalogue."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def search(self, asked: CardSearch) -> Page[StoredCard]:
        """A page of cards, with set, colours and types."""
        size = sized(asked.size)
        column, kind = _ORDERS[asked.order]
        order = f"{asked.order}{'-' if asked.descending else '+'}"
        wanted = _filtered(select(StoredCard).options(*FACTS), asked)
        if asked.cursor is not None:
            value, last = key_of(order, asked.cursor, (kind, int))
            wanted = wanted.where(
                behind(column, StoredCard.id, value, last, descending=asked.descending)
            )
        if asked.descending:
            wanted = wanted.order_by(column.desc().nulls_last(), StoredCard.id.desc())
        else:
            wanted = wanted.order_by(column.asc().nulls_last(), StoredCard.id)
        rows = self._session.scalars(wanted.limit(size + 1)).unique().all()
        return page_of(order, rows, size, [(getattr(r, asked.order), r.id) for r in rows])

    def numbered(self, game: str, numbers: Sequence[str]) -> Mapping[str, StoredCard]:
        """Cards by number, those that are there."""
        wanted = select(StoredCard).options(*FACTS)
        wanted = wanted.where(StoredCard.game == game, StoredCard.number.in_(set(numbers)))
        return {card.number: card for card in self._session.scalars(wanted).unique()}

    def by_id(self, ids: Sequence[int]) -> Mapping[int, StoredCard]:
        """Cards by key, those that are there."""
        wanted = select(StoredCard).options(*FACTS).where(StoredCard.id.in_(set(ids)))
        return {card.id: card for card in self._session.scalars(wanted).unique()}

    def keys(self, game: str, numbers: Sequence[str]) -> Mapping[str, int]:
        """Keys of cards by number, those that are there; one query, however many."""
        wanted = select(StoredCard.number, StoredCard.id)
        wanted = wanted.where(StoredCard.game == game, StoredCard.number.in_(set(numbers)))
        return {row.number: row.id for row in self._session.execute(wanted)}

    def games(self) -> Sequence[str]:
        """Games that have cards, in order."""
        asked = select(StoredCard.game).distinct().order_by(StoredCard.game)
        return self._session.scalars(asked).all()

    def choices(self, game: str) -> Mapping[str, Sequence[str]]:
        """Values that cards of a game have, in order."""
        asked = {
            "colors": select(Color.name).where(Color.game == game),
            "categories": select(StoredCard.category).distinct().where(StoredCard.game == game),
            "sets": select(CardSet.code).where(CardSet.game == game),
            "types": select(CardType.name).where(CardType.game == game),
        }
        return {name: sorted(self._session.scalars(wanted)) for name, wanted in asked.items()}

    def mark(self, game: str) -> str:
        """Changes when a seed changes the cards of a game."""
        asked = select(func.count(), func.max(StoredCard.changed_at))
        count, last = self._session.execute(asked.where(StoredCard.game == game)).one()
        return f"{count}-{last.timestamp() if last else 0}"

    def put(self, cards: Iterable[Card], releases: Mapping[str, date], at: datetime) -> int:
        """Add cards, and rewrite those that have changed; how many of both."""
        return sum(
            Seeding(self._session, game, releases, at).put(list(of_game))
            for game, of_game in groupby(sorted(cards, key=_by_game), key=_by_game)
        )


def _by_game(card: Card) -> str:
    return card.game


def _filtered(wanted: Select[StoredCard], asked: CardSearch) -> Select[StoredCard]:
    wanted = wanted.where(StoredCard.game == asked.game)
    asked_words = words(asked.text)
    if asked_words is None:
        return wanted.where(false())
    for word in asked_words:
        wanted = wanted.where(StoredCard.folded.contains(word, autoescape=True))
    if asked.categories:
        wanted = wanted.where(StoredCard.category.in_(asked.categories))
    if asked.sets:
        wanted = wanted.join(CardSet, CardSet.id == StoredCard.set_id)
        wanted = wanted.where(CardSet.game == asked.game, CardSet.code.in_(asked.sets))
    if asked.colors:
        having = select(ColorOfCard.card_id).join(Color, Color.id == ColorOfCard.color_id)
        having = having.where(Color.game == asked.game, Color.name.in_(asked.colors))
        wanted = wanted.where(StoredCard.id.in_(having))
    if asked.types:
        being = select(TypeOfCard.card_id).join(CardType, CardType.id == TypeOfCard.type_id)
        being = being.where(CardType.game == asked.game, CardType.name.in_(asked.types))
        wanted = wanted.where(StoredCard.id.in_(being))
    for column, (least, most) in ((StoredCard.cost, asked.cost), (StoredCard.power, asked.power)):
        if least is not None:
            wanted = wanted.where(column >= least)
        if most is not None:
            wanted = wanted.where(column <= most)
    return wanted
