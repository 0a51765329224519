"""What players keep: decks and collections."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tcb_analytics.app.models.base import KEY, Base, Moment, new_key, now
from tcb_analytics.app.models.catalogue import StoredCard


class DeckCard(Base, kw_only=True):
    """Copies of a card in a deck."""

    __tablename__ = "deck_cards"
    __table_args__ = (CheckConstraint("copies BETWEEN 1 AND 250", name="copies"),)

    deck_id: Mapped[str] = mapped_column(
        KEY, ForeignKey("decks.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id"), primary_key=True)
    copies: Mapped[int] = mapped_column(Integer)
    card: Mapped[StoredCard] = relationship(lazy="raise", init=False)


class StoredDeck(Base, kw_only=True):
    """A player's deck.

    Attributes:
        id: Its key.
        owner_id: Whose it is.
        game: Its game.
        name: What the player calls it.
        leader_id: Its leader, in games that have one.
        version: Counted up at every change; a change names the version it was made to.
        created_at: When it was made.
        updated_at: When it was last changed.
        cards: The cards but the leader.
    """

    __tablename__ = "decks"
    __table_args__ = (
        CheckConstraint("length(name) BETWEEN 1 AND 80", name="name_length"),
        Index(None, "owner_id", "updated_at", "id"),
    )

    id: Mapped[str] = mapped_column(KEY, primary_key=True, default_factory=new_key)
    owner_id: Mapped[str] = mapped_column(KEY, ForeignKey("users.id", ondelete="CASCADE"))
    game: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(80))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("cards.id"), default=None)
    version: Mapped[int] = mapped_column(Integer, init=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default_factory=now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default_factory=now)
    leader: Mapped[StoredCard | None] = relationship(lazy="raise", init=False)
    cards: Mapped[list[DeckCard]] = relationship(
        lazy="raise", cascade="all, delete-orphan", default_factory=list
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own declaration


class OwnedCard(Base, kw_only=True):
    """Copies of a card that a player owns."""

    __tablename__ = "collections"
    __table_args__ = (CheckConstraint("copies BETWEEN 1 AND 9999", name="copies"),)

    user_id: Mapped[str] = mapped_column(
        KEY, ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    card_id: Mapped[int] = mapped_column(ForeignKey("cards.id"), primary_key=True)
    copies: Mapped[int] = mapped_column(Integer)
    updated_at: Mapped[datetime] = mapped_column(Moment, default_factory=now)
    card: Mapped[StoredCard] = relationship(lazy="raise", init=False)
