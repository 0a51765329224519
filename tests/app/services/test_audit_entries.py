"""Who may read the audit log, and what of it, without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import audit, decks
from tcb_analytics.app.services.decks import Draft
from tcb_analytics.app.services.refusals import ForbiddenError
from tests.app.harbour import harbour, visitor
from tests.app.worlds import GAME, NOON


@pytest.mark.parametrize("role", [Role.PLAYER, Role.ANALYST])
def test_nobody_but_admins_reads_the_log(role: Role) -> None:
    world = harbour(0)
    with pytest.raises(ForbiddenError):
        audit.entries(world.begin(), replace(visitor(world), role=role), None, 10)


def test_admins_read_it_by_actor_and_action() -> None:
    world = harbour()
    ann, bob = visitor(world), visitor(world, "Bob Heron")
    admin = replace(ann, role=Role.ADMIN)
    for who in (ann, bob, ann):
        deck = decks.create(world.begin(), who, GAME, Draft("Deck"), now=NOON)
    decks.remove(world.begin(), ann, deck.id, version=None)

    def numbers(**asked: str) -> list[int]:
        page = audit.entries(world.begin(), admin, None, 10, **asked)
        return [entry.number for entry in page.items]

    assert numbers() == [4, 3, 2, 1]
    assert numbers(actor=ann.pseudonym) == [4, 3, 1]
    assert numbers(action="deck.create") == [3, 2, 1]
    assert numbers(actor=bob.pseudonym, action="deck.delete") == []
    first = audit.entries(world.begin(), admin, None, 3)
    assert first.next is not None
    assert [e.number for e in audit.entries(world.begin(), admin, first.next, 3).items] == [1]
