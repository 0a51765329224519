"""Decks that tests over HTTP make."""

from __future__ import annotations

from typing import Any

from werkzeug.test import TestResponse

from tests.app.conftest import GAME, Caller


def cards(nobody: Caller, **asked: Any) -> list[dict[str, Any]]:
    """A hundred cards of a search."""
    answer = nobody("GET", "/cards", query_string={"game": GAME, "size": 100} | asked)
    return list(answer.json["items"])


def made(player: Caller, deck: dict[str, Any]) -> TestResponse:
    """The answer to a deck that is made."""
    answer = player("POST", "/decks", json=deck)
    assert answer.status_code == 201, answer.text
    return answer
