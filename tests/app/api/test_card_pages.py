"""Searches of cards are kept, and a seed is seen within a second."""

from __future__ import annotations

from dataclasses import replace

from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.services import catalogue
from tests.app.conftest import GAME, Caller


def test_a_search_is_read_once_and_a_seed_is_seen_soon(nobody: Caller, parts: Parts) -> None:
    asked = {"game": GAME, "text": "TB01-020", "size": 1}
    first = nobody("GET", "/cards", query_string=asked)
    again = nobody("GET", "/cards", query_string=asked)
    assert first.json == again.json
    assert parts.cache.counts.hits == {"cards": 1}

    card = parts.lake.look().catalog(GAME)["TB01-020"]
    renamed = replace(card, name="Renamed Warden")
    catalogue.seed(parts.begin(), [renamed], {}, parts.now())
    parts.catalogue.forget()  # as a second does

    seen = nobody(
        "GET", "/cards", query_string=asked, headers={"If-None-Match": first.headers["ETag"]}
    )
    assert seen.status_code == 200
    assert seen.json["items"][0]["name"] == "Renamed Warden"


def test_what_is_refused_is_not_kept(nobody: Caller, parts: Parts) -> None:
    for _ in range(2):
        assert nobody("GET", "/cards", query_string={"game": "chess"}).status_code == 404
        wrong = {"game": GAME, "cursor": "x"}
        assert nobody("GET", "/cards", query_string=wrong).status_code == 422
    assert parts.cache.counts.hits == {}
