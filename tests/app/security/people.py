"""People for runs that use up accounts: made in the database, with a token and no waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import accounts, roles
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.refusals import RefusedError
from tests.app.conftest import PASSWORD, QUICK


@dataclass(frozen=True)
class Person:
    """Somebody with an account.

    Attributes:
        name: Whose password is the one of all tests.
        token: A token of theirs.
        visitor: The person as services know them.
    """

    name: str
    token: str
    visitor: Visitor

    @property
    def headers(self) -> dict[str, str]:
        """What proves who asks."""
        return {"Authorization": f"Bearer {self.token}"}


class People:
    """Makes accounts of an application that may run elsewhere."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._numbers = count(1)

    def new(self, role: Role = Role.PLAYER) -> Person:
        """Somebody who was not there."""
        begin, name = self._parts.begin, f"Walker {next(self._numbers)}"
        user = accounts.register(begin(), QUICK, name, PASSWORD)
        if role is not Role.PLAYER:
            roles.give(begin(), name, role)
        now = self._parts.now()
        accounts.log_in(begin(), QUICK, name, PASSWORD, until=now + timedelta(days=1), now=now)
        return self._with_token(
            Visitor(user.id, user.name, role, user.pseudonym, "access", "token")
        )

    def again(self, person: Person) -> Person:
        """The same with another token; somebody new where that cannot be had."""
        try:
            return self._with_token(person.visitor)
        except RefusedError:
            return self.new(person.visitor.role)

    def _with_token(self, who: Visitor) -> Person:
        until = self._parts.now() + timedelta(days=1)
        made = accounts.make_token(self._parts.begin(), who, "walk", until)
        return Person(who.name, made.secret, who)
