"""Cards as the application's database keeps them: normalised, seeded from the lake.

Colours and types are relations, because people search by them; what only a page shows (rules
text) is a column. The lake stays the source: a seed replaces what has changed there.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tcb_analytics.app.models.base import Base, Moment, now


class CardSet(Base, kw_only=True):
    """A set of a game.

    Attributes:
        id: Its key.
        game: Its game.
        code: Such as OP01.
        released: Its first day, where known.
    """

    __tablename__ = "card_sets"
    __table_args__ = (UniqueConstraint("game", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    game: Mapped[str] = mapped_column(String(24))
    code: Mapped[str] = mapped_column(String(24))
    released: Mapped[date | None] = mapped_column(Date, default=None)


class Color(Base, kw_only=True):
    """A colour of a game."""

    __tablename__ = "colors"
    __table_args__ = (UniqueConstraint("game", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    game: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(40))


class CardType(Base, kw_only=True):
    """A type or tribe of a game."""

    __tablename__ = "card_types"
    __table_args__ = (UniqueConstraint("game", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    game: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(80))


class ColorOfCard(Base, kw_only=True):
    """A colour that a card has, in printed order."""

    __tablename__ = "card_colors"
    __table_args__ = (Index(None, "color_id", "card_id"),)

    card_id: Mapped[int] = mapped_column(
        ForeignKey("cards.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    color_id: Mapped[int] = mapped_column(ForeignKey("colors.id"), primary_key=True, init=False)
    position: Mapped[int] = mapped_column(Integer)
    color: Mapped[Color] = relationship(lazy="raise")


class TypeOfCard(Base, kw_only=True):
    """A type that a card has, in printed order."""

    __tablename__ = "card_has_types"
    __table_args__ = (Index(None, "type_id", "card_id"),)

    card_id: Mapped[int] = mapped_column(
        ForeignKey("cards.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    type_id: Mapped[int] = mapped_column(ForeignKey("card_types.id"), primary_key=True, init=False)
    position: Mapped[int] = mapped_column(Integer)
    type: Mapped[CardType] = relationship(lazy="raise")


class StoredCard(Base, kw_only=True):
    """A card.

    Attributes:
        id: Its key.
        game: Its game.
        number: Its number in that game.
        name: Its name.
        folded: Name, number and types as they are searched: without case and accents.
        category: Kind of card.
        set: Its set.
        cost: What it costs to play.
        power: Its power, where it has one.
        counter: Its counter value, where it has one.
        life: A leader's life.
        rarity: Rarity of the print.
        block: Block number.
        effect: Rules text.
        trigger: Trigger text.
        colors: In printed order.
        types: In printed order.
        keywords: Abilities and timings, separated by newline.
        changed_at: When a seed last wrote it.
    """

    __tablename__ = "cards"
    __table_args__ = (
        UniqueConstraint("game", "number"),
        Index(None, "game", "name", "id"),
        Index(None, "game", "cost", "id"),
        Index(None, "game", "power", "id"),
        Index(None, "game", "set_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    game: Mapped[str] = mapped_column(String(24))
    number: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(16))
    set_id: Mapped[int | None] = mapped_column(ForeignKey("card_sets.id"), default=None, init=False)
    cost: Mapped[int] = mapped_column(default=0)
    power: Mapped[int | None] = mapped_column(default=None)
    counter: Mapped[int | None] = mapped_column(default=None)
    life: Mapped[int | None] = mapped_column(default=None)
    rarity: Mapped[str | None] = mapped_column(String(24), default=None)
    block: Mapped[int | None] = mapped_column(default=None)
    effect: Mapped[str | None] = mapped_column(Text, default=None)
    trigger: Mapped[str | None] = mapped_column(Text, default=None)
    keywords: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Moment, default_factory=now)
    set: Mapped[CardSet | None] = relationship(lazy="raise", default=None)
    colors: Mapped[list[ColorOfCard]] = relationship(
        lazy="raise", order_by=ColorOfCard.position, cascade="all, delete-orphan",
        default_factory=list,
    )  # fmt: skip
    types: Mapped[list[TypeOfCard]] = relationship(
        lazy="raise", order_by=TypeOfCard.position, cascade="all, delete-orphan",
        default_factory=list,
    )  # fmt: skip
