"""The rows of cards that a question over facts reads: numbers, names and what is known of them."""

from __future__ import annotations

import math
from typing import Any

from tcb_analytics.warehouse.queries.context import Context
from tcb_analytics.warehouse.queries.literals import literal
from tcb_analytics.warehouse.queries.log_columns import CARD_KEYS
from tcb_analytics.warehouse.queries.log_question import LogQuestion
from tcb_analytics.warehouse.queries.log_terms import CONTEXT, card_terms, quoted, text
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT

CARDS = "logged_cards"
"""Name of these rows."""


def card_rows(question: LogQuestion) -> str:
    """The cards that keep the conditions on cards, with the columns that are used."""
    term = card_terms("log_cards.name", question.context)
    shown = ["log_cards.import_id", "log_cards.card"]
    shown += [f"{term(name)} AS {quoted(name)}" for name in question.used_of_cards]
    kept = [text(condition.tree, term) for condition in question.on_cards]
    where = f"\nWHERE {' AND '.join(kept)}" if kept else ""
    joins = card_joins(question, "log_cards.name")
    return f"SELECT {', '.join(shown)}\nFROM log_cards\n{joins}{where}"  # nosec B608 # as in log_sql.py


def card_joins(question: LogQuestion, name: str) -> str:
    """Joins of the catalogue and the context to rows that have card names, where used."""
    used = set(question.used_of_cards)
    joins = []
    if used & (CARD_KEYS.keys() - {"name"}):
        joins.append(f"LEFT JOIN limited_cards ON limited_cards.name = {name}")
    if question.context is not None and used & question.context.keys.keys():
        joins.append(f"LEFT JOIN {CONTEXT} ON {CONTEXT}.name = {name}")
    return "\n".join(joins)


def context_rows(context: Context) -> str:
    """A context as rows of SQL."""
    names = ", ".join(quoted(name) for name in context.table.column_names)
    rows = list(zip(*(column.to_pylist() for column in context.table.columns), strict=True))
    if not rows:
        nothing = ", ".join(f"NULL AS {quoted(name)}" for name in context.table.column_names)
        return f"SELECT {nothing} WHERE FALSE"
    keys = [CARD_KEYS["name"], *context.keys.values()]
    listed = ", ".join(
        "(" + ", ".join(_value(value, key) for value, key in zip(row, keys, strict=True)) + ")"
        for row in rows
    )
    return f"SELECT * FROM (VALUES {listed}) AS given({names})"  # noqa: S608 - printed literals


def _value(value: Any, key: Any) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        value = None
    return literal(value, key).sql(dialect=DIALECT)
