"""What a contract lets through, and what it says of the rest."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.warehouse.contracts import Column, Row, Table
from tcb_analytics.warehouse.tables import MATCHES, TABLES

PETS = Table(
    "pets",
    "a table to try the rules on",
    (
        Column("name", pa.string(), "name", required=True, pattern=r"^[a-z]+$", longest=8),
        Column("age", pa.int32(), "years", low=0, high=30),
        Column("weight", pa.float64(), "kg"),
        Column("kind", pa.string(), "kind", one_of=frozenset({"cat", "dog"})),
        Column("toys", pa.list_(pa.string()), "toys", longest=5),
        Column("born", pa.date32(), "birthday"),
    ),
)


def check(**values: Any) -> tuple[int, list[tuple[str, str]]]:
    table, rejects = PETS.check([Row("pets", {"name": "rex"} | values, "line 1")])
    return table.num_rows, [(reject.field, reject.reason) for reject in rejects]


def test_a_row_that_keeps_the_contract_passes() -> None:
    row = {"age": 3, "weight": 4.5, "kind": "cat", "toys": ["ball"], "born": dt.date(2020, 1, 2)}
    assert check(**row) == (1, [])


@pytest.mark.parametrize(
    ("values", "field", "reason"),
    [
        ({"name": None}, "name", "missing"),
        ({"name": "Rex!"}, "name", "malformed"),
        ({"name": "rexrexrex"}, "name", "over 8 characters"),
        ({"age": -1}, "age", "below 0"),
        ({"age": 31}, "age", "above 30"),
        ({"age": True}, "age", "expected int32, found bool"),
        ({"age": "3"}, "age", "expected int32, found str"),
        ({"age": 3.5}, "age", "expected int32, found float"),
        ({"age": 2**40}, "age", "expected int32, found int"),
        ({"weight": float("nan")}, "weight", "not a finite number"),
        ({"weight": float("inf")}, "weight", "not a finite number"),
        ({"kind": "cow"}, "kind", "expected one of cat, dog"),
        ({"name": b"rex"}, "name", "expected string, found bytes"),
        ({"name": "a\ud800"}, "name", "expected string, found str"),
        ({"toys": [1]}, "toys", "expected list<item: string>, found list"),
        ({"toys": [None]}, "toys", "a list with an empty or overlong entry"),
        ({"toys": ["ball", "elephant"]}, "toys", "a list with an empty or overlong entry"),
        ({"born": "2020-01-02"}, "born", "expected date32[day], found str"),
        ({"owner": "me"}, "owner", "no such column in pets"),
    ],
)
def test_a_broken_field_keeps_its_row_out_and_says_why(
    values: dict[str, Any], field: str, reason: str
) -> None:
    assert check(**values) == (0, [(field, reason)])


def test_one_bad_row_leaves_its_neighbours_in() -> None:
    rows = [Row("pets", {"name": "rex", "age": age}, f"line {age}") for age in (1, 99, 2)]
    table, rejects = PETS.check(rows)
    assert table.column("age").to_pylist() == [1, 2]
    assert [reject.key for reject in rejects] == ["line 99"]


def test_two_rows_with_one_key_are_told_apart() -> None:
    rows = [
        Row("pets", {"name": "rex", "age": 1}, "x"),
        Row("pets", {"name": "rex", "age": 99}, "x"),
    ]
    table, rejects = PETS.check(rows)
    assert (table.column("age").to_pylist(), len(rejects)) == ([1], 1)


junk = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(),
    st.lists(st.text()), st.dictionaries(st.text(), st.integers()),
)  # fmt: skip


@given(st.lists(st.dictionaries(st.sampled_from(MATCHES.schema.names), junk), max_size=6))
def test_no_value_of_any_type_makes_a_check_raise(rows: list[dict[str, Any]]) -> None:
    numbered = [Row("matches", row, f"row {i}") for i, row in enumerate(rows)]
    table, rejects = MATCHES.check(numbered)
    assert table.num_rows + len({reject.key for reject in rejects}) == len(rows)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_every_table_says_what_it_means(name: str) -> None:
    assert TABLES[name].meaning
    assert all(column.meaning for column in TABLES[name].columns)
