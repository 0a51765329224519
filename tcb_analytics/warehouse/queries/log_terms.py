"""Columns of Limited logs as SQL over one table's joined rows: facts of a grain, or a rollup.

A derived column becomes its SQL over base columns, qualified by the table that has them, so
that the same declaration serves facts, rollups and cards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

import sqlglot
from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse import log_facts
from tcb_analytics.warehouse.log_counts import GAME_GRAINS, Grain
from tcb_analytics.warehouse.queries.columns import Key
from tcb_analytics.warehouse.queries.context import Context
from tcb_analytics.warehouse.queries.log_columns import A_PACK, ALL_KEYS, CARD_KEYS, RELEASE
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT

Term = Callable[[str], str]
"""A column's SQL by its name."""

Known = Mapping[str, date | int]
"""What columns are worked out from besides their rows: by set its first day, by import of a log
of drafts the picks of a pack."""

CONTEXT = "context"
"""Name of the rows that a context adds."""


def text(tree: exp.Expr, term: Term) -> str:
    """A condition or weight as SQL, each column in it replaced by its term."""

    def placed(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and not node.table:
            return bracketed(parsed(term(node.name)).copy())
        return node

    return tree.copy().transform(placed).sql(dialect=DIALECT)


@lru_cache(maxsize=1024)
def parsed(sql: str) -> exp.Expr:
    """A piece of SQL as a tree, which is not to be changed."""
    return sqlglot.parse_one(sql, dialect=DIALECT)


def bracketed(tree: exp.Expr) -> exp.Expr:
    """A tree that may stand inside another: in brackets where it has operators."""
    return exp.paren(tree) if isinstance(tree, exp.Binary | exp.Unary | exp.Is) else tree


def facts_terms(grain: Grain, releases: Known) -> Term:
    """Terms of the columns of games or picks, over the joined facts of a grain."""
    return _terms(log_facts.columns(grain), releases)


def rollup_terms(
    table: str, keys: tuple[str, ...], releases: Known, context: Context | None
) -> Term:
    """Terms over one rollup, with those of cards where it has names."""
    names = (*keys, "game", "source", "set_code", "event_type")
    rows = _terms({name: f"{table}.{name}" for name in names}, releases)
    cards = card_terms(f"{table}.name", context)

    def term(name: str) -> str:
        return (
            rows(name)
            if name in names or name in ALL_KEYS.keys() - CARD_KEYS.keys()
            else cards(name)
        )

    return term


def card_terms(name_sql: str, context: Context | None) -> Term:
    """Terms of columns of cards: the name, the catalogue's, the context's."""

    def term(name: str) -> str:
        if name == "name":
            return name_sql
        if context is not None and name in context.keys:
            return f"{CONTEXT}.{quoted(name)}"
        return f"limited_cards.{name}"

    return term


def outer_table(grain: Grain) -> str:
    """The table of a grain whose rows are games or drafts."""
    return "limited_games" if grain in GAME_GRAINS else "drafts"


def quoted(name: str) -> str:
    """A name as SQL, in quotes where it needs them."""
    return exp.to_identifier(name, quoted=not name.isidentifier() or name != name.lower()).sql(
        DIALECT
    )


def _terms(base: Mapping[str, str], releases: Known) -> Term:
    def term(name: str) -> str:
        if name in base:
            return base[name]
        key = ALL_KEYS.get(name)
        if key is None or key.sql is None:
            raise QueryError(f"no column {name!r} in these rows", where="by and where")
        return _derived(key, base, releases)

    return term


def _derived(key: Key, base: Mapping[str, str], releases: Known) -> str:
    tree = parsed(str(key.sql)).copy()
    for column in list(tree.find_all(exp.Column)):
        if column.name == RELEASE:
            column.replace(parsed(_release(base["set_code"], releases)).copy())
        elif column.name == A_PACK:
            column.replace(parsed(_a_pack(base["import_id"], releases)).copy())
        else:
            column.replace(bracketed(parsed(base[column.name]).copy()))
    return tree.sql(dialect=DIALECT)


def _release(set_code: str, releases: Known) -> str:
    days = {
        code: f"DATE '{day.isoformat()}'" for code, day in releases.items() if isinstance(day, date)
    }
    return _case(set_code, days) if days else "CAST(NULL AS DATE)"


def _a_pack(import_id: str, releases: Known) -> str:
    picks = {name: str(count) for name, count in releases.items() if isinstance(count, int)}
    return _case(import_id, picks) if picks else "CAST(NULL AS INTEGER)"


def _case(column: str, values: Mapping[str, str]) -> str:
    cases = " ".join(
        f"WHEN {exp.Literal.string(name).sql(DIALECT)} THEN {sql}"
        for name, sql in sorted(values.items())
    )
    return f"CASE {column} {cases} END"
