"""Logging in and out."""

from __future__ import annotations

from datetime import datetime

from apiflask import APIBlueprint
from flask import Response, make_response
from pydantic import Field

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.sessions import keep_session
from tcb_analytics.app.api.v1.accounts import Account, Credentials
from tcb_analytics.app.api.v1.shapes import Told
from tcb_analytics.app.services import accounts


class Session(Told):
    """A session that was opened; its secret is in the cookie alone."""

    account: Account
    csrf: str = Field(description="To be sent as X-CSRF-Token with every change.")
    expires_at: datetime


def routes() -> APIBlueprint:
    """The routes of sessions."""
    made = APIBlueprint("sessions", __name__, tag="Accounts")

    @made.post("/sessions")
    @made.input(Credentials, arg_name="given")
    @made.output(Session, 201)
    @made.doc(responses=[401])
    def log_in(given: Credentials) -> Response:
        """Log in: a session in a cookie."""
        return open_session(given.name, given.password)

    @made.delete("/sessions/current")
    @made.output({}, 204)
    @guarded(made)
    def log_out() -> tuple[str, int]:
        """Log out: the session or token that this comes with ends."""
        accounts.log_out(parts().begin(), visitor())
        return "", 204

    return made


def open_session(name: str, password: str) -> Response:
    """Log in and put the session's secret into a cookie that no script reads.

    Raises:
        UnprovenError: Name and password do not belong together.
    """
    opened = keep_session(name, password)
    account = Account.model_validate(opened.visitor)
    told = Session(account=account, csrf=opened.csrf, expires_at=opened.until)
    response = make_response(told.model_dump(mode="json"), 201)
    opened.put(response)
    return response
