"""The audit log over HTTP, and the role that may read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tcb_analytics.app.models.accounts import Role
from tests.app.conftest import GAME, Caller


def walked(admin: Caller, **asked: Any) -> list[dict[str, Any]]:
    found, cursor = [], None
    while True:
        query = {"size": 4} | asked | ({"cursor": cursor} if cursor else {})
        page = admin("GET", "/audit", query_string=query)
        assert page.status_code == 200, page.text
        found += page.json["items"]
        cursor = page.json["next"]
        if cursor is None:
            return found


def test_admins_read_what_was_done_newest_first_and_nobody_else(
    player: Caller, stranger: Caller, admin: Caller, caller: Callable[..., Caller], nobody: Caller
) -> None:
    for _ in range(3):
        stranger("POST", "/decks", json={"name": "Deck", "game": GAME})
    assert nobody("GET", "/audit").status_code == 401
    assert player("GET", "/audit").status_code == 403
    assert caller("Dan Stork", Role.ANALYST)("GET", "/audit").status_code == 403
    told = walked(admin)
    numbers = [entry["number"] for entry in told]

    assert numbers == list(range(len(told), 0, -1))
    assert [entry["before"] for entry in told[:-1]] == [entry["digest"] for entry in told[1:]]
    made = walked(admin, action="deck.create")
    assert len(made) == 3
    actor = made[0]["actor"]
    assert {entry["actor"] for entry in walked(admin, actor=actor)} == {actor}
    assert "Otter" not in json.dumps(told)
    assert "Heron" not in json.dumps(told)


@pytest.mark.parametrize(
    "asked", [{"actor": "Ann"}, {"action": "x" * 41}, {"cursor": "x"}, {"size": 0}, {"who": "me"}]
)
def test_wrong_questions_are_refused(admin: Caller, asked: dict[str, Any]) -> None:
    assert admin("GET", "/audit", query_string=asked).status_code == 422
