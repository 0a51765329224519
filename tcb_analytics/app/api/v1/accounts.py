"""Registration, and one's own account."""

from __future__ import annotations

from typing import Annotated

from apiflask import APIBlueprint
from pydantic import Field, StringConstraints

from tcb_analytics.app.api.asking import guarded, parts, visitor
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

    return made
