"""Roles given by the operator, without a database."""

from __future__ import annotations

import pytest

from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import roles
from tcb_analytics.app.services.refusals import UnknownError
from tests.app.harbour import harbour
from tests.app.worlds import World, some


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


def test_nobody_gets_a_role_under_an_unknown_name() -> None:
    with pytest.raises(UnknownError) as refused:
        roles.give(harbour(0).begin(), "Nobody", Role.ADMIN)
    assert refused.value.where == "name"
