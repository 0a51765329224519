"""Roles given by the operator, without a database."""

from __future__ import annotations

import pytest

from tcb_analytics.app.models.accounts import Access, Role
from tcb_analytics.app.services import roles
from tcb_analytics.app.services.refusals import UnknownError
from tests.app.harbour import harbour
from tests.app.worlds import World, later, some


def role_of(world: World, name: str) -> Role:
    with world.begin() as uow:
        return some(uow.users.named(name)).role


def test_a_role_is_given_and_noted_once() -> None:
    world = harbour(0)
    ann = world.person("Ann Otter")
    user, before = roles.give(world.begin(), " ANN  otter ", Role.ADMIN)
    again = roles.give(world.begin(), "Ann Otter", Role.ADMIN)

    assert (user.id, user.role, before) == (ann.id, Role.ADMIN, Role.PLAYER)
    assert again[1] is Role.ADMIN
    assert role_of(world, "ann otter") is Role.ADMIN
    with world.begin() as uow:
        entries = uow.audit.after(0, 10)
    told = [(one.actor, one.action, one.subject, one.detail) for one in entries]
    detail = {"role": "admin", "before": "player"}
    assert told == [("-", "account.role", f"account {ann.pseudonym}", detail)]


def test_who_gets_another_role_logs_in_again() -> None:
    world = harbour(0)
    ann = world.person("Ann Otter")
    with world.begin() as uow:
        for kind in ("session", "token"):
            uow.accesses.add(Access(user_id=ann.id, kind=kind, digest=kind, expires_at=later(9)))
        uow.commit()

    def kept() -> int:
        with world.begin() as uow:
            return sum(len(uow.accesses.of_user(ann.id, kind)) for kind in ("session", "token"))

    roles.give(world.begin(), "Ann Otter", Role.PLAYER)
    assert kept() == 2
    roles.give(world.begin(), "Ann Otter", Role.ANALYST)
    assert kept() == 0


def test_nobody_gets_a_role_under_an_unknown_name() -> None:
    with pytest.raises(UnknownError) as refused:
        roles.give(harbour(0).begin(), "Nobody", Role.ADMIN)
    assert refused.value.where == "name"
