from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.rates import RateRule
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.metrics import (
    DEFAULT_RULE,
    METRICS,
    RATE_RULES,
    TIES_IN_GAMES,
    TIES_IN_POINTS,
    common_rule,
    metrics_of,
    rule_rows,
)
from tcb_analytics.warehouse.queries.compose import select_of
from tests.warehouse.queries.lakes import lake_over


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: f"{metric.question}.{metric.name}")
def test_a_metric_is_sql_over_the_counts_of_its_question(metric) -> None:
    counts = set(select_of(metric.question).named_selects)
    tree = sqlglot.parse_one(metric.sql, dialect="duckdb")
    assert {column.name for column in tree.find_all(exp.Column)} <= counts
    assert metric.meaning


def test_each_metric_is_declared_once() -> None:
    names = [(metric.question, metric.name) for metric in METRICS]
    assert len(names) == len(set(names))


def test_an_unknown_metric_is_answered_with_the_known_ones() -> None:
    with pytest.raises(QueryError, match="loss_rate, rate, tie_rate"):
        metrics_of("win_rates", ("glory",))


def test_the_rules_that_sql_reads_are_the_declared_ones(tmp_path) -> None:
    lake: Lake = lake_over(tmp_path)
    rows = lake.sql("SELECT * FROM rate_rules ORDER BY source").arrow().to_pylist()
    assert [tuple(row.values()) for row in rows] == rule_rows()
    assert {row["source"] for row in rows} == set(RATE_RULES)


@pytest.mark.parametrize("question", ["win_rates", "matchups"])
def test_the_files_fall_back_on_the_declared_default(question: str) -> None:
    fallbacks = {
        node.this.name: node.expressions[0]
        for node in select_of(question).find_all(exp.Coalesce)
        if node.this.table == "rule"
    }
    assert float(fallbacks["ties_in_games"].this) == TIES_IN_GAMES[DEFAULT_RULE.ties]
    assert float(fallbacks["ties_in_points"].this) == TIES_IN_POINTS[DEFAULT_RULE.ties]
    if "mirrors" in fallbacks:
        assert fallbacks["mirrors"].this is (DEFAULT_RULE.mirrors == "count")


def test_what_all_sources_agree_on_needs_no_look_up() -> None:
    assert common_rule([]) == (DEFAULT_RULE.ties, DEFAULT_RULE.mirrors)
    assert common_rule(["limitless"]) == ("denominator", "count")
    assert common_rule(["limitless", "anyone"]) == (None, None)
    assert common_rule(["ladder", "anyone"]) == ("half", "exclude")


def test_limitless_counts_ties_as_games_and_mirrors_as_its_pages_do() -> None:
    assert RATE_RULES["limitless"] == RateRule(ties="denominator", mirrors="count")
