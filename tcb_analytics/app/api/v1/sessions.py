"""Logging in and out, and where one is logged in."""

from __future__ import annotations

from datetime import datetime

from apiflask import APIBlueprint
from flask import Response, make_response, request
from pydantic import Field

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.sessions import forget, keep_session, same_origin
from tcb_analytics.app.api.v1.accounts import Account, Farewell, Login
from tcb_analytics.app.api.v1.shapes import Told
from tcb_analytics.app.services import accounts
from tcb_analytics.app.services import sessions as service


class Session(Told):
    """A session that was opened; its secret is in the cookie alone."""

    account: Account
    csrf: str = Field(description="To be sent as X-CSRF-Token with every change.")
    expires_at: datetime


class SessionTold(Told):
    """A session, without its secret."""

    id: str
    created_at: datetime
    used_at: datetime | None = Field(description="When it was last used, to the minute.")
    expires_at: datetime
    current: bool = Field(description="Whether this request came with it.")


class Sessions(Told):
    """All sessions of an account."""

    items: list[SessionTold]


def routes() -> APIBlueprint:
    """The routes of sessions."""
    made = APIBlueprint("sessions", __name__, tag="Accounts")
    _own(made)
    _all(made)
    return made


def _own(made: APIBlueprint) -> None:
    @made.post("/sessions")
    @made.input(Login, arg_name="given")
    @made.output(Session, 201)
    @made.doc(responses=[401, 403])
    def log_in(given: Login) -> Response:
        """Log in: a session in a cookie."""
        same_origin(request)
        return open_session(given.name, given.password)

    @made.delete("/sessions/current")
    @made.output({}, 204)
    @guarded(made)
    def log_out() -> Response:
        """Log out: the session or token that this comes with ends."""
        accounts.log_out(parts().begin(), visitor())
        return forget(make_response("", 204))


def _all(made: APIBlueprint) -> None:
    @made.get("/sessions")
    @made.output(Sessions)
    @guarded(made)
    def sessions() -> Sessions:
        """Where one is logged in, newest first."""
        who = visitor()
        told = [
            SessionTold(
                id=access.id, created_at=access.created_at, used_at=access.used_at,
                expires_at=access.expires_at, current=access.id == who.access,
            )
            for access in service.sessions(parts().look(), who)
        ]  # fmt: skip
        return Sessions(items=told)

    # Limits know the next two by these names, for they prove a password.
    @made.delete("/sessions")
    @made.input(Farewell, arg_name="given")
    @made.output({}, 204)
    @guarded(made)
    def end_sessions(given: Farewell) -> tuple[str, int]:
        """End every session but the one that this comes with."""
        here = parts()
        service.end_sessions(here.begin(), here.hasher, visitor(), given.password)
        return "", 204

    @made.delete("/sessions/<session_id>")
    @made.input(Farewell, arg_name="given")
    @made.output({}, 204)
    @made.doc(responses=[404])
    @guarded(made)
    def end_session(session_id: str, given: Farewell) -> tuple[str, int]:
        """End one session."""
        here = parts()
        service.end_sessions(here.begin(), here.hasher, visitor(), given.password, session_id)
        return "", 204


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
