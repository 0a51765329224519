"""Somebody who has one of everything that an account can have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tcb_analytics.app.api.asking import csrf_of
from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.models.work import Job, JobState
from tcb_analytics.app.services import accounts, catalogue, collections, decks, roles
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.decks import Draft
from tcb_analytics.app.services.ports import CardSearch
from tests.app.conftest import GAME, PASSWORD

LEADER, CARD = "TB01-001", "TB01-002"
_RECORD = {
    "games": 2, "wins": 1, "losses": 1, "draws": 0, "rate": 0.5, "low": 0.1, "high": 0.9,
}  # fmt: skip


@dataclass
class Person:
    """An account with its proofs and its things.

    Attributes:
        visitor: The account as services know it.
        session: Secret of its session.
        token: Secret of its token.
        things: Keys of what it has: a deck, a token, a session, jobs of each kind.
        named: What it calls them; nobody else ever sends these words.
    """

    visitor: Visitor
    session: str
    token: str
    things: dict[str, str] = field(default_factory=dict)
    named: tuple[str, ...] = ()

    @property
    def csrf(self) -> str:
        """What forms of its session carry."""
        return csrf_of(self.session)

    @property
    def marks(self) -> set[str]:
        """Whatever would tell somebody else of this account."""
        who = self.visitor
        return {who.id, who.pseudonym, who.name, *self.named, *self.things.values()}


def person(parts: Parts, role: Role = Role.PLAYER) -> Person:
    """A new account that has something of everything."""
    mark = uuid4().hex[:12]
    name = f"Walker {mark}"
    accounts.register(parts.begin(), parts.hasher, name, PASSWORD)
    roles.give(parts.begin(), name, role)
    until = parts.now() + timedelta(hours=1)
    opened = accounts.log_in(
        parts.begin(), parts.hasher, name, PASSWORD, until=until, now=parts.now()
    )
    who = accounts.recognise(parts.begin(), opened.secret, "session", now=parts.now())
    token = accounts.make_token(parts.begin(), who, f"laptop {mark}", until)
    deck = decks.create(
        parts.begin(), who, GAME, Draft(f"tide {mark}", LEADER, fifty(parts)), now=parts.now()
    )
    collections.put(parts.begin(), who, GAME, [(CARD, 7)], now=parts.now())
    things = {"deck": deck.id, "token": token.access.id, "session": opened.access.id}
    things |= jobs_of(parts, who, mark)
    named = (f"laptop {mark}", f"tide {mark}", f"wish {mark}", opened.secret, token.secret)
    return Person(who, opened.secret, token.secret, things, named)


def fifty(parts: Parts) -> dict[str, int]:
    """Fifty cards that may be in one deck."""
    asked = CardSearch(GAME, colors=("Red",), categories=("Character",), order="number", size=13)
    found = [card.number for card in catalogue.search(parts.look(), asked).items]
    return dict.fromkeys(found[:12], 4) | {found[12]: 2}


def jobs_of(parts: Parts, who: Visitor, mark: str) -> dict[str, str]:
    """A job that waits, and a build and a simulation that are done."""
    wish, now = {"wish": f"wish {mark}"}, parts.now()
    done: dict[str, Any] = {"owner_id": who.id, "state": JobState.DONE, "ended_at": now}
    made = {
        "queued": Job(owner_id=who.id, kind="build", request=wish),
        "build": Job(kind="build", request=wish, result=_built(parts), **done),
        "simulation": Job(kind="simulation", request=wish, result=_played(), **done),
    }
    with parts.begin() as uow:
        for job in made.values():
            uow.jobs.add(job)
        uow.commit()
    return {name: job.id for name, job in made.items()}


def _built(parts: Parts) -> dict[str, Any]:
    return {
        "game": GAME, "strategy": "balanced", "leader": LEADER, "cards": fifty(parts),
        "points": 1.0, "bound": 1.0, "gap": 0.0, "terms": {}, "targets": [], "coverage": None,
        "shopping": [], "leaders": 1,
    }  # fmt: skip


def _played() -> dict[str, Any]:
    return _RECORD | {
        "game": GAME, "deck": "one", "opponent": "other", "pilot": "balanced",
        "opponent_pilot": "balanced", "seed": 1, "going_first": _RECORD, "going_second": _RECORD,
        "turns": 9.0, "life_won": None, "life_lost": None, "cards": [], "modelled": 1.0,
        "opponent_modelled": 1.0,
    }  # fmt: skip
