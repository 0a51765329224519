"""What a player owns: listed, set card by card, read from a list."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request, url_for

from tcb_analytics.app.api.asking import parts, visitor
from tcb_analytics.app.api.pages.forms import copies, shaped
from tcb_analytics.app.api.pages.layout import away, chosen_game, show
from tcb_analytics.app.api.v1.collections import Listed
from tcb_analytics.app.api.v1.shapes import Paged
from tcb_analytics.app.services import collections
from tcb_analytics.app.services.refusals import RefusedError


def routes() -> APIBlueprint:
    """The pages of a collection."""
    made = APIBlueprint("collection", __name__, enable_openapi=False)

    @made.get("/collection")
    def mine() -> Response:
        visitor()
        return _listed(chosen_game())

    @made.post("/collection")
    def put() -> Response:
        here, game = parts(), chosen_game()
        who = visitor()
        try:
            collections.put(here.begin(), who, game, list(copies().items()), now=here.now())
        except RefusedError as error:
            return _listed(game, error=error)
        if request.form.get("back") == "card":
            number = next(iter(copies()))
            return away(url_for("pages.catalogue.card", game=game, number=number))
        return away(url_for("pages.collection.mine", **request.args.to_dict()))  # type: ignore[arg-type]  # names of a query

    @made.post("/collection/import")
    def read_in() -> Response:
        here, game, form = parts(), chosen_game(), request.form
        who = visitor()
        try:
            given = shaped(Listed, {"text": form.get("text", ""), "mode": form.get("mode", "set")})
            done = collections.read_in(
                here.begin(), here.lake.look(), who, game, given.text,
                mode=given.mode, now=here.now(),
            )  # fmt: skip
        except RefusedError as error:
            return _listed(game, error=error, text=form.get("text", ""))
        return away(url_for("pages.collection.mine", game=game, read=done.cards))

    return made


def _listed(game: str, *, error: RefusedError | None = None, text: str = "") -> Response:
    """The list, with what was wrong and the text that was given, where it was."""
    asked = shaped(Paged, _page())
    page = collections.owned(parts().look(), visitor(), game, asked.cursor, asked.size)
    read = request.args.get("read", "")
    return show(
        "collection.html", status=422 if error else 200, game=game, page=page, error=error,
        text=text, cursor=asked.cursor, read=int(read) if read.isdecimal() else None,
        open=bool(error and text),
    )  # fmt: skip


def _page() -> dict[str, Any]:
    found: dict[str, Any] = {"size": 60}
    if request.args.get("cursor"):
        found["cursor"] = request.args["cursor"]
    return found
