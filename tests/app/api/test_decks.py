"""Decks over HTTP, on both databases."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from apiflask import APIFlask
from werkzeug.test import TestResponse

from tcb_analytics.app.services.decks import MOST_CARDS
from tests.app.api.deck_making import made
from tests.app.conftest import GAME, Caller


def test_a_deck_is_read_as_it_was_made_and_by_nobody_else(
    player: Caller, stranger: Caller, nobody: Caller, legal: dict[str, Any]
) -> None:
    answer = made(player, legal)
    told = answer.json
    where = answer.headers["Location"].removeprefix("/api/v1")
    read = player("GET", where)

    assert read.json == told
    assert (told["leader"], told["cards"]) == (legal["leader"], legal["cards"])
    assert (told["size"], told["game"]) == (50, GAME)
    assert read.headers["ETag"] == answer.headers["ETag"] == '"1"'
    for path in ("", "/check", "/analysis", "/coverage", "/export"):
        assert stranger("GET", where + path).status_code == 404
        assert nobody("GET", where + path).status_code == 401
    change = {"headers": {"If-Match": '"1"'}}
    assert stranger("PUT", where, json=legal, **change).status_code == 404
    assert stranger("PATCH", where, json={"name": "Mine"}, **change).status_code == 404
    assert stranger("DELETE", where).status_code == 404
    assert stranger("GET", "/decks").json["items"] == []
    assert player("GET", where, headers={"If-None-Match": '"1"'}).status_code == 304


@pytest.mark.parametrize("deck_id", ["x", "%00", "0" * 32, "\u00e9" * 32, "A" * 32, "0" * 4000])
def test_what_is_no_deck_is_not_found(player: Caller, deck_id: str) -> None:
    for path in (f"/decks/{deck_id}", f"/decks/{deck_id}/check"):
        assert player("GET", path).status_code == 404


def test_changes_need_the_version_that_was_read(player: Caller, legal: dict[str, Any]) -> None:
    where = f"/decks/{made(player, legal).json['id']}"

    def put(**headers: str) -> TestResponse:
        return player("PUT", where, json=legal | {"name": "Other"}, headers=headers)

    assert put().status_code == 428
    assert put(**{"If-Match": '"7"'}).status_code == 412
    assert put(**{"If-Match": 'W/"1"'}).status_code == 412
    assert put(**{"If-Match": "rubbish"}).status_code == 412
    first = put(**{"If-Match": '"1"'})
    assert (first.status_code, first.headers["ETag"], first.json["name"]) == (200, '"2"', "Other")
    assert put(**{"If-Match": '"1"'}).status_code == 412
    assert put(**{"If-Match": "*"}).headers["ETag"] == '"3"'
    assert player("DELETE", where, headers={"If-Match": '"2"'}).status_code == 412
    assert player("DELETE", where, headers={"If-Match": '"3"'}).status_code == 204
    assert player("GET", where).status_code == 404


def test_of_two_changes_to_one_version_one_is_kept(
    app: APIFlask, player: Caller, legal: dict[str, Any]
) -> None:
    where = f"/decks/{made(player, legal).json['id']}"
    number = next(iter(legal["cards"]))
    start = threading.Barrier(6)
    statuses: list[int] = []

    def change(copies: int) -> None:
        one = Caller(app.test_client(), headers=player.headers)
        start.wait()
        answer = one("PATCH", where, json={"cards": {number: copies}}, headers={"If-Match": '"1"'})
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=change, args=(n + 5,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [200] + [412] * 5
    assert player("GET", where).json["version"] == 2


def test_an_edit_changes_what_it_names(player: Caller, legal: dict[str, Any]) -> None:
    where = f"/decks/{made(player, legal).json['id']}"
    out, less, *_ = legal["cards"]

    def patch(version: int, **edit: Any) -> dict[str, Any]:
        answer = player("PATCH", where, json=edit, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 200, answer.text
        return dict(answer.json)

    told = patch(1, cards={out: 0, less: 1})
    assert told["cards"] == {n: c for n, c in (legal["cards"] | {less: 1}).items() if n != out}
    assert (told["leader"], told["name"]) == (legal["leader"], "Red tide")
    assert patch(2, leader=None)["leader"] is None
    assert patch(3, name="  Blue   tide ")["name"] == "Blue tide"
    assert patch(4)["version"] == 5


def test_pages_hold_every_deck_once_last_changed_first(
    player: Caller, legal: dict[str, Any]
) -> None:
    ids = [made(player, legal | {"name": f"Deck {n}"}).json["id"] for n in range(7)]
    player("PATCH", f"/decks/{ids[0]}", json={"name": "Newest"}, headers={"If-Match": "*"})
    seen, cursor = [], None
    while True:
        page = player(
            "GET", "/decks", query_string={"size": 3} | ({"cursor": cursor} if cursor else {})
        ).json
        seen += [deck["id"] for deck in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert seen == [ids[0], *reversed(ids[1:])]
    assert player("GET", "/decks", query_string={"game": "other"}).json["items"] == []


def test_every_wrong_card_is_named(player: Caller, legal: dict[str, Any]) -> None:
    wrong = legal | {"leader": "ZZ-1", "cards": {"ZZ-2": 1, "ZZ-3": 2}}
    answer = player("POST", "/decks", json=wrong)

    assert answer.status_code == 422
    fields = {one["field"] for one in answer.json["errors"]}
    assert fields == {"leader", "cards.ZZ-2", "cards.ZZ-3"}
    assert player("GET", "/decks").json["items"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"name": "   "}, {"name": "x" * 81}, {"name": "a\x00b"}, {"name": "a\nb"},
        {"name": "\ud800"}, {"name": "\u202e"}, {"cards": {"A": 0}}, {"cards": {"A": 251}},
        {"cards": {"A": 10**30}}, {"cards": {"A": True}}, {"cards": {"A": "four"}},
        {"cards": {"": 1}}, {"cards": {"\x00": 1}}, {"cards": []}, {"leader": ""}, {"owner": "me"},
        {"game": "\x00"}, {"leader": "\udfff"},
    ],
)  # fmt: skip
def test_what_no_deck_can_be_is_refused(
    player: Caller, legal: dict[str, Any], wrong: dict[str, Any]
) -> None:
    answer = player("POST", "/decks", json=legal | wrong)

    assert answer.status_code == 422, answer.text
    assert answer.content_type == "application/problem+json"


def test_limits_hold(
    player: Caller, legal: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = list(legal["cards"])
    full = {numbers[0]: MOST_CARDS - 1, numbers[1]: 1}
    assert made(player, legal | {"cards": full}).json["size"] == MOST_CARDS
    over = player("POST", "/decks", json=legal | {"cards": full | {numbers[2]: 1}})
    assert over.status_code == 422
    monkeypatch.setattr("tcb_analytics.app.services.decks.MOST_DECKS", 2)
    made(player, legal)
    assert player("POST", "/decks", json=legal).status_code == 409


def test_the_limit_holds_when_many_are_made_at_once(
    app: APIFlask, player: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tcb_analytics.app.services.decks.MOST_DECKS", 3)
    start = threading.Barrier(8)
    statuses: list[int] = []

    def make() -> None:
        one = Caller(app.test_client(), headers=player.headers)
        start.wait()
        statuses.append(one("POST", "/decks", json={"name": "Deck", "game": GAME}).status_code)

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [201] * 3 + [409] * 5
    assert len(player("GET", "/decks").json["items"]) == 3
