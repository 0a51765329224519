"""Cards of one game put into the database: new ones added, changed ones rewritten, none twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from tcb_analytics.app.adapters.sql.facts import FACTS
from tcb_analytics.app.models.catalogue import (
    CardSet,
    CardType,
    Color,
    ColorOfCard,
    StoredCard,
    TypeOfCard,
)
from tcb_analytics.app.services.folding import facts
from tcb_analytics.cards.card import Card

Named = TypeVar("Named", Color, CardType)


class Seeding:
    """One seed of one game.

    Args:
        session: The transaction.
        game: The game.
        releases: First day of sets by code.
        at: This moment.
    """

    def __init__(
        self, session: Session, game: str, releases: Mapping[str, date], at: datetime
    ) -> None:
        self._session = session
        self._game = game
        self._at = at
        self._sets = {found.code: found for found in self._all(CardSet)}
        self._colors = {found.name: found for found in self._all(Color)}
        self._types = {found.name: found for found in self._all(CardType)}
        for code, found in self._sets.items():
            found.released = releases.get(code, found.released)
        self._releases = releases

    def put(self, cards: Sequence[Card]) -> int:
        """Add cards, and rewrite those that have changed; how many of both."""
        numbers = {card.number for card in cards}
        wanted = select(StoredCard).options(*FACTS)
        wanted = wanted.where(StoredCard.game == self._game, StoredCard.number.in_(numbers))
        known = {card.number: card for card in self._session.scalars(wanted).unique()}
        changed = 0
        for card in cards:
            stored = known.get(card.number)
            if stored is None:
                stored = StoredCard(
                    game=card.game, number=card.number, name=card.name, folded="", category="",
                    colors=[], types=[],
                )  # fmt: skip
                self._session.add(stored)
                known[card.number] = stored
            changed += self._write(stored, card)
        self._session.flush()
        return changed

    def _write(self, stored: StoredCard, card: Card) -> bool:
        """Put a card's facts into its row; whether any was another."""
        wanted = facts(card)
        colors, types = tuple(dict.fromkeys(card.colors)), tuple(dict.fromkeys(card.types))
        lists = tuple(c.color.name for c in stored.colors), tuple(t.type.name for t in stored.types)
        code = stored.set.code if stored.set else None
        same = all(getattr(stored, name) == value for name, value in wanted.items())
        if same and lists == (colors, types) and code == card.set_code:
            return False
        for name, value in wanted.items():
            setattr(stored, name, value)
        stored.set = self._set(card.set_code)
        stored.changed_at = self._at
        if lists != (colors, types):
            if any(lists):
                stored.colors.clear()
                stored.types.clear()
                self._session.flush()  # old rows go before new ones with their keys come
            for place, name in enumerate(colors):
                color = self._named(self._colors, Color, name)
                stored.colors.append(ColorOfCard(position=place, color=color))
            for place, name in enumerate(types):
                kind = self._named(self._types, CardType, name)
                stored.types.append(TypeOfCard(position=place, type=kind))
        return True

    def _set(self, code: str | None) -> CardSet | None:
        if code is None:
            return None
        if code not in self._sets:
            self._sets[code] = CardSet(
                game=self._game, code=code, released=self._releases.get(code)
            )
        found: CardSet = self._sets[code]
        return found

    def _named(self, known: dict[str, Named], kind: type[Named], name: str) -> Named:
        if name not in known:
            known[name] = kind(game=self._game, name=name)
        return known[name]

    def _all(self, kind: type[Any]) -> Sequence[Any]:
        return self._session.scalars(select(kind).where(kind.game == self._game)).all()
