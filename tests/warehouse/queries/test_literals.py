from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.columns import Key
from tcb_analytics.warehouse.queries.literals import literal
from tcb_analytics.warehouse.queries.sqlfiles import render

TEXT, NUMBER = Key("leader", "text", ""), Key("round", "number", "")
DAY, FLAG = Key("date", "day", ""), Key("mirror", "flag", "")


def _value_of(lake: Lake, tree: exp.Expr) -> object:
    sql = render(exp.select(exp.alias_(tree, "value")))
    return lake._engine.run(sql).to_pylist()[0]["value"]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40))
def test_any_text_comes_back_from_the_engine_as_it_was(empty_lake: Lake, text: str) -> None:
    assert _value_of(empty_lake, literal(text, TEXT)) == text


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE imports; --", "\\", "\\'", "a'b\"c", "/* x */", "$$"]
)
def test_hostile_text_stays_text(empty_lake: Lake, text: str) -> None:
    assert _value_of(empty_lake, literal(text, TEXT)) == text


@given(st.integers(-(2**62), 2**62) | st.floats(-1e15, 1e15))
def test_numbers_come_back_as_they_were(empty_lake: Lake, number: float) -> None:
    assert float(_value_of(empty_lake, literal(number, NUMBER))) == pytest.approx(float(number))


@pytest.mark.parametrize(
    "value",
    [date(2025, 2, 14), datetime(2025, 2, 14, 10, 30), "2025-02-14"],  # noqa: DTZ001 - days only
)
def test_days_may_be_dates_or_iso_text(empty_lake: Lake, value: object) -> None:
    assert _value_of(empty_lake, literal(value, DAY)) == date(2025, 2, 14)


def test_numpy_scalars_are_taken_as_the_values_they_are(empty_lake: Lake) -> None:
    assert _value_of(empty_lake, literal(np.int64(3), NUMBER)) == 3
    assert _value_of(empty_lake, literal(np.bool_(True), FLAG)) is True
    assert _value_of(empty_lake, literal(np.str_("OP01-001"), TEXT)) == "OP01-001"


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (5, TEXT),
        (b"x", TEXT),
        ("\x00", TEXT),
        ("\ud800", TEXT),
        ("x" * 20_000, TEXT),
        ("5", NUMBER),
        (True, NUMBER),
        (float("nan"), NUMBER),
        (float("inf"), NUMBER),
        (10**30, NUMBER),
        ("14.02.2025", DAY),
        (20250214.5, DAY),
        (1, FLAG),
        ("true", FLAG),
        ({}, TEXT),
        (object(), NUMBER),
    ],
)
def test_a_value_of_another_kind_is_refused(value: object, key: Key) -> None:
    with pytest.raises(QueryError, match=f"where: {key.name}: expected"):
        literal(value, key)
