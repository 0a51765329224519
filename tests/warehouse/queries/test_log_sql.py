from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
import sqlglot

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.log_metrics import card_mean
from tcb_analytics.warehouse.queries.context import context_of
from tcb_analytics.warehouse.queries.filters import conditions
from tcb_analytics.warehouse.queries.log_columns import CARD_KEYS, GAME_KEYS, PICK_KEYS
from tcb_analytics.warehouse.queries.log_question import LogQuestion, log_question
from tcb_analytics.warehouse.queries.log_sql import log_sql
from tcb_analytics.warehouse.queries.log_sql_cards import card_rows, context_rows
from tcb_analytics.warehouse.queries.log_sql_facts import facts_counts
from tcb_analytics.warehouse.queries.log_terms import facts_terms, quoted, rollup_terms, text
from tcb_analytics.warehouse.queries.planner import FACTS, Part

ALL = frozenset({"game", "deck", "hand", "pick", "pack"})
DAYS = {"SYN": date(2025, 3, 3)}


def ask(
    metrics: object, by: object = ("name",), where: object = None, context: object = None
) -> LogQuestion:
    found = context_of(context)
    return log_question(metrics, by, where, found, ALL)  # type: ignore[arg-type]  # as callers do


def test_conditions_on_games_stand_where_games_are_read() -> None:
    question = ask(
        "gih_wr", ("name", "num_colors"), "rank = 'gold' and rarity = 'rare' and on_play"
    )
    hand = facts_counts(question, "hand", DAYS)
    inner = hand[hand.index("(SELECT *") : hand.index("AS limited_games")]

    assert "limited_games.rank = 'gold' AND limited_games.on_play" in inner
    assert "AS num_colors" in inner
    assert "JOIN logged_cards" in hand
    assert "rarity = 'rare'" in card_rows(question)


def test_a_condition_on_card_and_game_stands_where_both_are_known() -> None:
    hand = facts_counts(ask("gih_wr", (), "on_play or color = 'W'"), "hand", DAYS)

    assert "LEFT JOIN logged_cards" in hand
    assert "(limited_games.on_play OR logged_cards.color = 'W')" in hand.partition("WHERE")[2]


def test_a_question_that_names_no_card_reads_no_cards() -> None:
    sql = log_sql(ask("gp_wr", ("rank",)), [Part(FACTS, ("deck",), 1, "")], DAYS)

    assert "log_cards" not in sql
    assert "limited_cards" not in sql


@pytest.mark.parametrize("grain", ["game", "deck", "hand", "pick", "pack"])
def test_every_column_has_its_sql_over_every_grain(grain: str) -> None:
    keys = GAME_KEYS if grain in ("game", "deck", "hand") else PICK_KEYS
    term = facts_terms(grain, DAYS)  # type: ignore[arg-type]  # a parameter of pytest
    for name in keys:
        sqlglot.parse_one(term(name), dialect="duckdb")
    for name in CARD_KEYS.keys() - {"name"}:
        with pytest.raises(QueryError):
            term(name)


def test_columns_of_a_rollup_are_worked_out_of_its_keys() -> None:
    term = rollup_terms("cards_by_colors", ("name", "main_colors"), DAYS, None)

    assert term("num_colors") == "CAST(LENGTH(cards_by_colors.main_colors) AS INT)"
    assert term("rarity") == "limited_cards.rarity"
    assert term("set_code") == "cards_by_colors.set_code"


def test_days_of_a_format_count_from_the_first_day_of_their_set() -> None:
    sql = facts_terms("game", DAYS)("format_day")

    assert "CASE limited_games.set_code WHEN 'SYN' THEN CAST('2025-03-03' AS DATE) END" in sql
    assert "CAST(NULL AS DATE)" in facts_terms("game", {})("format_day")


def test_operators_keep_their_meaning_where_a_column_becomes_an_expression() -> None:
    (condition,) = conditions("not (pick_num = 3 or pack_num < 2)", PICK_KEYS)
    term = facts_terms("pick", {})

    assert text(condition.tree, term) == (
        "NOT ((CAST(picks.pick_number AS INT) + 1) = 3 OR (CAST(picks.pack_number AS INT) + 1) < 2)"
    )


def test_a_context_is_rows_of_literals() -> None:
    context = context_of(
        pa.table({"name": ["Ajani's", "b"], "Odd name": [1.5, None], "ok": [True, False]})
    )
    assert context is not None
    sql = context_rows(context)

    assert sql.startswith("SELECT * FROM (VALUES ('Ajani''s', 1.5, TRUE), ('b', NULL, FALSE))")
    assert sql.endswith('AS given(name, "Odd name", ok)')
    none = context_of(pa.table({"name": pa.array([], pa.string()), "x": pa.array([], pa.int64())}))
    assert none is not None
    assert context_rows(none) == "SELECT NULL AS name, NULL AS x WHERE FALSE"


def test_names_are_quoted_where_they_must_be() -> None:
    assert [quoted(name) for name in ("rank", "Rank", "a b", 'x"y')] == [
        "rank", '"Rank"', '"a b"', '"x""y"',
    ]  # fmt: skip


def test_questions_can_be_put_into_sparks_sql() -> None:
    context = pa.table({"name": ["Ember"], "tier": ["A"], "p": [0.5]})
    question = ask([card_mean("p"), "gih_wr"], ("tier", "format_week"), "draft_hour > 3", context)
    sql = log_sql(question, [Part(FACTS, ("deck", "hand"), 1, "")], DAYS)
    told = sqlglot.transpile(sql, read="duckdb", write="spark")

    assert len(told) == 1
    sqlglot.parse_one(told[0], dialect="spark")
    assert told[0].count("NULLS LAST") == 2


def test_a_weight_of_what_is_no_column_of_cards_is_refused() -> None:
    question = ask(card_mean("gih_wr"))
    with pytest.raises(QueryError, match="weighs by 'gih_wr'"):
        _ = question.weights
