"""Tokens for programs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from apiflask import APIBlueprint
from pydantic import StringConstraints

from tcb_analytics.app.api.asking import guarded, parts, visitor
from tcb_analytics.app.api.idempotency import secret_answer
from tcb_analytics.app.api.v1.shapes import PRINTABLE, Given, Told
from tcb_analytics.app.services import accounts


class NewToken(Given):
    """A token that is wanted."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=PRINTABLE)]


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


def routes() -> APIBlueprint:
    """The routes of tokens."""
    made = APIBlueprint("tokens", __name__, tag="Accounts")

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
