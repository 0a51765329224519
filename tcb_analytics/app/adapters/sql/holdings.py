"""Decks and collections, each list with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session, contains_eager, selectinload

from tcb_analytics.app.adapters.sql.facts import FACTS
from tcb_analytics.app.adapters.sql.paging import behind, sized
from tcb_analytics.app.models.catalogue import ColorOfCard, StoredCard, TypeOfCard
from tcb_analytics.app.models.holdings import DeckCard, OwnedCard, StoredDeck
from tcb_analytics.app.services.paging import Page, key_of, moment_of, page_of

_LIST = (
    selectinload(StoredDeck.leader).options(*FACTS),
    selectinload(StoredDeck.cards).joinedload(DeckCard.card),
)
_WHOLE = (
    selectinload(StoredDeck.leader).options(*FACTS),
    selectinload(StoredDeck.cards).joinedload(DeckCard.card).options(*FACTS),
)


class SqlDecks:
    """Decks."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, deck: StoredDeck) -> None:
        """Add a deck."""
        self._session.add(deck)
        self._session.flush()

    def get(self, deck_id: str) -> StoredDeck | None:
        """A deck with its cards and their facts."""
        wanted = select(StoredDeck).options(*_WHOLE).where(StoredDeck.id == deck_id)
        return self._session.scalar(wanted.execution_options(populate_existing=True))

    def of_owner(
        self, owner_id: str, game: str | None, cursor: str | None, size: int
    ) -> Page[StoredDeck]:
        """A player's decks with their cards (not their facts), last changed first."""
        wanted = select(StoredDeck).options(*_LIST).where(StoredDeck.owner_id == owner_id)
        if game is not None:
            wanted = wanted.where(StoredDeck.game == game)
        if cursor is not None:
            moment, last = key_of("decks", cursor, (str, str))
            wanted = wanted.where(
                behind(
                    StoredDeck.updated_at, StoredDeck.id, moment_of(moment), last, descending=True
                )
            )
        wanted = wanted.order_by(StoredDeck.updated_at.desc(), StoredDeck.id.desc())
        rows = self._session.scalars(wanted.limit(sized(size) + 1)).all()
        return page_of("decks", rows, size, [(r.updated_at.isoformat(), r.id) for r in rows])

    def count(self, owner_id: str) -> int:
        """How many decks a player has."""
        wanted = select(func.count()).where(StoredDeck.owner_id == owner_id)
        return self._session.execute(wanted).scalar_one()

    def remove(self, deck: StoredDeck) -> None:
        """Remove a deck."""
        self._session.delete(deck)
        self._session.flush()


class SqlCollections:
    """What players own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_user(self, user_id: str, game: str, cursor: str | None, size: int) -> Page[OwnedCard]:
        """A page of what a player owns, by number, with facts of cards."""
        facts = contains_eager(OwnedCard.card)
        wanted = (
            select(OwnedCard)
            .join(OwnedCard.card)
            .options(
                facts.joinedload(StoredCard.set),
                facts.selectinload(StoredCard.colors).joinedload(ColorOfCard.color),
                facts.selectinload(StoredCard.types).joinedload(TypeOfCard.type),
            )
            .where(OwnedCard.user_id == user_id, StoredCard.game == game)
        )
        if cursor is not None:
            number, last = key_of("collection", cursor, (str, int))
            wanted = wanted.where(
                behind(StoredCard.number, StoredCard.id, number, last, descending=False)
            )
        wanted = wanted.order_by(StoredCard.number, StoredCard.id)
        rows = self._session.scalars(wanted.limit(sized(size) + 1)).unique().all()
        return page_of("collection", rows, size, [(r.card.number, r.card_id) for r in rows])

    def copies(self, user_id: str, game: str) -> Mapping[str, int]:
        """All that a player owns: copies by number."""
        wanted = select(StoredCard.number, OwnedCard.copies).join(OwnedCard.card)
        wanted = wanted.where(OwnedCard.user_id == user_id, StoredCard.game == game)
        return {row.number: row.copies for row in self._session.execute(wanted)}

    def put(self, user_id: str, copies: Mapping[int, int], at: datetime) -> None:
        """Set the copies of cards by key; 0 removes."""
        gone = [card for card, number in copies.items() if number == 0]
        self._session.execute(
            delete(OwnedCard).where(OwnedCard.user_id == user_id, OwnedCard.card_id.in_(gone))
        )
        kept = [
            {"user_id": user_id, "card_id": card, "copies": number, "updated_at": at}
            for card, number in sorted(copies.items())  # one order, so that no two writers lock
            if number > 0  # each other out
        ]
        if kept:
            name = self._session.get_bind().dialect.name
            insert = postgres_insert if name == "postgresql" else sqlite_insert
            added = insert(OwnedCard)
            self._session.execute(
                added.on_conflict_do_update(
                    index_elements=[OwnedCard.user_id, OwnedCard.card_id],
                    set_={name: added.excluded[name] for name in ("copies", "updated_at")},
                ),
                kept,
                execution_options={"synchronize_session": None},
            )
