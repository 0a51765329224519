"""Spark's words for DuckDB's SQL, read without Spark; ``spark_answers.py`` runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlglot import exp

from tcb_analytics.config import Settings
from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.engines.portable import check_portable
from tcb_analytics.warehouse.engines.spark_days import formatted
from tcb_analytics.warehouse.engines.spark_nodes import call, double, is_kind, number, text
from tcb_analytics.warehouse.engines.spark_sql import spark_sql
from tcb_analytics.warehouse.engines.views import Snapshot, view_meanings
from tcb_analytics.warehouse.queries.sqlfiles import FOLDER, Kind, text_of
from tests.warehouse.engines.user_sql import USER_SQL

KNOWN = {
    "t": {"i": "INTEGER", "d": "DOUBLE", "c": "DECIMAL(9, 2)", "b": "BOOLEAN", "day": "DATE"},
    "u": {"i": "INTEGER", "items": "VARCHAR[]", "s": "VARCHAR"},
}


def words(sql: str) -> str:
    return spark_sql(sql, KNOWN)[0]


def test_the_views_of_a_text_are_told_also_those_that_a_cte_is_named_after() -> None:
    assert spark_sql("SELECT t.i FROM t JOIN u ON t.i = u.i", KNOWN)[1] == {"t", "u"}
    assert spark_sql("WITH t AS (SELECT * FROM t) SELECT i FROM t", KNOWN)[1] == {"t"}
    assert spark_sql("SELECT 1 AS a", KNOWN)[1] == frozenset()


def test_stars_are_written_out_so_that_no_helper_column_shows() -> None:
    made = words("SELECT * FROM u QUALIFY row_number() OVER (PARTITION BY s ORDER BY i) = 1")
    assert made.startswith("SELECT i, items, s FROM (SELECT")
    assert "QUALIFY" not in made


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT i / 2 AS a FROM t", "TRY_DIVIDE(CAST(t.i AS DOUBLE), CAST(2 AS DOUBLE))"),
        ("SELECT CAST(d AS INTEGER) AS a FROM t", "CAST(RINT(t.d) AS INT)"),
        ("SELECT CAST(c AS INTEGER) AS a FROM t", "CAST(ROUND(t.c, 0) AS INT)"),
        ("SELECT CAST(b AS INTEGER) AS a FROM t", "CAST(t.b AS INT)"),
        ("SELECT sum(b) AS a FROM t", "SUM(CAST(t.b AS INT))"),
        ("SELECT avg(c) AS a FROM t", "AVG(CAST(t.c AS DOUBLE))"),
        ("SELECT day - day AS a FROM t", "DATEDIFF(t.day, t.day)"),
        ("SELECT len(items) AS a FROM u", "CARDINALITY(u.items)"),
        ("SELECT len(s) AS a FROM u", "LENGTH(u.s)"),
        ("SELECT s LIKE 'a\\_' AS a FROM u", "LIKE 'a\\\\\\\\_'"),
        ("SELECT i FROM t ORDER BY i", "i NULLS LAST"),
        ("SELECT i FROM t ORDER BY i DESC NULLS FIRST", "i DESC NULLS FIRST"),
        ("SELECT any_value(i) AS a FROM t", "ANY_VALUE(t.i, TRUE)"),
    ],
)
def test_words_whose_values_differ_are_rewritten(sql: str, expected: str) -> None:
    assert expected in words(sql)


def test_a_division_that_may_be_by_zero_gives_infinity_and_not_an_error() -> None:
    made = words("SELECT i / d AS a FROM t")
    assert "COALESCE(TRY_DIVIDE(" in made
    assert "POWER(CAST(t.d AS DOUBLE), -1)" in made


def test_iso_weeks_are_put_together_and_an_unknown_mark_is_refused() -> None:
    made = words("SELECT strftime(day, '%G-W%V') AS week FROM t")
    assert "YEAROFWEEK" in made
    assert "WEEKOFYEAR" in made
    with pytest.raises(QueryError, match="%U"):
        words("SELECT strftime(day, '%U') AS week FROM t")
    column = exp.TimeToStr(this=exp.column("day"), format=exp.column("s"))
    with pytest.raises(QueryError, match="no text"):
        formatted(column)


@pytest.mark.parametrize("kind", ["views", "questions"])
def test_every_file_of_sql_holds_portable_parts_only(tmp_path: Path, kind: Kind) -> None:
    engine = DuckEngine(Snapshot(tmp_path, {}), Settings(home=tmp_path, threads=1))
    known = {view: engine.columns(view) for view in view_meanings()}
    for path in sorted((FOLDER / kind).glob("*.sql")):
        made, views = spark_sql(text_of(kind, path.stem), known)
        assert made.startswith(("SELECT", "WITH"))
        assert views, path


def test_texts_of_users_are_put_into_words_whatever_their_columns() -> None:
    assert all(spark_sql(sql, {})[0] for sql in USER_SQL[:8])


@pytest.mark.parametrize(
    "sql",
    ["SELECT md5(s) FROM u", "SELECT random() FROM u", "SELECT regexp_matches(s, 'a') FROM u"],
)
def test_a_function_that_nobody_compared_is_refused(sql: str) -> None:
    with pytest.raises(QueryError, match="not compared"):
        words(sql)


@pytest.mark.parametrize("sql", ["DROP TABLE t", "INSERT INTO t SELECT 1", ""])
def test_what_is_no_select_is_refused(sql: str) -> None:
    with pytest.raises(QueryError):
        words(sql)


def test_small_pieces_are_copies_and_know_their_kind() -> None:
    column = exp.column("a")
    made = call("f", column, None, text("it's"), number(2))
    assert made.sql("spark") == "F(a, 'it\\'s', 2)"
    assert made.expressions[0] is not column
    assert is_kind(double(column), exp.DType.DOUBLE)
    assert not is_kind(column, exp.DType.DOUBLE)
    check_portable(double(column))
