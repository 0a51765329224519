"""A deck in both versions: the old form still answers, and says what takes its place."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from apiflask import APIFlask

from tests.app.conftest import GAME, Caller


@pytest.fixture
def deck(player: Caller, nobody: Caller) -> dict[str, Any]:
    """A deck of seven cards and a leader."""
    asked = {"game": GAME, "size": 7, "sort": "power", "categories": "Character"}
    cards = nobody("GET", "/cards", query_string=asked).json["items"]
    leader = nobody("GET", "/cards", query_string=asked | {"categories": "Leader"}).json["items"][0]
    wanted = {card["number"]: place % 4 + 1 for place, card in enumerate(cards)}
    given = {"name": "Deck", "game": GAME, "leader": leader["number"], "cards": wanted}
    return dict(player("POST", "/decks", json=given).json)


def test_version_two_tells_each_card_with_its_facts_in_order(
    app: APIFlask, player: Caller, nobody: Caller, deck: dict[str, Any]
) -> None:
    client = app.test_client()
    told = client.get(f"/api/v2/decks/{deck['id']}", headers=player.headers)
    cards = [line["card"] for line in told.json["cards"]]

    assert told.status_code == 200
    assert {line["card"]["number"]: line["copies"] for line in told.json["cards"]} == deck["cards"]
    assert cards == sorted(cards, key=lambda card: (card["cost"], card["number"]))
    one = cards[0]
    assert one == nobody("GET", f"/cards/{GAME}/{one['number']}").json
    assert told.json["leader"]["number"] == deck["leader"]
    same = ("id", "name", "size", "version", "created_at", "updated_at")
    assert [told.json[name] for name in same] == [deck[name] for name in same]
    assert told.headers["ETag"] == '"1"'
    assert "Deprecation" not in told.headers
    again = client.get(
        f"/api/v2/decks/{deck['id']}", headers=player.headers | {"If-None-Match": '"1"'}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_version_one_still_answers_and_names_its_successor(
    player: Caller, deck: dict[str, Any]
) -> None:
    told = player("GET", f"/decks/{deck['id']}")
    since = told.headers["Deprecation"]
    sunset = parsedate_to_datetime(told.headers["Sunset"])

    assert told.json == deck
    assert since.startswith("@")
    assert datetime.fromtimestamp(int(since[1:]), UTC) < sunset
    assert told.headers["Link"] == f'</api/v2/decks/{deck["id"]}>; rel="successor-version"'
    assert player("GET", "/decks/none").headers["Deprecation"] == since


def test_strangers_see_a_deck_in_no_version(
    app: APIFlask, stranger: Caller, deck: dict[str, Any]
) -> None:
    client, where = app.test_client(), f"/api/v2/decks/{deck['id']}"
    assert client.get(where, headers=stranger.headers).status_code == 404
    assert client.get(where).status_code == 401


def test_one_document_tells_both_and_which_is_old(app: APIFlask) -> None:
    document = app.test_client().get("/api/v1/openapi.json").json
    old = document["paths"]["/api/v1/decks/{deck_id}"]["get"]
    new = document["paths"]["/api/v2/decks/{deck_id}"]["get"]

    assert old["deprecated"] is True
    assert {"Deprecation", "Sunset", "Link", "ETag"} <= set(old["responses"]["200"]["headers"])
    assert "deprecated" not in new
    assert new["responses"]["200"] != old["responses"]["200"]
    deprecated = [
        (path, method)
        for path, found in document["paths"].items()
        for method, operation in found.items()
        if operation.get("deprecated")
    ]
    assert deprecated == [("/api/v1/decks/{deck_id}", "get")]
