"""One's own account: tokens, password, everything that is kept, and leaving."""

from __future__ import annotations

from datetime import timedelta

from apiflask import APIBlueprint
from flask import Response, request, url_for

from tcb_analytics.app.api.asking import cookie_name, parts, visitor
from tcb_analytics.app.api.pages.layout import away, show
from tcb_analytics.app.services import accounts
from tcb_analytics.app.services.accounts import Opened
from tcb_analytics.app.services.refusals import RefusedError


def routes() -> APIBlueprint:
    """The pages of an account."""
    made = APIBlueprint("account", __name__, enable_openapi=False)
    _tokens(made)
    _proven(made)
    return made


def _tokens(made: APIBlueprint) -> None:
    @made.get("/account")
    def account() -> Response:
        return _account()

    @made.post("/account/tokens")
    def make_token() -> Response:
        here, who = parts(), visitor()
        until = here.now() + timedelta(days=here.settings.token_days)
        try:
            made = accounts.make_token(here.begin(), who, request.form.get("name", ""), until)
        except RefusedError as error:
            return _account(error, at="tokens")
        return _account(opened=made)

    @made.post("/account/tokens/<token_id>/revoke")
    def revoke(token_id: str) -> Response:
        accounts.revoke_token(parts().begin(), visitor(), token_id)
        return away(url_for("pages.account.account") + "#tokens")


def _proven(made: APIBlueprint) -> None:
    # Limits know the next two by these names, for they prove a password.
    @made.post("/account/password")
    def password() -> Response:
        here, form, who = parts(), request.form, visitor()
        try:
            accounts.change_password(
                here.begin(), here.hasher, who, form.get("old", ""), form.get("new", ""),
                now=here.now(),
            )  # fmt: skip
        except RefusedError as error:
            return _account(error, at="password")
        return away(url_for("pages.account.account", changed="yes"))

    @made.post("/account/delete")
    def leave() -> Response:
        here, who = parts(), visitor()
        try:
            accounts.leave(here.begin(), here.hasher, who, request.form.get("password", ""))
        except RefusedError as error:
            return _account(error, at="delete")
        response = away(url_for("pages.account.left"))
        response.delete_cookie(cookie_name(), secure=here.settings.secure_cookies, httponly=True)
        return response

    @made.get("/left")
    def left() -> Response:
        return show("left.html")


def _account(
    error: RefusedError | None = None, *, at: str = "", opened: Opened | None = None
) -> Response:
    """The page, with a fault shown by the form that it is of, and a new secret this once."""
    tokens = accounts.tokens(parts().begin(), visitor())
    return show(
        "account.html", status=422 if error else 200, tokens=tokens, error=error, at=at,
        opened=opened, changed=request.args.get("changed") == "yes",
    )  # fmt: skip
