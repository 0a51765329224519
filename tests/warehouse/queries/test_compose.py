from __future__ import annotations

import pytest
from sqlglot import exp

from tcb_analytics.warehouse.metrics import metrics_of
from tcb_analytics.warehouse.queries.columns import keys_of
from tcb_analytics.warehouse.queries.compose import (
    ResultsPlan,
    results_query,
    results_sql,
    select_of,
)
from tcb_analytics.warehouse.queries.filters import conditions
from tcb_analytics.warehouse.queries.sqlfiles import render

KNOWN = keys_of("results")


def _plan(*by: str, where: object = None, question: str = "win_rates", **rules: str) -> ResultsPlan:
    return ResultsPlan(
        question,
        tuple(KNOWN[name] for name in by),
        tuple(conditions(where, KNOWN)),
        **rules,  # type: ignore[arg-type]
    )


def _parts(plan: ResultsPlan) -> tuple[str, str]:
    counted, scored = (cte.this for cte in results_query(plan).ctes)
    return render(counted), render(scored)


@pytest.mark.parametrize(
    ("question", "by", "rules"),
    [("win_rates", ["leader"], {}), ("matchups", ["leader", "opponent"], {"mirrors": "count"})],
)
def test_a_file_is_what_its_default_question_composes_to(
    question: str, by: list[str], rules: dict[str, str]
) -> None:
    composed = results_query(_plan(*by, question=question, **rules))
    assert render(composed) == render(select_of(question))


def test_conditions_on_plain_columns_filter_rows_and_on_derived_ones_groups() -> None:
    counted, scored = _parts(_plan("leader", where={"week": "2025-W02", "set_code": "TB01"}))
    assert "set_code = 'TB01'" in counted
    assert "2025-W02" not in counted
    assert "2025-W02" in scored


def test_a_condition_that_mixes_both_filters_groups_and_keeps_what_it_needs() -> None:
    counted, scored = _parts(_plan("leader", where="week = '2025-W02' or player = 'p1'"))
    assert "'p1'" not in counted
    assert "player" in counted
    assert "counted.player = 'p1'" in scored


def test_rules_that_all_sources_share_need_no_look_up() -> None:
    counted, scored = _parts(_plan("leader", ties="half", mirrors="exclude"))
    assert "source" not in counted
    assert "JOIN" not in scored
    assert "leader <> opponent" in counted


def test_mirrors_and_unknown_leaders_count_where_no_leader_is_asked_about() -> None:
    counted, _ = _parts(_plan("player", ties="half", mirrors="count"))
    assert "leader" not in counted


def test_every_value_of_a_user_is_a_literal_of_the_tree() -> None:
    hostile = "x' OR '1'='1"
    tree = results_query(_plan("leader", where={"player": hostile, "event": [hostile]}))
    texts = [node.this for node in tree.find_all(exp.Literal) if node.is_string]
    assert texts.count(hostile) == 2


def test_metrics_stand_behind_the_counts() -> None:
    plan = _plan("leader")
    asked = tuple(metrics_of("win_rates", ("tie_rate",)))
    tree = results_query(ResultsPlan(plan.question, plan.keys, metrics=asked))
    assert tree.named_selects[-3:] == ["points", "rate", "tie_rate"]


def test_questions_that_differ_in_one_value_are_never_taken_for_each_other() -> None:
    wheres = [
        None,
        {"player": "a"},
        {"player": "A"},
        {"player": "1"},
        {"player": None},
        {"player": ["a"]},
        {"player": ["A", "a"]},
        {"player": ["a", "A"]},
        {"event": "a"},
        {"round": 1},
        {"round": -1},
        {"round": 1.5},
        {"mirror": True},
        {"mirror": False},
        "player = 'a'",
        "player <> 'a'",
        "not player = 'a'",
        "player like 'a'",
        "player ilike 'a'",
        "player = 'a' or player = 'b'",
        "player = 'a' and player = 'b'",
    ]
    for where in wheres:
        plan = _plan("leader", where=where)
        assert results_sql(plan) == render(results_query(plan)), where
