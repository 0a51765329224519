from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tcb_analytics.errors import ImportRefusedError
from tcb_analytics.warehouse.contracts import Row
from tcb_analytics.warehouse.sources import terms
from tcb_analytics.warehouse.sources.fields import MalformedError
from tcb_analytics.warehouse.tables import DECKS

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers())
)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("OP01-016", "OP01-016"),
        ("op07-091_p1", "OP07-091"),
        (" P-001 ", "P-001"),
        ("TB01-001", "TB01-001"),
    ],
)
def test_a_card_number_is_folded_to_its_base(raw: str, number: str) -> None:
    assert terms.card(raw) == number


@pytest.mark.parametrize(
    "raw", ["P23-020", "OP1-016", "OP01-16", "OP01", "", "../OP01-016", 5, None]
)
def test_what_no_card_bears_is_no_number(raw: object) -> None:
    with pytest.raises(MalformedError):
        terms.card(raw)


@pytest.mark.parametrize("raw", [True, "5", 5.0, -1, 3_000_000_000, None, [5]])
def test_a_count_is_a_json_integer_in_range(raw: object) -> None:
    with pytest.raises(MalformedError):
        terms.count(raw)


@given(VALUES)
@example("0\r0")
def test_a_name_that_is_accepted_keeps_the_contract_of_an_id(value: object) -> None:
    try:
        found = terms.name(value)
    except MalformedError:
        return
    row = Row("decks", {"deck_id": found}, "")
    assert not [r for r in DECKS.check([row])[1] if r.field == "deck_id"]


@given(VALUES)
def test_a_line_that_is_accepted_keeps_the_contract_of_a_text(value: object) -> None:
    try:
        found = terms.line(value)
    except MalformedError:
        return
    assert not [r for r in DECKS.check([Row("decks", {"name": found}, "")])[1] if r.field == "name"]


def test_entities_that_hide_control_characters_are_refused() -> None:
    assert terms.line("Law &amp; Bepo") == "Law & Bepo"
    with pytest.raises(MalformedError):
        terms.line("a&#10;b")


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("2025-09-16T20:58:17", datetime(2025, 9, 16, 20, 58, 17, tzinfo=UTC)),
        ("2025-09-16T22:58:17+02:00", datetime(2025, 9, 16, 20, 58, 17, tzinfo=UTC)),
        ("2024-03-28T23:00:00Z", datetime(2024, 3, 28, 23, tzinfo=UTC)),
    ],
)
def test_moments_are_utc(raw: str, moment: datetime) -> None:
    assert terms.moment(raw) == moment


@pytest.mark.parametrize(
    "raw", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "now", 5]
)
def test_a_moment_outside_the_calendar_is_refused(raw: object) -> None:
    with pytest.raises(MalformedError):
        terms.moment(raw)


def test_a_day_may_carry_a_time() -> None:
    assert terms.iso_day("2026-08-22 11:45:59") == date(2026, 8, 22)


@given(st.text(), st.text())
def test_shortened_texts_stay_short_and_distinct(one: str, other: str) -> None:
    assert len(terms.shortened(one * 50)) <= 80
    if one != other and max(len(one), len(other)) <= 80:
        assert terms.shortened(one) != terms.shortened(other)


@pytest.mark.parametrize(
    "record", [{"game": 5}, {"game": "../x"}, {"source": "a b"}, {"source": ""}]
)
def test_a_game_or_source_that_is_no_short_name_refuses_the_file(record: dict[str, Any]) -> None:
    with pytest.raises(ImportRefusedError, match="the data set cannot be named"):
        terms.origin("file.json", record, "onepiece", "limitless")


def test_an_absent_game_and_source_are_the_importers_own() -> None:
    assert terms.origin("f", {"game": None}, "onepiece", "limitless") == ("onepiece", "limitless")


def test_a_value_too_deep_to_print_is_still_named() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert terms.reject("key", "field", deep, "reason").value
