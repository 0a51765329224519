"""Collections: what is owned, set in bulk, read from lists."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self

from apiflask import APIBlueprint
from pydantic import Field, StringConstraints

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.v1.deck_shapes import CardNumber
from tcb_analytics.app.api.v1.shapes import Given, Paged, Told, Whole
from tcb_analytics.app.models.holdings import OwnedCard
from tcb_analytics.app.services import collections
from tcb_analytics.app.services.collections import MOST_AT_ONCE, MOST_COPIES, Mode


class CopiesGiven(Given):
    """Copies of a card that are owned."""

    number: CardNumber
    copies: Whole = Field(ge=0, le=MOST_COPIES, description="0 takes the card out.")


class Owning(Given):
    """What is owned of some cards; cards that are not named stay as they are."""

    items: list[CopiesGiven] = Field(min_length=1, max_length=MOST_AT_ONCE)


class Listed(Given):
    """Cards as a list."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=400_000)] = Field(
        description="A list, in any style that decks are written in.", examples=["4xTB01-002"]
    )
    mode: Mode = Field(
        default="set", description="`set`: these are all copies of these cards; `add`: more came."
    )


class OwnedTold(Told):
    """A card that is owned."""

    number: str
    name: str
    category: str
    colors: list[str]
    cost: int
    set: str | None
    copies: int
    updated_at: datetime

    @classmethod
    def of(cls, row: OwnedCard) -> Self:
        """A card as it is told."""
        card = row.card
        return cls(
            number=card.number, name=card.name, category=card.category,
            colors=[found.color.name for found in card.colors], cost=card.cost,
            set=card.set.code if card.set else None,
            copies=row.copies, updated_at=row.updated_at,
        )  # fmt: skip


class OwnedCards(Told):
    """A page of a collection, by number."""

    items: list[OwnedTold]
    next: str | None = Field(description="Cursor of the page after it; null for the last.")


class ChangedTold(Told):
    """What a change did."""

    cards: int = Field(description="Cards that it named.")
    copies: int = Field(description="Copies that are owned of them now.")


def routes() -> APIBlueprint:
    """The routes of collections."""
    made = APIBlueprint("collections", __name__, tag="Collections")

    @made.get("/collections/<game>")
    @made.input(Paged, location="query", arg_name="given")
    @made.output(OwnedCards)
    @made.doc(responses=[404])
    @guarded(made)
    def owned(game: str, given: Paged) -> OwnedCards:
        """What is owned of a game, by number."""
        page = collections.owned(parts().look(), visitor(), game, given.cursor, given.size)
        return OwnedCards(items=[OwnedTold.of(row) for row in page.items], next=page.next)

    @made.patch("/collections/<game>")
    @made.input(Owning, arg_name="given")
    @made.output(ChangedTold)
    @made.doc(responses=[404])
    @guarded(made)
    def put(game: str, given: Owning) -> ChangedTold:
        """Set copies of up to 5,000 cards, all or none."""
        here = parts()
        lines = [(line.number, line.copies) for line in given.items]
        done = collections.put(here.begin(), visitor(), game, lines, now=here.now())
        return ChangedTold.model_validate(done)

    @made.post("/collections/<game>/import")
    @made.input(Listed, arg_name="given")
    @made.output(ChangedTold)
    @made.doc(responses=[404])
    @guarded(made)
    def read_in(game: str, given: Listed) -> ChangedTold:
        """Set or add the copies that a list names, all or none."""
        here = parts()
        done = collections.read_in(
            here.begin(), here.lake.look(), visitor(), game, given.text,
            mode=given.mode, now=here.now(),
        )  # fmt: skip
        return ChangedTold.model_validate(done)

    return made
