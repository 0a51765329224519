"""One's own account: tokens, password, everything that is kept, and leaving."""

from __future__ import annotations

from datetime import timedelta

from apiflask import APIBlueprint
from flask import Response, request, url_for

from tcb_analytics.app.api.asking import parts, visitor
from tcb_analytics.app.api.pages.layout import away, show
from tcb_analytics.app.api.sessions import Kept, forget
from tcb_analytics.app.services import accounts, sessions
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
    # Limits know the next three by these names, for they prove a password.
    @made.post("/account/password")
    def password() -> Response:
        here, form, who = parts(), request.form, visitor()
        try:
            opened = accounts.change_password(
                here.begin(), here.hasher, who, form.get("old", ""), form.get("new", ""),
                now=here.now(),
            )  # fmt: skip
        except RefusedError as error:
            return _account(error, at="password")
        response = away(url_for("pages.account.account", changed="yes"))
        if opened is not None:
            Kept(who, opened.secret, opened.access.expires_at).put(response)
        return response

    @made.post("/account/sessions/end")
    def end_sessions() -> Response:
        here, form, who = parts(), request.form, visitor()
        try:
            sessions.end_sessions(
                here.begin(), here.hasher, who, form.get("password", ""), form.get("only") or None
            )
        except RefusedError as error:
            return _account(error, at="sessions")
        return away(url_for("pages.account.account") + "#sessions")

    @made.post("/account/delete")
    def leave() -> Response:
        here, who = parts(), visitor()
        try:
            accounts.leave(here.begin(), here.hasher, who, request.form.get("password", ""))
        except RefusedError as error:
            return _account(error, at="delete")
        return forget(away(url_for("pages.account.left")))

    @made.get("/left")
    def left() -> Response:
        return show("left.html")


def _account(
    error: RefusedError | None = None, *, at: str = "", opened: Opened | None = None
) -> Response:
    """The page, with a fault shown by the form that it is of, and a new secret this once."""
    tokens = accounts.tokens(parts().begin(), visitor())
    open_ = sessions.sessions(parts().begin(), visitor())
    return show(
        "account.html", status=422 if error else 200, tokens=tokens, error=error, at=at,
        sessions=open_, here=visitor().access,
        opened=opened, changed=request.args.get("changed") == "yes",
    )  # fmt: skip
