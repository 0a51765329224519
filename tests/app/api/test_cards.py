"""The catalogue over HTTP, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from tests.app.conftest import GAME, Caller


def found(nobody: Caller, **asked: Any) -> dict[str, Any]:
    answer = nobody("GET", "/cards", query_string={"game": GAME} | asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def walked(nobody: Caller, **asked: Any) -> list[dict[str, Any]]:
    """Every page of a search."""
    page = found(nobody, **asked)
    items = list(page["items"])
    while page["next"]:
        page = found(nobody, cursor=page["next"], **asked)
        items += page["items"]
    return items


@pytest.mark.parametrize("sort", ["name", "number", "cost", "power"])
@pytest.mark.parametrize("descending", [False, True])
def test_pages_hold_every_card_once_and_in_order(
    nobody: Caller, sort: str, descending: bool
) -> None:
    items = walked(nobody, sort=sort, descending=descending, size=47)
    values = [item[sort] for item in items if item[sort] is not None]

    assert len({item["number"] for item in items}) == len(items) == 300
    assert values == sorted(values, reverse=descending)
    assert all(item[sort] is None for item in items[len(values) :])


def test_filters_narrow_and_go_together(nobody: Caller) -> None:
    items = walked(nobody, colors="Red,Blue", cost_min=3, cost_max=4, categories="Character")

    assert items
    assert all({"Red", "Blue"} & set(item["colors"]) for item in items)
    assert {item["cost"] for item in items} == {3, 4}
    assert {item["category"] for item in items} == {"Character"}


def test_words_are_found_in_any_order_without_case_and_never_as_patterns(nobody: Caller) -> None:
    card = found(nobody, size=1, sort="number")["items"][0]
    words = " ".join(reversed(card["name"].upper().split()))

    assert card["number"] in {item["number"] for item in walked(nobody, text=words)}
    assert walked(nobody, text="%") == walked(nobody, text="_") == []


def test_an_unchanged_catalogue_is_not_sent_again(nobody: Caller) -> None:
    first = nobody("GET", "/cards", query_string={"game": GAME})
    again = nobody(
        "GET",
        "/cards",
        query_string={"game": GAME},
        headers={"If-None-Match": first.headers["ETag"]},
    )

    assert (again.status_code, again.data) == (304, b"")


def test_a_cursor_of_another_order_is_refused(nobody: Caller) -> None:
    cursor = found(nobody, sort="name", size=5)["next"]
    for wrong in (cursor, "x", "", "W10", "a" * 500):
        answer = nobody(
            "GET", "/cards", query_string={"game": GAME, "sort": "cost", "cursor": wrong}
        )
        assert answer.status_code == 422
        assert answer.content_type == "application/problem+json"


def test_one_card_is_told_by_game_and_number(nobody: Caller) -> None:
    card = found(nobody, size=1)["items"][0]

    assert nobody("GET", f"/cards/{GAME}/{card['number']}").json == card
    assert nobody("GET", f"/cards/{GAME}/none").status_code == 404
