"""What clients send, before any use case sees it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import Field, ValidationError

from tcb_analytics.app.api.v1.shapes import Given


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
