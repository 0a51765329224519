"""Feature flags: declared, turned by admins, on for a share of people, read seldom."""

from __future__ import annotations

import pytest

from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.models.base import new_key
from tcb_analytics.app.services.flags import DECLARED, SERVER_TIMING, Switches, listed, turn
from tcb_analytics.app.services.ports import UnitOfWork
from tcb_analytics.app.services.refusals import (
    ForbiddenError,
    InvalidError,
    UnavailableError,
    UnknownError,
)
from tests.app.harbour import audited, harbour, visitor_of
from tests.app.worlds import NOON, World


def admin_of(world: World) -> object:
    """An admin who asks."""
    user = world.person("Cleo Gull")
    user.role = Role.ADMIN
    return visitor_of(user)


def test_a_flag_that_nobody_turned_is_as_declared() -> None:
    world = harbour(1)

    flags = listed(world.begin(), admin_of(world))

    assert {flag.name: flag.percent for flag in flags} == {
        name: percent for name, (percent, _) in DECLARED.items()
    }


def test_who_turns_a_flag_is_noted_with_what_it_was_before() -> None:
    world = harbour(1)
    admin = admin_of(world)

    turn(world.begin(), admin, SERVER_TIMING, 30, now=NOON)
    turn(world.begin(), admin, SERVER_TIMING, 60, now=NOON)

    assert [flag.percent for flag in listed(world.begin(), admin)] == [60]
    assert audited(world)[-1] == (admin.pseudonym, "flag.turn")
    with world.begin() as uow:
        assert uow.audit.after(0, 100)[-1].detail == {"before": 30, "after": 60}


def test_only_admins_turn_flags_and_only_such_as_there_are() -> None:
    world = harbour(1)
    player, admin = visitor_of(world.person()), admin_of(world)

    with pytest.raises(ForbiddenError):
        listed(world.begin(), player)
    with pytest.raises(ForbiddenError):
        turn(world.begin(), player, SERVER_TIMING, 1, now=NOON)
    with pytest.raises(UnknownError):
        turn(world.begin(), admin, "no-such-flag", 1, now=NOON)
    for percent in (-1, 101):
        with pytest.raises(InvalidError):
            turn(world.begin(), admin, SERVER_TIMING, percent, now=NOON)
    assert all(action != "flag.turn" for _, action in audited(world))


def test_a_share_of_people_gets_a_feature_and_keeps_it_as_the_share_grows() -> None:
    world = harbour(1)
    admin, people = admin_of(world), [new_key() for _ in range(2000)]
    having: list[set[str]] = []
    for percent in (0, 10, 50, 100):
        turn(world.begin(), admin, SERVER_TIMING, percent, now=NOON)
        switches = Switches(world.begin, lambda: 0.0)
        having.append({one for one in people if switches.on_for(SERVER_TIMING, one)})

    assert [len(found) for found in having][::3] == [0, 2000]
    assert 140 < len(having[1]) < 260
    assert 900 < len(having[2]) < 1100
    assert having[1] < having[2]


def test_nobody_known_gets_a_feature_only_when_all_do() -> None:
    world = harbour(1)
    admin = admin_of(world)
    for percent, on in ((99, False), (100, True)):
        turn(world.begin(), admin, SERVER_TIMING, percent, now=NOON)
        assert Switches(world.begin, lambda: 0.0).on_for(SERVER_TIMING, None) is on


def test_flags_are_read_once_in_some_seconds_or_when_told() -> None:
    world, moment, reads = harbour(1), [0.0], [0]
    admin = admin_of(world)

    def look() -> UnitOfWork:
        reads[0] += 1
        return world.begin()

    switches = Switches(look, lambda: moment[0], seconds=5)
    for _ in range(100):
        assert not switches.on_for(SERVER_TIMING, None)
    turn(world.begin(), admin, SERVER_TIMING, 100, now=NOON)
    moment[0] = 4.9
    assert not switches.on_for(SERVER_TIMING, None)
    assert reads == [1]
    moment[0] = 5.0
    assert switches.on_for(SERVER_TIMING, None)
    assert reads == [2]
    turn(world.begin(), admin, SERVER_TIMING, 0, now=NOON)
    switches.forget()
    assert not switches.on_for(SERVER_TIMING, None)


def test_a_database_that_is_away_leaves_flags_as_they_were() -> None:
    world, moment = harbour(1), [0.0]
    turn(world.begin(), admin_of(world), SERVER_TIMING, 100, now=NOON)
    away = [False]

    def look() -> UnitOfWork:
        if away[0]:
            raise UnavailableError("the database does not answer")
        return world.begin()

    switches = Switches(look, lambda: moment[0])
    assert switches.on_for(SERVER_TIMING, "x")
    away[0], moment[0] = True, 60.0

    assert switches.on_for(SERVER_TIMING, "x")
