"""Registration, sessions, tokens, and one's own account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from apiflask import APIBlueprint
from flask import Response, make_response
from pydantic import Field, StringConstraints

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.idempotency import secret_answer
from tcb_analytics.app.api.sessions import keep_session
from tcb_analytics.app.api.v1.shapes import Given, Told
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import accounts

Name = Annotated[str, StringConstraints(min_length=3, max_length=40)]
Password = Annotated[
    str, StringConstraints(min_length=accounts.SHORTEST, max_length=accounts.LONGEST)
]


class Credentials(Given):
    """A name and a password."""

    name: Name = Field(description="Name of the account.", examples=["Ann Otter"])
    password: Password = Field(description="Its password.", examples=["seven quiet lanterns"])


class Account(Told):
    """An account, as its owner sees it."""

    id: str
    name: str
    role: Role


class Session(Told):
    """A session that was opened; its secret is in the cookie alone."""

    account: Account
    csrf: str = Field(description="To be sent as X-CSRF-Token with every change.")
    expires_at: datetime


class NewToken(Given):
    """A token that is wanted."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]


class Token(Told):
    """A token, without its secret."""

    id: str
    name: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


class MadeToken(Token):
    """A token just made, with its secret, told this once."""

    secret: str


class Tokens(Told):
    """All tokens of an account."""

    items: list[Token]


class Passwords(Given):
    """The old password and the new one."""

    old: Annotated[str, StringConstraints(max_length=accounts.LONGEST)]
    new: Password


class Farewell(Given):
    """The password, once more, of an account that is to be deleted."""

    password: Annotated[str, StringConstraints(max_length=accounts.LONGEST)]


def routes() -> APIBlueprint:
    """The routes of accounts."""
    made = APIBlueprint("accounts", __name__, tag="Accounts")

    @made.post("/accounts")
    @made.input(Credentials, arg_name="given")
    @made.output(Account, 201)
    @made.doc(responses=[409])
    def register(given: Credentials) -> Account:
        """Register."""
        here = parts()
        user = accounts.register(here.begin(), here.hasher, given.name, given.password)
        return Account.model_validate(user)

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

    @made.get("/account")
    @made.output(Account)
    @guarded(made)
    def account() -> Account:
        """One's own account."""
        return Account.model_validate(visitor())

    @made.put("/account/password")
    @made.input(Passwords, arg_name="given")
    @made.output({}, 204)
    @guarded(made)
    def password(given: Passwords) -> tuple[str, int]:
        """Set another password; all other sessions and tokens end."""
        here = parts()
        accounts.change_password(
            here.begin(), here.hasher, visitor(), given.old, given.new, now=here.now()
        )
        return "", 204

    @made.delete("/account")
    @made.input(Farewell, arg_name="given")
    @made.output({}, 204)
    @guarded(made)
    def leave(given: Farewell) -> tuple[str, int]:
        """Delete the account and all that belongs to it."""
        here = parts()
        accounts.leave(here.begin(), here.hasher, visitor(), given.password)
        return "", 204

    @made.get("/tokens")
    @made.output(Tokens)
    @guarded(made)
    def tokens() -> Tokens:
        """One's tokens, newest first."""
        found = accounts.tokens(parts().look(), visitor())
        return Tokens(items=[Token.model_validate(access) for access in found])

    @made.post("/tokens")
    @made.input(NewToken, arg_name="given")
    @made.output(MadeToken, 201)
    @made.doc(responses=[409])
    @guarded(made)
    def make_token(given: NewToken) -> MadeToken:
        """Make a token for a program."""
        here = parts()
        until = here.now() + timedelta(days=here.settings.token_days)
        opened = accounts.make_token(here.begin(), visitor(), given.name, until)
        secret_answer()
        told = Token.model_validate(opened.access)
        return MadeToken(**told.model_dump(), secret=opened.secret)

    @made.delete("/tokens/<token_id>")
    @made.output({}, 204)
    @made.doc(responses=[404])
    @guarded(made)
    def revoke(token_id: str) -> tuple[str, int]:
        """Revoke a token."""
        accounts.revoke_token(parts().begin(), visitor(), token_id)
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
