"""One's own account over the API: another password, and leaving."""

from __future__ import annotations

import pytest
from apiflask import APIFlask

from tests.app.conftest import PASSWORD, Caller

OTHER = "eight loud lanterns"


def enters(app: APIFlask, name: str, password: str) -> bool:
    """Whether name and password open a session."""
    who = {"name": name, "password": password}
    found = app.test_client().post("/api/v1/sessions", json=who, base_url="https://localhost")
    return found.status_code == 201


def test_a_new_password_opens_and_the_old_one_does_not(app: APIFlask, player: Caller) -> None:
    changed = player("PUT", "/account/password", json={"old": PASSWORD, "new": OTHER})

    assert (changed.status_code, changed.data) == (204, b"")
    assert enters(app, player.name, OTHER)
    assert not enters(app, player.name, PASSWORD)
    assert player("GET", "/account").json["name"] == player.name


@pytest.mark.parametrize(
    ("given", "status"),
    [({"old": "not it at all", "new": OTHER}, 401), ({"old": PASSWORD, "new": "short"}, 422)],
)
def test_a_refused_change_changes_nothing(
    app: APIFlask, player: Caller, given: dict[str, str], status: int
) -> None:
    assert player("PUT", "/account/password", json=given).status_code == status
    assert enters(app, player.name, PASSWORD)


def test_who_leaves_is_gone_with_token_and_name(
    app: APIFlask, player: Caller, stranger: Caller
) -> None:
    assert player("DELETE", "/account", json={"password": "not it at all"}).status_code == 401
    assert player("DELETE", "/account", json={"password": PASSWORD}).status_code == 204

    assert player("GET", "/account").status_code == 401
    assert not enters(app, player.name, PASSWORD)
    assert enters(app, stranger.name, PASSWORD)
