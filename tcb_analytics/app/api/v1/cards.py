"""The catalogue: searches with filters, sort and pages; one card."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from apiflask import APIBlueprint
from flask import Response, make_response, request
from pydantic import Field, StringConstraints

from tcb_analytics.app.api.asking import parts
from tcb_analytics.app.api.v1.shapes import Paged, Told, Words
from tcb_analytics.app.models.catalogue import StoredCard
from tcb_analytics.app.services import card_pages, catalogue
from tcb_analytics.app.services.paging import Page
from tcb_analytics.app.services.ports import CardOrder, CardSearch

Game = Annotated[str, StringConstraints(max_length=24, pattern=r"^[a-z0-9_-]+$")]
Number = Annotated[int, Field(ge=-100_000, le=1_000_000)]


class Search(Paged):
    """What is looked for."""

    game: Game | None = Field(default=None, description="By default the only game there is.")
    text: Annotated[str, StringConstraints(max_length=200)] = Field(
        default="", description="Words of name, number or types, in any order."
    )
    colors: Words = Field(default=(), description="Any of these colours, with commas.")
    categories: Words = Field(default=(), description="Any of these categories, with commas.")
    types: Words = Field(default=(), description="Any of these types, with commas.")
    sets: Words = Field(default=(), description="Any of these sets, with commas.")
    cost_min: Number | None = None
    cost_max: Number | None = None
    power_min: Number | None = None
    power_max: Number | None = None
    sort: CardOrder = Field(default="name", description="Sorted by; what lacks it comes last.")
    descending: bool = False

    def asked(self, game: str) -> CardSearch:
        """The search as services know it."""
        return CardSearch(
            game, self.text, self.colors, self.categories, self.types, self.sets,
            (self.cost_min, self.cost_max), (self.power_min, self.power_max),
            self.sort, self.descending, self.cursor, self.size,
        )  # fmt: skip


class CardTold(Told):
    """A card."""

    game: str
    number: str
    name: str
    category: str
    colors: list[str]
    cost: int
    power: int | None
    counter: int | None
    life: int | None
    types: list[str]
    keywords: list[str]
    rarity: str | None
    set: str | None
    released: date | None
    effect: str | None
    trigger: str | None

    @classmethod
    def of(cls, card: StoredCard) -> CardTold:
        """A card as it is told."""
        return cls(
            game=card.game, number=card.number, name=card.name, category=card.category,
            colors=[found.color.name for found in card.colors], cost=card.cost, power=card.power,
            counter=card.counter, life=card.life, types=[found.type.name for found in card.types],
            keywords=card.keywords.split("\n") if card.keywords else [], rarity=card.rarity,
            set=card.set.code if card.set else None,
            released=card.set.released if card.set else None,
            effect=card.effect, trigger=card.trigger,
        )  # fmt: skip


class Cards(Told):
    """A page of cards."""

    items: list[CardTold]
    next: str | None = Field(description="Cursor of the page after it; null for the last.")


def routes() -> APIBlueprint:
    """The routes of the catalogue."""
    made = APIBlueprint("cards", __name__, tag="Cards")

    @made.get("/cards")
    @made.input(Search, location="query", arg_name="given")
    @made.output(Cards)
    @made.doc(responses={304: "Nothing has changed", 404: "No such game"})
    def search(given: Search) -> Response:
        """Search cards."""
        here = parts()
        state = here.catalogue.now()
        key = card_pages.key_under(state, given.model_dump())
        response = make_response("")
        response.set_etag(key, weak=True)
        response.headers["Cache-Control"] = "public, max-age=60"
        if request.if_none_match.contains_weak(key):
            response.status_code = 304
            return response
        response.data = card_pages.page(
            here.look, here.cache, here.catalogue, key,
            lambda: given.asked(catalogue.game_of(here.look(), given.game)),
            state=state, write=_written,
        )  # fmt: skip
        response.content_type = "application/json"
        return response

    @made.get("/cards/<game>/<number>")
    @made.output(CardTold)
    @made.doc(responses=[404])
    def card(game: str, number: str) -> CardTold:
        """One card."""
        return CardTold.of(catalogue.card(parts().look(), game, number))

    return made


def _written(page: Page[StoredCard]) -> bytes:
    told = Cards(items=[CardTold.of(card) for card in page.items], next=page.next)
    return told.model_dump_json().encode()
