"""Registration, and one's own account."""

from __future__ import annotations

from typing import Annotated

from apiflask import APIBlueprint
from flask import Response, make_response, request
from pydantic import Field, StringConstraints

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.sessions import Kept, forget, same_origin
from tcb_analytics.app.api.v1.shapes import PRINTABLE, Given, Told
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import accounts

Name = Annotated[str, StringConstraints(min_length=3, max_length=40, pattern=PRINTABLE)]
Password = Annotated[
    str, StringConstraints(min_length=accounts.SHORTEST, max_length=accounts.LONGEST)
]


class Credentials(Given):
    """A name and a password."""

    name: Name = Field(description="Name of the account.", examples=["Ann Otter"])
    password: Password = Field(description="Its password.", examples=["seven quiet lanterns"])


class Login(Given):
    """A name and a password as they were once chosen: rules for new ones do not matter here."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=accounts.LONGEST)]


class Account(Told):
    """An account, as its owner sees it."""

    id: str
    name: str
    role: Role


class Passwords(Given):
    """The old password and the new one."""

    old: Annotated[str, StringConstraints(max_length=accounts.LONGEST)]
    new: Password


class Farewell(Given):
    """The password, once more, before what cannot be taken back."""

    password: Annotated[str, StringConstraints(max_length=accounts.LONGEST)]


def routes() -> APIBlueprint:
    """The routes of accounts."""
    made = APIBlueprint("accounts", __name__, tag="Accounts")
    _coming(made)
    _proven(made)
    return made


def _coming(made: APIBlueprint) -> None:
    @made.post("/accounts")
    @made.input(Credentials, arg_name="given")
    @made.output(Account, 201)
    @made.doc(responses=[403, 409])
    def register(given: Credentials) -> Account:
        """Register."""
        same_origin(request)
        here = parts()
        user = accounts.register(here.begin(), here.hasher, given.name, given.password)
        return Account.model_validate(user)

    @made.get("/account")
    @made.output(Account)
    @guarded(made)
    def account() -> Account:
        """One's own account."""
        return Account.model_validate(visitor())


def _proven(made: APIBlueprint) -> None:
    @made.put("/account/password")
    @made.input(Passwords, arg_name="given")
    @made.output({}, 204)
    @guarded(made)
    def password(given: Passwords) -> Response:
        """Set another password; all sessions and tokens end, and a browser gets a new session.

        Its changes carry the header X-CSRF-Token of this answer from then on.
        """
        here, who = parts(), visitor()
        opened = accounts.change_password(
            here.begin(), here.hasher, who, given.old, given.new, now=here.now()
        )
        response = make_response("", 204)
        if opened is not None:
            kept = Kept(who, opened.secret, opened.access.expires_at)
            kept.put(response)
            response.headers["X-CSRF-Token"] = kept.csrf
        return response

    @made.delete("/account")
    @made.input(Farewell, arg_name="given")
    @made.output({}, 204)
    @guarded(made)
    def leave(given: Farewell) -> Response:
        """Delete the account and all that belongs to it."""
        here = parts()
        accounts.leave(here.begin(), here.hasher, visitor(), given.password)
        return forget(make_response("", 204))
