"""Questions over Limited logs as SQL: one SELECT over facts and rollups.

Facts of cards are counted by the number of the card first (``hand_counts`` …), which is cheap,
and named afterwards (``logged_cards``); each table's counts then stand under each other
(``counted``) and are summed by the keys (``summed``). A row of the answer is there where at
least one count is above zero, so that facts and rollups give the same rows. Intervals and what
is withheld are not SQL (``log_finishing.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlglot

from tcb_analytics.warehouse.log_counts import BY_NAME, CARD_GRAINS, Grain
from tcb_analytics.warehouse.queries.log_formulas import formula
from tcb_analytics.warehouse.queries.log_question import LogQuestion
from tcb_analytics.warehouse.queries.log_sql_cards import CARDS, card_joins, card_rows, context_rows
from tcb_analytics.warehouse.queries.log_sql_facts import facts_counts
from tcb_analytics.warehouse.queries.log_terms import (
    CONTEXT,
    Known,
    Term,
    quoted,
    rollup_terms,
    text,
)
from tcb_analytics.warehouse.queries.planner import FACTS, Part
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT, render
from tcb_analytics.warehouse.rollups import ROLLUPS

_ROLLUPS = {rollup.name: rollup for rollup in ROLLUPS}


def log_sql(
    question: LogQuestion,
    parts: Sequence[Part],
    releases: Known,
    imports: Sequence[str] | None = None,
) -> str:
    """The whole question as SQL text that can be read, pasted and run.

    Args:
        question: What is asked.
        parts: The tables that answer it.
        releases: First day of each set, and picks of a pack, for columns that count from them.
        imports: Imports whose facts are read, where not all need be.
    """
    ctes: dict[str, str] = {}
    if question.context is not None:
        ctes[CONTEXT] = context_rows(question.context)
    members = []
    for part in parts:
        if part.table != FACTS:
            members.append(_of_rollup(question, part, releases))
            continue
        if question.used_of_cards:
            ctes[CARDS] = card_rows(question)
        for grain in part.grains:
            ctes[f"{grain}_counts"] = facts_counts(question, grain, releases, imports)
            members.append(_of_facts(question, grain))
    ctes["counted"] = "\nUNION ALL\n".join(members)
    ctes["summed"] = _summed(question)
    listed = ",\n".join(f"{name} AS (\n{body}\n)" for name, body in ctes.items())
    return render(sqlglot.parse_one(f"WITH {listed}\n{_answer(question)}", dialect=DIALECT))


def metrics_select(question: LogQuestion, table: str) -> str:
    """Keys, counts, sums and metrics over a table of summed counts."""
    counted = [*question.counts, *(added.name for added in question.sums)]
    shown = [quoted(key.name) for key in question.keys] + counted
    shown += [
        f"{formula(metric).sql(dialect=DIALECT)} AS {quoted(metric.name)}"
        for metric in question.metrics
        if metric.name not in counted
    ]
    return f"SELECT {', '.join(shown)}\nFROM {table}"  # nosec B608 # columns and tables that are declared here


def _summed(question: LogQuestion) -> str:
    keys = [quoted(key.name) for key in question.keys]
    sums = [f"CAST(SUM({name}) AS {_type(name)}) AS {name}" for name in question.counts]
    sums += [f"CAST(SUM({s.name}) AS DOUBLE) AS {quoted(s.name)}" for s in question.sums]
    grouped = f"\nGROUP BY {', '.join(keys)}" if keys else ""
    return f"SELECT {', '.join([*keys, *sums])}\nFROM counted{grouped}"  # nosec B608 # columns and tables that are declared here


def _answer(question: LogQuestion) -> str:
    """Keys, counts and metrics of the rows in which something was counted, in order."""
    some = " OR ".join(f"{name} > 0" for name in question.counts)
    keys = ", ".join(f"{quoted(key.name)} NULLS LAST" for key in question.keys)
    ordered = f"\nORDER BY {keys}" if keys else ""
    return f"{metrics_select(question, 'summed')}\nWHERE {some}{ordered}"


def _type(count: str) -> str:
    return "DOUBLE" if count.endswith("_rate_sum") else "BIGINT"


def _of_rollup(question: LogQuestion, part: Part, releases: Known) -> str:
    rollup = _ROLLUPS[part.table]
    term = rollup_terms(part.table, rollup.keys, releases, question.context)
    shown = [f"{term(key.name)} AS {quoted(key.name)}" for key in question.keys]
    shown += _counts(question, part.grains, part.table, term)
    joins = card_joins(question, f"{part.table}.name") if "name" in rollup.keys else ""
    kept = [text(condition.tree, term) for condition in question.conditions]
    where = f"\nWHERE {' AND '.join(kept)}" if kept else ""
    return f"SELECT {', '.join(shown)}\nFROM {part.table}\n{joins}{where}"  # nosec B608 # columns and tables that are declared here


def _of_facts(question: LogQuestion, grain: Grain) -> str:
    table = f"{grain}_counts"
    joined = bool(question.used_of_cards) and grain in CARD_GRAINS
    shown = []
    for key in question.keys:
        of = CARDS if key.name in question.card_columns else table
        shown.append(f"{of}.{quoted(key.name)} AS {quoted(key.name)}")
    shown += _counts(question, (grain,), table, lambda name: f"{CARDS}.{quoted(name)}")
    join = (
        f"\nJOIN {CARDS} ON {CARDS}.import_id = {table}.import_id AND {CARDS}.card = {table}.card"
        if joined
        else ""
    )
    return f"SELECT {', '.join(shown)}\nFROM {table}{join}"  # nosec B608 # columns and tables that are declared here


def _counts(question: LogQuestion, grains: Sequence[Grain], table: str, card: Term) -> list[str]:
    """Every count and sum of a question as one table has it: 0 where another counts it."""
    shown = [
        f"{table}.{name} AS {name}" if BY_NAME[name].grain in grains else f"0 AS {name}"
        for name in question.counts
    ]
    for added in question.sums:
        sql = "0"
        if BY_NAME[added.count].grain in grains:
            weight = text(question.weights[added.name], card)
            sql = f"COALESCE({table}.{added.count} * CAST({weight} AS DOUBLE), 0)"
        shown.append(f"{sql} AS {quoted(added.name)}")
    return shown
