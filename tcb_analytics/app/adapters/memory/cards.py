"""The catalogue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tcb_analytics.app.adapters.memory.entities import attach
from tcb_analytics.app.adapters.memory.paging import paged
from tcb_analytics.app.adapters.memory.store import Transaction
from tcb_analytics.app.models.catalogue import (
    CardSet,
    CardType,
    Color,
    ColorOfCard,
    StoredCard,
    TypeOfCard,
)
from tcb_analytics.app.services.folding import facts, words
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.ports import CardSearch
from tcb_analytics.cards.card import Card


class MemoryCards:
    """The catalogue."""

    def __init__(self, rows: Transaction) -> None:
        self._rows = rows

    def search(self, asked: CardSearch) -> Page[StoredCard]:
        """A page of cards, with set, colours and types."""
        found = [card for card in self.whole(asked.game) if _fits(card, asked)]
        kind = str if asked.order in ("name", "number") else int
        return paged(
            f"{asked.order}{'-' if asked.descending else '+'}", found,
            lambda card: (getattr(card, asked.order), card.id),
            cursor=asked.cursor, size=asked.size, kinds=(kind, int), descending=asked.descending,
        )  # fmt: skip

    def numbered(self, game: str, numbers: Sequence[str]) -> Mapping[str, StoredCard]:
        """Cards by number, those that are there."""
        return {card.number: card for card in self.whole(game) if card.number in numbers}

    def by_id(self, ids: Sequence[int]) -> Mapping[int, StoredCard]:
        """Cards by key, those that are there."""
        return {card.id: card for card in self.whole(None) if card.id in ids}

    def keys(self, game: str, numbers: Sequence[str]) -> Mapping[str, int]:
        """Keys of cards by number, those that are there."""
        return {number: card.id for number, card in self.numbered(game, numbers).items()}

    def games(self) -> Sequence[str]:
        """Games that have cards, in order."""
        return sorted({card.game for card in self._rows.where(StoredCard, lambda card: True)})

    def choices(self, game: str) -> Mapping[str, Sequence[str]]:
        """Values that cards of a game have, in order."""
        cards = self._rows.where(StoredCard, lambda card: card.game == game)
        return {
            "colors": sorted(found.name for found in self._of(Color, game)),
            "categories": sorted({card.category for card in cards}),
            "sets": sorted(found.code for found in self._of(CardSet, game)),
            "types": sorted(found.name for found in self._of(CardType, game)),
        }

    def mark(self, game: str) -> str:
        """Changes when a seed changes the cards of a game."""
        moments = [card.changed_at.timestamp() for card in self.whole(game)]
        return f"{len(moments)}-{max(moments, default=0)}"

    def put(self, cards: Iterable[Card], releases: Mapping[str, date], at: datetime) -> int:
        """Add cards, and rewrite those that have changed; how many of both."""
        put = list(cards)
        stored = {(card.game, card.number): card for card in self.whole(None)}
        return sum(
            self._put(card, stored.get((card.game, card.number)), releases, at) for card in put
        )

    def whole(self, game: str | None) -> list[StoredCard]:
        """Cards of a game, or of all, with set, colours and types."""
        colors: dict[int, list[ColorOfCard]] = defaultdict(list)
        types: dict[int, list[TypeOfCard]] = defaultdict(list)
        for color in self._rows.where(ColorOfCard, lambda found: True):
            attach(color, "color", self._rows.seen(Color, color.color_id))
            colors[color.card_id].append(color)
        for kind in self._rows.where(TypeOfCard, lambda found: True):
            attach(kind, "type", self._rows.seen(CardType, kind.type_id))
            types[kind.card_id].append(kind)
        cards = self._rows.where(StoredCard, lambda card: game in (None, card.game))
        for card in cards:
            attach(card, "set", self._rows.seen(CardSet, card.set_id))
            attach(card, "colors", sorted(colors[card.id], key=lambda found: found.position))
            attach(card, "types", sorted(types[card.id], key=lambda found: found.position))
        return cards

    def _put(
        self, card: Card, stored: StoredCard | None, releases: Mapping[str, date], at: datetime
    ) -> bool:
        wanted = facts(card)
        if stored is not None and _same(stored, card, wanted):
            return False
        if stored is None:
            stored = StoredCard(game=card.game, number=card.number, **wanted)
            self._rows.add(stored)
        for name, value in {**wanted, "changed_at": at}.items():
            setattr(stored, name, value)
        released = releases.get(card.set_code or "")
        stored.set_id = None
        if card.set_code is not None:
            named = self._named(CardSet, card.game, "code", card.set_code)
            named.released = released or named.released
            stored.set_id = named.id
        self._rows.remove_all([*stored.colors, *stored.types])
        for place, name in enumerate(dict.fromkeys(card.colors)):
            color = self._named(Color, card.game, "name", name)
            self._link(ColorOfCard, stored, "color_id", color, place)
        for place, name in enumerate(dict.fromkeys(card.types)):
            kind = self._named(CardType, card.game, "name", name)
            self._link(TypeOfCard, stored, "type_id", kind, place)
        return True

    def _link(self, kind: type[Any], card: StoredCard, column: str, to: Any, place: int) -> None:
        link = kind(position=place, **{column.removesuffix("_id"): to})
        link.card_id = card.id
        setattr(link, column, to.id)
        self._rows.add(link)

    def _named(self, kind: type[Any], game: str, column: str, name: str) -> Any:
        for found in self._of(kind, game):
            if getattr(found, column) == name:
                return found
        entity = kind(game=game, **{column: name})
        self._rows.add(entity)
        return entity

    def _of(self, kind: type[Any], game: str) -> list[Any]:
        return self._rows.where(kind, lambda found: found.game == game)


def _same(stored: StoredCard, card: Card, wanted: Mapping[str, Any]) -> bool:
    lists = [found.color.name for found in stored.colors], [t.type.name for t in stored.types]
    printed = list(dict.fromkeys(card.colors)), list(dict.fromkeys(card.types))
    code = stored.set.code if stored.set else None
    facts_same = all(getattr(stored, name) == value for name, value in wanted.items())
    return facts_same and lists == printed and code == card.set_code


def _fits(card: StoredCard, asked: CardSearch) -> bool:
    asked_words = words(asked.text)
    if asked_words is None or any(word not in card.folded for word in asked_words):
        return False
    code = card.set.code if card.set else None
    lists = (
        (asked.colors, [found.color.name for found in card.colors]),
        (asked.types, [found.type.name for found in card.types]),
        (asked.categories, [card.category]),
        (asked.sets, [code]),
    )
    if any(wanted and not set(wanted) & set(has) for wanted, has in lists):
        return False
    for value, (least, most) in ((card.cost, asked.cost), (card.power, asked.power)):
        if (least, most) != (None, None) and value is None:
            return False
        if value is not None and not (least is None or least <= value):
            return False
        if value is not None and not (most is None or value <= most):
            return False
    return True
