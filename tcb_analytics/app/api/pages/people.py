"""Registration, login, logout."""

from __future__ import annotations

from urllib.parse import urlsplit

from apiflask import APIBlueprint
from flask import Response, request, url_for

from tcb_analytics.app.api.asking import parts, visitor
from tcb_analytics.app.api.pages.layout import away, show
from tcb_analytics.app.api.sessions import forget, keep_session, same_origin
from tcb_analytics.app.services import accounts
from tcb_analytics.app.services.refusals import RefusedError


def routes() -> APIBlueprint:
    """The pages of people."""
    made = APIBlueprint("people", __name__, enable_openapi=False)

    # Named as the views of the API are, for limits know those that prove a password by name.
    @made.route("/login", methods=["GET", "POST"])
    def log_in() -> Response:
        if request.method == "POST":
            return _let_in("login.html")
        return show("login.html", then=_then(), name="", error=None)

    @made.route("/register", methods=["GET", "POST"])
    def register() -> Response:
        if request.method != "POST":
            return show("register.html", then=_then(), name="", error=None)
        same_origin(request)
        here, form = parts(), request.form
        try:
            accounts.register(
                here.begin(), here.hasher, form.get("name", ""), form.get("password", "")
            )
        except RefusedError as error:
            return _again("register.html", error)
        return _let_in("register.html")

    @made.post("/logout")
    def log_out() -> Response:
        accounts.log_out(parts().begin(), visitor())
        return forget(away(url_for("pages.catalogue.search")))

    return made


def _let_in(template: str) -> Response:
    same_origin(request)
    try:
        opened = keep_session(request.form.get("name", ""), request.form.get("password", ""))
    except RefusedError as error:
        return _again(template, error)
    response = away(_then())
    opened.put(response)
    return response


def _again(template: str, error: RefusedError) -> Response:
    """The form once more, with what was wrong; the password is not sent back."""
    name = request.form.get("name", "")
    return show(template, status=422, then=_then(), name=name, error=error)


def _then() -> str:
    """Where to go afterwards: a path of this site, else the cards."""
    asked = request.values.get("then", "")
    parsed = urlsplit(asked)
    ours = asked.startswith("/") and not asked.startswith(("//", "/\\")) and not parsed.netloc
    return asked if ours and asked.isprintable() else url_for("pages.catalogue.search")
