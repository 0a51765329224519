"""Searching and looking at cards."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request, url_for
from pydantic import ValidationError

from tcb_analytics.app.api.asking import parts
from tcb_analytics.app.api.pages.layout import away, seen, show
from tcb_analytics.app.api.v1.cards import Search
from tcb_analytics.app.services import catalogue, collections, decks
from tcb_analytics.app.services.refusals import InvalidError

FILTERS = ("colors", "categories", "sets", "types")


def routes() -> APIBlueprint:
    """The pages of the catalogue."""
    made = APIBlueprint("catalogue", __name__, enable_openapi=False)

    @made.get("/")
    def home() -> Response:
        return away(url_for("pages.catalogue.search"))

    @made.get("/cards")
    def search() -> Response:
        asked = _asked()
        uow = parts().look()
        known = catalogue.games(uow)
        if not known:
            return show("empty.html", status=503)
        game = asked.game if asked.game is not None else known[0]
        game = catalogue.game_of(uow, game)
        page = catalogue.search(uow, asked.asked(game))
        choices = catalogue.choices(uow, game)
        return show("cards.html", game=game, asked=asked, page=page, choices=choices, next=_next)

    @made.get("/cards/<game>/<number>")
    def card(game: str, number: str) -> Response:
        uow, who = parts().look(), seen()
        found = catalogue.card(uow, game, number)
        owned = collections.copies(uow, who, game).get(number, 0) if who else 0
        mine = decks.mine(uow, who, game, None, 50).items if who else ()
        return show("card.html", card=found, owned=owned, decks=mine)

    return made


def _asked() -> Search:
    """The search of the form: several ticks of a filter are one list, empty fields are none.

    Raises:
        InvalidError: A field has a wrong value.
    """
    given: dict[str, Any] = {k: v for k, v in request.args.items() if v.strip()}
    for name in FILTERS:
        if name in given:
            given[name] = tuple(v for v in request.args.getlist(name) if v.strip())
    try:
        return Search.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidError(first["msg"], where=field) from error


def _next(cursor: str) -> str:
    """Address of the next page of the same search."""
    given = {**request.args.to_dict(flat=False), "cursor": [cursor]}
    return url_for("pages.catalogue.search", **given)  # type: ignore[arg-type]  # lists are repeated
