"""Parameters: read by type, refused all at once, and never code."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from tcb_analytics.errors import ReportError
from tcb_analytics.reports.models import LeaderParameters
from tcb_analytics.reports.parameters import Parameters, describe_model, parse_parameters


class Everything(Parameters):
    text: str = Field(description="a text")
    games: int = Field(default=30, ge=1, le=500, description="games")
    share: float = Field(default=0.5, gt=0, lt=1, description="share")
    ties: bool = Field(default=False, description="whether ties count")
    since: date | None = Field(default=None, description="first day")
    kind: Literal["wilson", "jeffreys"] = Field(default="wilson", description="interval")
    few: int | None = Field(default=None, description="few")


def parse(**values: object) -> Everything:
    return parse_parameters(Everything, {"text": "x", **values}, report="everything")


def refusal(values: dict[str, object]) -> str:
    with pytest.raises(ReportError) as caught:
        parse_parameters(Everything, values, report="everything")
    return str(caught.value)


@pytest.mark.parametrize("text", ["007", "1e5", "true", "None", "-3", "1_000", " x "])
def test_text_for_a_text_field_stays_as_it_was_typed(text: str) -> None:
    assert parse(text=text).text == text


def test_text_is_read_by_the_type_of_its_field() -> None:
    parsed = parse(games="50", share="0.25", ties="yes", since="2026-03-01", kind="jeffreys")

    assert parsed.scalars() == {
        "text": "x",
        "games": 50,
        "share": 0.25,
        "ties": True,
        "since": "2026-03-01",
        "kind": "jeffreys",
        "few": None,
    }


def test_an_optional_number_is_read_from_text_too() -> None:
    assert parse(few="7").few == 7


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("games", "1e2"),
        ("games", "50.5"),
        ("games", "0"),
        ("games", "501"),
        ("games", True),
        ("games", 50.0),
        ("games", None),
        ("share", "nan"),
        ("share", "inf"),
        ("share", "1"),
        ("ties", 1),
        ("since", "yesterday"),
        ("since", 20260301),
        ("kind", "bayes"),
        ("text", 7),
        ("text", ["x"]),
        ("text", "\ud800"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, value: object) -> None:
    assert f"{name}:" in refusal({"text": "x", name: value})


def test_all_problems_are_told_at_once_with_the_known_parameters() -> None:
    message = refusal({"games": "many", "sharee": "0.5", "kind": "bayes"})

    for part in (
        "text: a value is required",
        "games: ",
        "sharee: no such parameter",
        "kind: ",
        "games: games (whole number, at least 1, at most 500; default 30)",
        "text: a text (text; required)",
        "tcb report everything --help",
    ):
        assert part in message


@given(st.dictionaries(st.text(min_size=1), st.text(), min_size=1))
def test_no_name_but_a_field_is_ever_accepted(values: dict[str, str]) -> None:
    unknown = {name: v for name, v in values.items() if name not in Everything.model_fields}
    if unknown:
        assert refusal({"text": "x", **unknown}).count("no such parameter") == len(unknown)


def test_a_name_with_a_newline_is_refused_and_shown_escaped() -> None:
    message = refusal({"text": "x", "games = 1\nimport os": "1"})

    assert "'games = 1\\nimport os': no such parameter" in message


def test_a_required_leader_says_what_it_is() -> None:
    described = {entry.name: entry for entry in describe_model(LeaderParameters)}

    assert described["leader"].default is None
    assert "OP13-004" in described["leader"].meaning
    assert described["game"].default == "none"
    assert described["interval"].type == "one of jeffreys, wilson"
