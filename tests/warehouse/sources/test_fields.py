from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.warehouse.sources.fields import (
    Fields,
    MalformedError,
    day,
    identifier,
    placing,
    real,
    text,
    texts,
    whole,
)


@pytest.mark.parametrize(("raw", "value"), [(5, 5), ("5", 5), (" 12 ", 12), ("-3", -3), ("007", 7)])
def test_a_whole_number_is_an_integer_or_its_digits(raw: object, value: int) -> None:
    assert whole(raw) == value


@pytest.mark.parametrize(
    "raw", ["5x", "5.0", 5.0, True, None, [], "", "٣", "1e3", "1_000", 2**31, "9" * 5000, "--1"]
)
def test_what_is_not_plainly_a_whole_number_is_refused(raw: object) -> None:
    with pytest.raises(MalformedError, match="expected a whole number"):
        whole(raw)


@pytest.mark.parametrize("raw", ["1.5", True, None, float("nan"), float("inf"), 10**400, {}])
def test_a_real_number_is_a_finite_json_number(raw: object) -> None:
    with pytest.raises(MalformedError, match=r"expected a (finite )?number"):
        real(raw)


@pytest.mark.parametrize("raw", [1, None, "", "  ", "a\x00b", "\ud800", ["a"]])
def test_text_is_refused_where_it_is_no_printable_string(raw: object) -> None:
    with pytest.raises(MalformedError, match="expected text"):
        text(raw)


def test_text_keeps_line_breaks_and_hostile_content_as_mere_text() -> None:
    assert text(" <script>\r\n=cmd ") == "<script>\n=cmd"


@pytest.mark.parametrize("raw", ["../etc", "a b", "a/b", "", "x" * 21, ".hidden", 7])
def test_an_identifier_cannot_be_a_path_or_a_sentence(raw: object) -> None:
    with pytest.raises(MalformedError, match="expected"):
        identifier(raw)


def test_a_list_of_texts_is_refused_whole_when_one_item_is_not_text() -> None:
    assert texts(["Slash", "Special"]) == ["Slash", "Special"]
    for bad in (["Slash", 1], "Slash", [None], ["a"] * 21, {"a": 1}):
        with pytest.raises(MalformedError, match="expected"):
            texts(bad)


def test_a_day_is_read_by_its_declared_patterns_only() -> None:
    parse = day("%m/%d/%Y", "%Y.%m.%d")
    assert parse("9/22/2024") == parse("2024.09.22") == date(2024, 9, 22)
    for bad in ("22/9/2024", "2024-09-22", 20240922, "9/22/2024 x"):
        with pytest.raises(MalformedError, match="expected"):
            parse(bad)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("1st Place", (1, 1)),
        ("1st", (1, 1)),
        ("7th", (7, 7)),
        ("12th place", (12, 12)),
        ("22nd", (22, 22)),
        ("3", (3, 3)),
        ("Top-16", (1, 16)),
        ("Top 8", (1, 8)),
        ("TOP4", (1, 4)),
        ("5th-8th", (5, 8)),
        ("3rd – 4th", (3, 4)),
        ("Top-x", None),
        ("2st", None),
        ("12nd", None),
        ("0th", None),
        ("Top 0", None),
        ("8th-5th", None),
        ("1st of 20", None),
        ("winner", None),
        ("", None),
        ("9999999", None),
    ],
)
def test_a_placing_gives_the_places_that_its_text_allows(
    words: str, places: tuple[int, int] | None
) -> None:
    assert placing(words) == places


def test_a_record_names_all_that_is_wrong_with_it() -> None:
    fields = Fields({"a": "x", "b": None, "d": 4}, "[3]")
    assert fields.need("a", whole) is None
    assert fields.need("b", whole) is None
    assert fields.have("c", whole) is None
    assert fields.need("d", whole) == 4
    assert [(r.key, r.field, r.reason) for r in fields.rejects] == [
        ("[3]", "a", "expected a whole number"),
        ("[3]", "b", "missing"),
    ]


def test_a_field_that_may_be_null_must_still_be_there() -> None:
    fields = Fields({"cost": None}, "[0]")
    assert fields.nullable("cost", whole) is None
    assert not fields.rejects
    assert fields.nullable("power", whole) is None
    assert [(r.field, r.reason) for r in fields.rejects] == [("power", "missing")]


def test_an_empty_record_misses_every_field_it_needs() -> None:
    fields = Fields({}, "[0]")
    fields.need("a", whole)
    fields.need("b", whole)
    assert [r.field for r in fields.rejects] == ["a", "b"]


def test_a_value_nested_beyond_what_can_be_printed_is_rejected_all_the_same() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    fields = Fields({"a": nested}, "[0]")
    assert fields.have("a", whole) is None
    assert fields.rejects[0].reason == "expected a whole number"


def test_a_record_that_is_no_object_is_one_reject() -> None:
    fields = Fields([1, 2], "[0]")
    fields.need("a", whole)
    assert [(r.field, r.value) for r in fields.rejects] == [("", "[1, 2]")]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(json_values)
def test_no_value_makes_a_parser_fail_in_another_way_than_by_saying_what_it_expected(
    value: Any,
) -> None:
    fields = Fields({"x": value}, "k")
    for parse in (text, identifier, whole, real, texts, day("%Y-%m-%d")):
        before = len(fields.rejects)
        found = fields.have("x", parse)
        assert (found is None) == (value is None or len(fields.rejects) > before)
    assert all("expected" in reject.reason for reject in fields.rejects)
