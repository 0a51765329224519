"""What clients send, before any use case sees it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import Field, ValidationError

from tcb_analytics.app.api.v1.shapes import Given
from tests.app.conftest import Caller


class Note(Given):
    """Something with text in it."""

    text: str = ""
    words: dict[str, list[str]] = Field(default_factory=dict)


@pytest.mark.parametrize(
    "data",
    [{"text": "a\0"}, {"text": "\ud800"}, {"words": {"\0": []}}, {"words": {"a": ["b", "\udfff"]}}],
)
def test_text_that_no_database_stores_is_refused_wherever_it_stands(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Note.model_validate(data)


def test_every_other_text_is_taken_and_unknown_fields_are_not() -> None:
    assert Note.model_validate({"text": "\U0001f600 \u202e\t"}).text == "\U0001f600 \u202e\t"
    with pytest.raises(ValidationError):
        Note.model_validate({"other": 1})


@pytest.mark.parametrize("copies", [True, "4", "true", 4.5, None])
def test_a_number_of_a_body_is_a_number(player: Caller, copies: object) -> None:
    for method, path, body in (
        ("POST", "/decks", {"name": "Red tide", "cards": {"TB01-011": copies}}),
        ("PATCH", "/collections/tidebreak", {"items": [{"number": "TB01-011", "copies": copies}]}),
        ("POST", "/builds", {"strategy": "balanced", "missing": copies, "owned": "yes"}),
    ):
        answer = player(method, path, json=body)
        assert answer.status_code == 422, (path, answer.text)


@pytest.mark.parametrize("day", ["1.07e-219", "0", "1767225600", "2026-1-5", "2026-02-30", " "])
def test_a_day_is_written_as_one(player: Caller, day: str) -> None:
    assert player("GET", "/win-rates", query_string={"since": day}).status_code == 422
    assert player("GET", "/matchups", query_string={"until": day}).status_code == 422
    body = {"strategy": "balanced", "on": day}
    assert player("POST", "/builds", json=body).status_code == 422
    assert player("GET", "/win-rates", query_string={"since": "2026-01-05"}).status_code == 200


def test_a_whole_number_may_be_written_with_a_point(player: Caller) -> None:
    deck = player("POST", "/decks", json={"name": "Red tide", "cards": {"TB01-011": 4.0}})

    assert deck.json["cards"] == {"TB01-011": 4}
