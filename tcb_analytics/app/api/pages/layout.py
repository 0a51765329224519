"""What all pages share: who is here, the token for forms, where assets lie, errors as pages."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from tcb_analytics.app.api.asking import cookie_name, csrf_of, optional_visitor, parts
from tcb_analytics.app.api.pages.assets import assets
from tcb_analytics.app.api.pages.packing import pack
from tcb_analytics.app.api.problems import status_of, tell_fault
from tcb_analytics.app.services import catalogue
from tcb_analytics.app.services.refusals import RefusedError, UnprovenError
from tcb_analytics.errors import TcbError

PLACES = (
    ("/cards", "Cards"), ("/collection", "Collection"), ("/decks", "Decks"), ("/build", "Build"),
    ("/simulate", "Simulate"), ("/matchups", "Matchups"),
)  # fmt: skip
"""What the bar at the top leads to."""


def dress(blueprint: APIBlueprint) -> None:
    """Give every template of a blueprint what the layout needs."""

    @blueprint.context_processor
    def shared() -> dict[str, Any]:
        return {"asset": asset, "csrf": csrf, "visitor": seen, "games": games, "places": PLACES}

    @blueprint.errorhandler(TcbError)
    def refused(error: TcbError) -> Response:
        if isinstance(error, UnprovenError) and request.method == "GET":
            return away(url_for("pages.people.log_in", then=request.full_path))
        return show("problem.html", status=status_of(error), error=error)

    @blueprint.errorhandler(HTTPException)
    def of_http(error: HTTPException) -> Response:
        response = show("problem.html", status=error.code or 500, error=_told(error))
        headers = ((k, v) for k, v in error.get_headers() if k != "Content-Type")
        response.headers.extend(headers)
        return response

    @blueprint.errorhandler(Exception)
    def of_us(error: Exception) -> Response:
        tell_fault(error)
        told = TcbError(
            "something went wrong here, and it is our fault",
            remedy=f"try again; if it stays, tell whoever runs this: {g.get('request_id', '')}",
        )
        return show("problem.html", status=500, error=told)


def _told(error: HTTPException) -> TcbError:
    """An error of the web's in words for people."""
    words = {
        404: ("there is no such page", None),
        413: ("that is more than can be taken at once", "send less"),
        429: ("too many attempts", "wait a little, then try again"),
    }
    what, remedy = words.get(error.code or 500, (error.description or "that cannot be read", None))
    return TcbError(what, remedy=remedy)


def show(template: str, *, status: int = 200, **given: Any) -> Response:
    """A page; never kept by caches, for it may name who is here."""
    response = make_response(render_template(template, **given), status)
    response.headers["Cache-Control"] = "no-store"
    return response if cookie_name() in request.cookies else pack(response)


def away(address: str) -> Response:
    """Go on to another page, as after a form that was taken."""
    return make_response(redirect(address, 303))


def asset(name: str) -> str:
    """Address of an asset."""
    return url_for("pages.asset", path=assets()[name].path)


def csrf() -> str:
    """The token that forms of this session carry; empty for nobody."""
    secret = request.cookies.get(cookie_name(), "")
    return csrf_of(secret) if secret and seen() else ""


def seen() -> Any:
    """Who is here; nobody, where that cannot be proven or not be known now."""
    if "visitor" not in g:
        try:
            optional_visitor()
        except RefusedError:
            g.visitor = None
    return g.get("visitor")


def chosen_game() -> str:
    """The game that the address or the form names; else the first there is.

    Raises:
        UnknownError: There is no such game, or no card at all.
    """
    known, asked = games(), request.args.get("game") or request.form.get("game")
    return catalogue.game_of(parts().look(), asked or (known[0] if known else None))


def games() -> list[str]:
    """Games that have cards; asked for once a request."""
    if "games" not in g:
        g.games = list(catalogue.games(parts().look()))
    known: list[str] = g.games
    return known
