"""What is asked about decks over HTTP, on both databases."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from tcb_analytics.app.api.v1.deck_shapes import StyleName
from tcb_analytics.cards.deck_print import STYLES
from tests.app.api.deck_making import made
from tests.app.conftest import GAME, Caller


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
