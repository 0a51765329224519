"""Any declared column and metric, over several sets: the planner and plain SQL give one answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.log_columns import CARD_KEYS, GAME_KEYS, PICK_KEYS
from tests.warehouse.queries.limited_lakes import limited_lake
from tests.warehouse.queries.plain_sql import METRICS, PlainSql

COLUMNS = {
    "flat_games": GAME_KEYS,
    "flat_cards": GAME_KEYS | CARD_KEYS,
    "flat_picks": PICK_KEYS | CARD_KEYS,
    "flat_packs": PICK_KEYS | CARD_KEYS,
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PlainSql, tuple[Lake, Lake]]]:
    """Plain SQL beside the lake of the same files, once held in memory and once not."""
    folder, cold = tmp_path_factory.mktemp("plain"), tmp_path_factory.mktemp("cold")
    with limited_lake(folder) as one, limited_lake(cold, hot_mb=0) as other:
        desk = one._limited.hot
        assert desk is not None
        desk.eager = True
        yield PlainSql(folder / "lake"), (one, other)


def literal(value: Any) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return f"DATE '{value}'" if isinstance(value, date) else repr(value)


@st.composite
def conditions(draw: st.DrawFn, plain: PlainSql, table: str, column: str) -> str:
    """A condition that some rows keep."""
    values = plain.values(table, column)
    value = draw(st.sampled_from(values))
    if value is None:
        return f"{column} IS NULL"
    kinds = ["=", "<>", "in"] + [">=", "<"] * (not isinstance(value, bool))
    kind = draw(st.sampled_from(kinds))
    if kind == "in":
        more = [v for v in draw(st.lists(st.sampled_from(values), max_size=3)) if v is not None]
        return f"{column} IN ({', '.join(map(literal, [value, *more]))})"
    return f"{column} {kind} {literal(value)}"


def number(value: Any) -> float:
    return float("nan") if value is None else float(value)


def plainly(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


@settings(
    max_examples=120, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_any_question_is_answered_as_plain_sql_over_the_facts_answers_it(
    plain: tuple[PlainSql, tuple[Lake, Lake]], data: st.DataObject
) -> None:
    sql, lakes = plain
    table = data.draw(st.sampled_from(sorted(METRICS)))
    columns = st.sampled_from(sorted(COLUMNS[table]))
    by = data.draw(st.lists(columns, max_size=3, unique=True))
    kept = [
        data.draw(conditions(sql, table, column))
        for column in data.draw(st.lists(columns, max_size=3, unique=True))
    ]
    names = st.lists(st.sampled_from(sorted(METRICS[table])), min_size=1, max_size=3, unique=True)
    asked = data.draw(names)
    lake = data.draw(st.sampled_from(lakes))

    expected = sql.answer(table, asked, by, kept)
    found = lake.limited(asked, by, " and ".join(kept) or None, threshold=0).arrow()
    rows = {
        tuple(plainly(row[key]) for key in by): tuple(number(row[name]) for name in asked)
        for row in found.to_pylist()
    }

    assert rows.keys() <= expected.keys()
    for key, values in expected.items():
        if key in rows:
            assert rows[key] == pytest.approx(
                tuple(map(number, values)), rel=1e-9, abs=1e-12, nan_ok=True
            ), key
        else:
            assert not any(number(value) > 0 for value in values), key


@pytest.mark.parametrize("table", METRICS)
def test_every_column_alone_is_worked_out_as_plain_sql_does(
    plain: tuple[PlainSql, tuple[Lake, Lake]], table: str
) -> None:
    sql, lakes = plain
    count = next(iter(METRICS[table]))
    for column in COLUMNS[table]:
        expected = {key: n for key, (n,) in sql.answer(table, [count], [column], []).items() if n}
        for lake in lakes:
            rows = lake.limited(count, column).arrow().to_pylist()
            assert {(plainly(row[column]),): row[count] for row in rows} == expected, column
