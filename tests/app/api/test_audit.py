"""The audit log over HTTP, and the role that may read it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import roles
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.cli.root import tcb
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
    parts: Parts, player: Caller, stranger: Caller, nobody: Caller
) -> None:
    for _ in range(3):
        stranger("POST", "/decks", json={"name": "Deck", "game": GAME})
    assert nobody("GET", "/audit").status_code == 401
    assert player("GET", "/audit").status_code == 403
    roles.give(parts.begin(), player.name, Role.ANALYST)
    assert player("GET", "/audit").status_code == 403
    roles.give(parts.begin(), player.name, Role.ADMIN)
    told = walked(player)
    numbers = [entry["number"] for entry in told]

    assert numbers == list(range(len(told), 0, -1))
    assert [entry["before"] for entry in told[:-1]] == [entry["digest"] for entry in told[1:]]
    made = walked(player, action="deck.create")
    assert len(made) == 3
    actor = made[0]["actor"]
    assert {entry["actor"] for entry in walked(player, actor=actor)} == {actor}
    assert "Otter" not in json.dumps(told)
    assert "Heron" not in json.dumps(told)


@pytest.mark.parametrize(
    "asked", [{"actor": "Ann"}, {"action": "x" * 41}, {"cursor": "x"}, {"size": 0}, {"who": "me"}]
)
def test_wrong_questions_are_refused(parts: Parts, player: Caller, asked: dict[str, Any]) -> None:
    roles.give(parts.begin(), player.name, Role.ADMIN)
    assert player("GET", "/audit", query_string=asked).status_code == 422


def test_the_operator_gives_roles_at_the_command_line(
    settings: AppSettings, player: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TCB_HOME", str(settings.home))
    monkeypatch.setenv("TCB_DATABASE_URL", settings.database_url.get_secret_value())
    run = CliRunner().invoke
    first = run(tcb, ["account", "role", "ann otter", "admin"])
    again = run(tcb, ["account", "role", player.name, "admin"])
    told = run(tcb, ["account", "role", player.name, "analyst", "--json"])

    assert (first.exit_code, first.output) == (0, "Ann Otter is now admin; was player\n")
    assert again.output == "Ann Otter is admin already\n"
    assert json.loads(told.output) == {"name": "Ann Otter", "role": "analyst", "before": "admin"}
    assert player("GET", "/account").json["role"] == "analyst"
    assert run(tcb, ["account", "role", "Nobody", "admin"]).exit_code != 0
    assert run(tcb, ["account", "role", player.name, "king"]).exit_code == 2
