"""Decks and collections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tcb_analytics.app.adapters.memory.cards import MemoryCards
from tcb_analytics.app.adapters.memory.entities import attach, made, values
from tcb_analytics.app.adapters.memory.paging import paged
from tcb_analytics.app.adapters.memory.store import Transaction
from tcb_analytics.app.models.catalogue import StoredCard
from tcb_analytics.app.models.holdings import DeckCard, OwnedCard, StoredDeck
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.refusals import ConflictError


class MemoryDecks:
    """Decks."""

    def __init__(self, rows: Transaction) -> None:
        self._rows = rows
        self._read: dict[str, StoredDeck] = {}

    def add(self, deck: StoredDeck) -> None:
        """Add a deck."""
        self._rows.add(deck)
        self._read[deck.id] = deck
        self.settle()

    def get(self, deck_id: str) -> StoredDeck | None:
        """A deck with its cards and their facts."""
        self.settle()
        found = self._rows.get(StoredDeck, deck_id)
        return None if found is None else self._whole([found])[0]

    def of_owner(
        self, owner_id: str, game: str | None, cursor: str | None, size: int
    ) -> Page[StoredDeck]:
        """A player's decks with their cards, last changed first."""
        self.settle()
        found = self._rows.where(
            StoredDeck, lambda deck: deck.owner_id == owner_id and game in (None, deck.game)
        )
        return paged(
            "decks", self._whole(found), lambda deck: (deck.updated_at, deck.id),
            cursor=cursor, size=size, kinds=(str, str), descending=True,
        )  # fmt: skip

    def count(self, owner_id: str) -> int:
        """How many decks a player has."""
        return len(self._rows.where(StoredDeck, lambda deck: deck.owner_id == owner_id))

    def remove(self, deck: StoredDeck) -> None:
        """Remove a deck."""
        self._read.pop(deck.id, None)
        self._rows.remove(deck)

    def settle(self) -> None:
        """Take over the cards that were set on decks."""
        kept = self._rows.rows(DeckCard)
        for deck in self._read.values():
            if (deck.id,) not in self._rows.rows(StoredDeck):
                continue
            for line in deck.cards:
                line.deck_id = deck.id
            wanted = {(deck.id, line.card_id): values(line) for line in deck.cards}
            if len(wanted) != len(deck.cards):
                raise ConflictError("something else took its place meanwhile")
            before = {key: row for key, row in kept.items() if key[0] == deck.id}
            if wanted == before:
                continue
            for key in before:
                self._rows.remove(made(DeckCard, kept[key]))
            for row in wanted.values():
                self._rows.add(made(DeckCard, row))

    def forget(self) -> None:
        """Let go of decks that were read."""
        self._read.clear()

    def _whole(self, decks: list[StoredDeck]) -> list[StoredDeck]:
        cards = {card.id: card for card in MemoryCards(self._rows).whole(None)}
        for deck in decks:
            mine = [row for key, row in self._rows.rows(DeckCard).items() if key[0] == deck.id]
            lines = [made(DeckCard, row) for row in mine]
            for line in lines:
                attach(line, "card", cards[line.card_id])
            attach(deck, "cards", lines)
            attach(deck, "leader", cards.get(deck.leader_id or 0))
            self._read[deck.id] = deck
        return decks


class MemoryCollections:
    """What players own."""

    def __init__(self, rows: Transaction) -> None:
        self._rows = rows

    def of_user(self, user_id: str, game: str, cursor: str | None, size: int) -> Page[OwnedCard]:
        """A page of what a player owns, by number, with facts of cards."""
        cards = {card.id: card for card in MemoryCards(self._rows).whole(game)}
        found = self._rows.where(
            OwnedCard, lambda owned: owned.user_id == user_id and owned.card_id in cards
        )
        for owned in found:
            attach(owned, "card", cards[owned.card_id])
        return paged(
            "collection", found, lambda owned: (owned.card.number, owned.card_id),
            cursor=cursor, size=size, kinds=(str, int),
        )  # fmt: skip

    def copies(self, user_id: str, game: str) -> Mapping[str, int]:
        """All that a player owns: copies by number."""
        cards = self._rows.where(StoredCard, lambda card: card.game == game)
        numbers = {card.id: card.number for card in cards}
        owned = self._rows.where(OwnedCard, lambda found: found.user_id == user_id)
        return {numbers[one.card_id]: one.copies for one in owned if one.card_id in numbers}

    def put(self, user_id: str, copies: Mapping[int, int], at: datetime) -> None:
        """Set the copies of cards by key; 0 removes."""
        for card, number in copies.items():
            owned = self._rows.get(OwnedCard, user_id, card)
            if owned is None and number > 0:
                self._rows.add(
                    OwnedCard(user_id=user_id, card_id=card, copies=number, updated_at=at)
                )
            elif owned is not None and number > 0:
                owned.copies, owned.updated_at = number, at
            elif owned is not None:
                self._rows.remove(owned)
