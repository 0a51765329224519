"""Plans as trees: what DuckDB says of itself, of either major, without names of files."""

from __future__ import annotations

import json

import duckdb
import pytest

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.queries.plan_tree import SCAN, QueryPlan, read_plan

ELDER = {
    "total_bytes_read": 1200,
    "children": [
        {
            "operator_name": "EXPLAIN_ANALYZE",
            "children": [
                {
                    "operator_name": "HASH_GROUP_BY",
                    "operator_type": "HASH_GROUP_BY",
                    "operator_cardinality": 3,
                    "operator_timing": 0.25,
                    "extra_info": {"Groups": "#0"},
                    "children": [
                        {
                            "operator_name": "READ_PARQUET ",
                            "operator_type": "TABLE_SCAN",
                            "operator_cardinality": 40,
                            "operator_rows_scanned": 50,
                            "operator_timing": 0.5,
                            "extra_info": {"Function": "READ_PARQUET"},
                            "children": [],
                        }
                    ],
                }
            ],
        }
    ],
}
"""A plan in the words of DuckDB 1."""


def profiled(sql: str) -> QueryPlan:
    row = duckdb.connect().execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}").fetchone()
    assert row is not None
    return read_plan(row[-1])


def test_the_root_gives_the_answer_and_scans_stand_at_the_leaves(tmp_path: object) -> None:
    file = f"{tmp_path}/import_id=7/part.parquet"
    duckdb.sql("SELECT range AS n, range % 3 AS k FROM range(1000)").write_parquet(f"{tmp_path}/a")
    plan = profiled(f"SELECT k, count(*) FROM read_parquet('{tmp_path}/a') WHERE n < 10 GROUP BY k")
    leaf = list(plan.root.walk())[-1]

    assert plan.root.rows == 3
    assert (leaf.name, leaf.rows, leaf.children) == (SCAN, 10, ())
    assert plan.scanned == 10
    assert plan.seconds > 0
    assert "of a" in leaf.detail
    assert file not in str(plan)
    assert str(tmp_path) not in str(plan)


def test_a_join_has_two_sides() -> None:
    plan = profiled(
        "SELECT count(*) FROM range(100) AS one(a) JOIN range(50) AS other(b) ON a = b + 1"
    )
    joins = [step for step in plan.root.walk() if step.name == "join"]

    assert [len(step.children) for step in joins] == [2]


def test_steps_that_only_work_out_columns_are_told_as_one() -> None:
    plan = profiled(
        "SELECT b + 1 AS c FROM (SELECT random() + range AS b FROM range(9)) ORDER BY c"
    )
    steps = [step.name for step in plan.root.walk()]

    assert steps.count("work out columns") <= 1


def test_the_elder_major_says_the_same_in_other_words() -> None:
    plan = read_plan(json.dumps(ELDER))

    assert plan.bytes_read == 1200
    assert [(step.name, step.rows) for step in plan.root.walk()] == [
        ("group and count", 3), (SCAN, 40),
    ]  # fmt: skip
    assert plan.scanned == 40
    assert plan.seconds == 0.75


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "[1]", '{"children": 3}', "null"])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="not a plan"):
        read_plan(text)
