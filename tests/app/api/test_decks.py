"""Decks over HTTP, on both databases."""

from __future__ import annotations

import threading
from typing import Any, get_args

import pytest
from apiflask import APIFlask
from werkzeug.test import TestResponse

from tcb_analytics.app.api.v1.deck_shapes import StyleName
from tcb_analytics.app.services.decks import MOST_CARDS
from tcb_analytics.cards.deck_print import STYLES
from tests.app.conftest import GAME, Caller


@pytest.fixture
def legal(nobody: Caller) -> dict[str, Any]:
    """A leader and fifty cards of a colour of its own: a legal deck of the sample."""
    leader = cards(nobody, categories="Leader")[0]
    found = cards(nobody, colors=leader["colors"][0], categories="Character", sort="number")
    picked = {card["number"]: 4 for card in found[:12]} | {found[12]["number"]: 2}
    return {"name": "Red tide", "leader": leader["number"], "cards": picked}


def cards(nobody: Caller, **asked: Any) -> list[dict[str, Any]]:
    answer = nobody("GET", "/cards", query_string={"game": GAME, "size": 100} | asked)
    return list(answer.json["items"])


def made(player: Caller, deck: dict[str, Any]) -> TestResponse:
    answer = player("POST", "/decks", json=deck)
    assert answer.status_code == 201, answer.text
    return answer


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


def test_legality_is_what_the_rules_of_the_game_say(player: Caller, legal: dict[str, Any]) -> None:
    good = player("GET", f"/decks/{made(player, legal).json['id']}/check").json
    first = next(iter(legal["cards"]))
    many = legal | {"cards": legal["cards"] | {first: 5}}
    bad = player("GET", f"/decks/{made(player, many).json['id']}/check").json

    assert (good["legal"], good["format"]) == (True, GAME)
    assert bad["legal"] is False
    assert {"size", "copies"} <= {one["rule"] for one in bad["violations"]}
    assert [one["cards"] for one in bad["violations"] if one["rule"] == "copies"] == [[first]]
    where = f"/decks/{made(player, legal).json['id']}/check"
    assert player("GET", where, query_string={"on": "2020-01-01"}).status_code == 200
    assert player("GET", where, query_string={"on": "soon"}).status_code == 422


def test_an_analysis_counts_and_compares(player: Caller, legal: dict[str, Any]) -> None:
    told = player("GET", f"/decks/{made(player, legal).json['id']}/analysis").json

    assert sum(told["curve"].values()) == 50
    assert told["hand"] == 5
    assert told["lacks"]
    assert all(lack["inclusion"] >= 0.25 for lack in told["lacks"])
    empty = made(player, {"name": "Empty"}).json["id"]
    assert player("GET", f"/decks/{empty}/analysis").status_code == 409
    assert player("GET", f"/decks/{empty}/check").json["legal"] is False


def test_the_editor_is_told_curve_and_legality_and_nothing_is_kept(
    player: Caller, legal: dict[str, Any]
) -> None:
    told = player("POST", "/decks/preview", json=legal).json

    assert (told["legal"], told["size"]) == (True, 50)
    assert [at["cost"] for at in told["curve"]] == list(range(len(told["curve"])))
    assert sum(at["copies"] for at in told["curve"]) == 50
    assert player("GET", "/decks").json["items"] == []


@pytest.mark.parametrize("style", STYLES)
def test_a_deck_survives_every_style_of_text(
    player: Caller, legal: dict[str, Any], style: str
) -> None:
    where = f"/decks/{made(player, legal).json['id']}/export"
    text = player("GET", where, query_string={"style": style})
    again = player("POST", "/decks/import", json={"text": text.text, "game": GAME})

    assert text.content_type == "text/plain; charset=utf-8"
    assert again.status_code == 201, again.text
    assert (again.json["leader"], again.json["cards"]) == (legal["leader"], legal["cards"])


def test_the_document_names_the_styles_that_the_project_has() -> None:
    assert get_args(StyleName) == STYLES


def test_a_list_that_cannot_be_read_names_each_wrong_line(
    player: Caller, legal: dict[str, Any]
) -> None:
    number = next(iter(legal["cards"]))
    text = f"4x{number}\n4xZZ99-001\n2 Nobody Knows This\n1x{number}"
    answer = player("POST", "/decks/import", json={"text": text})

    assert answer.status_code == 422
    assert [one["field"] for one in answer.json["errors"]] == ["text.2", "text.3"]
    side = f"4x{number}\nSideboard\n1x{number}"
    assert player("POST", "/decks/import", json={"text": side}).status_code == 422
    assert player("POST", "/decks/import", json={"text": "\n\n"}).status_code == 422


def test_coverage_tells_what_is_missing(player: Caller, legal: dict[str, Any]) -> None:
    where = f"/decks/{made(player, legal).json['id']}/coverage"
    first, second, *_ = legal["cards"]
    owned = [{"number": first, "copies": 3}, {"number": second, "copies": 9}]
    assert player("PATCH", f"/collections/{GAME}", json={"items": owned}).status_code == 200
    told = player("GET", where).json
    missing = {one["number"]: one["copies"] for one in told["missing"]}

    assert told["needed"] == 51
    assert missing[first] == 1
    assert second not in missing
    assert sum(missing.values()) == 51 - 7
    assert told["share"] == pytest.approx(7 / 51)
