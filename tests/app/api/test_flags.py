"""Feature flags over HTTP: admins list and turn them; a feature follows its flag."""

from __future__ import annotations

import re

import pytest
from apiflask import APIFlask

from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services.accounts import folded
from tcb_analytics.app.services.flags import SERVER_TIMING
from tests.app.conftest import Caller

FLAG = f"/flags/{SERVER_TIMING}"


@pytest.fixture
def admin(parts: Parts, stranger: Caller) -> Caller:
    """An admin."""
    with parts.begin() as uow:
        user = uow.users.named(folded(stranger.name))
        assert user is not None
        user.role = Role.ADMIN
        uow.commit()
    return stranger


def test_a_feature_comes_and_goes_with_its_flag(admin: Caller, player: Caller) -> None:
    assert "Server-Timing" not in player("GET", "/decks").headers

    turned = admin("PUT", FLAG, json={"percent": 100})
    on = player("GET", "/decks").headers.get("Server-Timing", "")
    admin("PUT", FLAG, json={"percent": 0})

    assert (turned.status_code, turned.json["percent"]) == (200, 100)
    assert re.fullmatch(r"app;dur=\d+\.\d", on)
    assert "Server-Timing" not in player("GET", "/decks").headers


def test_admins_see_every_flag_with_its_meaning(admin: Caller) -> None:
    found = admin("GET", "/flags").json["items"]

    assert [flag["name"] for flag in found] == [SERVER_TIMING]
    assert found[0]["meaning"]


def test_others_neither_see_nor_turn_flags(player: Caller, nobody: Caller) -> None:
    for caller, status in ((player, 403), (nobody, 401)):
        assert caller("GET", "/flags").status_code == status
        assert caller("PUT", FLAG, json={"percent": 1}).status_code == status


@pytest.mark.parametrize(
    ("path", "given", "status"),
    [
        ("/flags/no-such-flag", {"percent": 1}, 404),
        ("/flags/%00", {"percent": 1}, 404),
        (FLAG, {"percent": 101}, 422),
        (FLAG, {"percent": -1}, 422),
        (FLAG, {"percent": 10**30}, 422),
        (FLAG, {}, 422),
        (FLAG, {"percent": 1, "name": "x"}, 422),
    ],
)
def test_what_is_no_flag_or_no_percentage_is_refused(
    admin: Caller, path: str, given: dict[str, int], status: int
) -> None:
    assert admin("PUT", path, json=given).status_code == status


def test_flags_cost_no_query_a_request(app: APIFlask, parts: Parts, nobody: Caller) -> None:
    switches = parts.operation.switches
    nobody("GET", "/cards?size=1")
    until = switches._until
    for _ in range(20):
        nobody("GET", "/cards?size=1")

    assert switches._until == until
