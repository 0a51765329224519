"""Collections over HTTP, on both databases."""

from __future__ import annotations

import threading
from time import process_time
from typing import Any

import pytest
from apiflask import APIFlask

from tests.app.conftest import GAME, Caller


@pytest.fixture
def numbers(nobody: Caller) -> list[str]:
    """Numbers of a hundred cards, in order."""
    asked = {"game": GAME, "size": 100, "sort": "number"}
    return [card["number"] for card in nobody("GET", "/cards", query_string=asked).json["items"]]


def put(player: Caller, **copies: int) -> Any:
    items = [{"number": number, "copies": n} for number, n in copies.items()]
    return player("PATCH", f"/collections/{GAME}", json={"items": items})


def owned(player: Caller, size: int = 30) -> dict[str, int]:
    """Every page of a collection."""
    found: dict[str, int] = {}
    asked: dict[str, Any] = {"size": size}
    while True:
        page = player("GET", f"/collections/{GAME}", query_string=asked).json
        found |= {row["number"]: row["copies"] for row in page["items"]}
        if page["next"] is None:
            return found
        asked["cursor"] = page["next"]


def test_copies_are_set_and_zero_takes_a_card_out(
    player: Caller, stranger: Caller, numbers: list[str]
) -> None:
    one, two, three, *_ = numbers
    assert put(player, **{one: 1, two: 2}).json == {"cards": 2, "copies": 3}
    assert put(player, **{two: 4, three: 1, one: 0}).json == {"cards": 3, "copies": 5}

    assert owned(player) == {two: 4, three: 1}
    assert owned(stranger) == {}


def test_pages_hold_every_card_once_in_order(player: Caller, numbers: list[str]) -> None:
    put(player, **dict.fromkeys(numbers, 2))

    assert list(owned(player, size=17)) == sorted(numbers)


def test_one_wrong_line_refuses_them_all_and_each_is_named(
    player: Caller, numbers: list[str]
) -> None:
    items = [
        {"number": numbers[0], "copies": 1}, {"number": "ZZ-1", "copies": 1},
        {"number": numbers[0], "copies": 2}, {"number": "ZZ-2", "copies": 1},
    ]  # fmt: skip
    answer = player("PATCH", f"/collections/{GAME}", json={"items": items})

    assert answer.status_code == 422
    fields = {one["field"] for one in answer.json["errors"]}
    assert fields == {"items.1.number", "items.2.number", "items.3.number"}
    shaped = [{"number": numbers[0], "copies": 1}, {"number": "\x00", "copies": 10_000}]
    refused = player("PATCH", f"/collections/{GAME}", json={"items": shaped})
    assert refused.status_code == 422
    assert owned(player) == {}


def test_a_list_is_read_in_every_style_and_set_or_added(player: Caller, numbers: list[str]) -> None:
    one, two, *_ = numbers
    where = f"/collections/{GAME}/import"
    text = f"# mine\n4x{one}\n{two} x2\n1 {one}"
    assert player("POST", where, json={"text": text}).json == {"cards": 2, "copies": 7}
    assert owned(player) == {one: 5, two: 2}
    player("POST", where, json={"text": f"3x{one}", "mode": "add"})
    player("POST", where, json={"text": f"1x{two}", "mode": "set"})
    assert owned(player) == {one: 8, two: 1}
    wrong = player("POST", where, json={"text": f"3x{one}\nwhat is this\n2xZZ99-001"})
    assert wrong.status_code == 422
    assert [error["field"] for error in wrong.json["errors"]] == ["text.2", "text.3"]
    assert owned(player) == {one: 8, two: 1}


def test_copies_that_are_added_at_once_are_all_counted(
    app: APIFlask, player: Caller, numbers: list[str]
) -> None:
    start = threading.Barrier(6)

    def add() -> None:
        one = Caller(app.test_client(), headers=player.headers)
        start.wait()
        given = {"text": f"2x{numbers[0]}", "mode": "add"}
        assert one("POST", f"/collections/{GAME}/import", json=given).status_code == 200

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert owned(player) == {numbers[0]: 12}


def test_more_copies_than_anybody_owns_are_refused(player: Caller, numbers: list[str]) -> None:
    where = f"/collections/{GAME}/import"
    put(player, **{numbers[0]: 9_999})

    added = player("POST", where, json={"text": f"1x{numbers[0]}", "mode": "add"})
    assert added.status_code == 422
    assert owned(player) == {numbers[0]: 9_999}


def test_a_long_list_of_nonsense_is_refused_soon(player: Caller) -> None:
    text = "\n".join(f"{n % 9 + 1} Quite Unknown Card Number {n}" for n in range(5_000))
    where = f"/collections/{GAME}/import"
    answer = player("POST", where, json={"text": text})

    assert answer.status_code == 422
    assert len(answer.json["errors"]) == 100
    begun = process_time()
    for line in ("1xOP01-001 " * 400 + "1xOP0", "a" + " " * 4_985 + "b", "a" + "\u00a0" * 4_900):
        text = "\n".join([line] * 30)
        assert player("POST", where, json={"text": text}).status_code == 422
    assert process_time() - begun < 5


def test_unknown_games_are_not_found(player: Caller) -> None:
    for game in ("other", "%00", "x" * 500, "\u00e9"):
        assert player("GET", f"/collections/{game}").status_code == 404
