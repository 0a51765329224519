"""Metrics of Limited logs as syntax trees over counts alone.

A metric may name other metrics; they are put in until only counts and sums over cards remain.
The text of a metric may come from a user, so it may calculate and nothing else.
"""

from __future__ import annotations

from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.log_counts import BY_NAME as COUNTS
from tcb_analytics.warehouse.log_counts import CardSum
from tcb_analytics.warehouse.log_metrics import BY_NAME, QUESTION
from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries.columns import suggestion
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT
from tcb_analytics.warehouse.queries.syntax import FORBIDDEN

_DEEPEST = 20
"""Metrics that may name each other in a row."""


def find_metric(asked: str | Metric) -> Metric:
    """A metric by its name, or the one that was made for this question.

    Raises:
        QueryError: The name is unknown, or the metric belongs to another question.
    """
    if isinstance(asked, Metric):
        if asked.question != QUESTION:
            raise QueryError(
                f"the metric {asked.name!r} belongs to {asked.question!r}",
                where="metrics",
                remedy=f'Metric(name, "{QUESTION}", sql, meaning)',
            )
        return asked
    if isinstance(asked, str) and asked in BY_NAME:
        return BY_NAME[asked]
    raise QueryError(
        f"no metric {asked!r}{suggestion(asked, BY_NAME)}",
        where="metrics",
        remedy="lake.limited_metrics() lists them",
    )


@lru_cache(maxsize=1024)
def formula(metric: Metric) -> exp.Expr:
    """The tree of a metric over counts and its sums over cards.

    Raises:
        QueryError: Its SQL cannot be parsed, does more than calculate, or names what is unknown.
    """
    return _expanded(metric.sql, {added.name for added in metric.sums}, metric.name, 0)


@lru_cache(maxsize=1024)
def squares(metric: Metric) -> exp.Expr | None:
    """The tree of a rate's sum of squares; None where all that it counts is independent."""
    return None if metric.squares is None else _expanded(metric.squares, set(), metric.name, 0)


@lru_cache(maxsize=1024)
def counts_of(metric: Metric) -> frozenset[str]:
    """Names of the counts and sums that a metric is made of, its squares left out."""
    return names_in(formula(metric))


def names_in(tree: exp.Expr) -> frozenset[str]:
    """Names of the counts and sums that a tree reads."""
    return frozenset(column.name for column in tree.find_all(exp.Column))


def parse_weight(added: CardSum, known: frozenset[str]) -> exp.Expr:
    """The weight of a sum over cards as a tree.

    Raises:
        QueryError: It cannot be parsed, or names what is no column of cards.
    """
    tree = _parse(added.sql, added.name)
    if unknown := sorted(names_in(tree) - known):
        raise QueryError(
            f"{added.name!r} weighs by {unknown[0]!r}, which is no column of cards"
            f"{suggestion(unknown[0], known)}",
            where="metrics",
            remedy="give the column by context=",
        )
    return tree


def _expanded(sql: str, own: set[str], name: str, depth: int) -> exp.Expr:
    if depth > _DEEPEST:
        raise QueryError(f"the metric {name!r} names itself", where="metrics")
    tree = exp.paren(_parse(sql, name))  # so that a lone column can be replaced as well
    for column in list(tree.find_all(exp.Column)):
        found = column.name.lower()
        if found in COUNTS or found in own or (found in BY_NAME and BY_NAME[found].sql == found):
            column.replace(exp.column(found))
        elif found in BY_NAME:
            inner = _expanded(BY_NAME[found].sql, own, name, depth + 1)
            column.replace(exp.paren(inner) if isinstance(inner, exp.Binary) else inner)
        else:
            raise QueryError(
                f"the metric {name!r} names {column.name!r}, which is no count"
                f"{suggestion(found, BY_NAME)}",
                where="metrics",
                remedy="lake.limited_metrics() lists counts and metrics",
            )
    return tree.this.pop()  # type: ignore[no-any-return]  # sqlglot's args are untyped


def _parse(sql: str, name: str) -> exp.Expr:
    try:
        tree = sqlglot.parse_one(sql, dialect=DIALECT)
    except (SqlglotError, RecursionError, ValueError) as error:
        raise QueryError(
            f"the metric {name!r} cannot be parsed: {str(error).splitlines()[0][:200]}",
            where="metrics",
        ) from error
    for node in tree.walk():
        outside = isinstance(node, exp.Query | exp.Table | exp.Command | exp.Star)
        if outside or (isinstance(node, exp.Func) and _called(node) in FORBIDDEN):
            raise QueryError(
                f"the metric {name!r} does more than calculate: {node.sql(DIALECT)!r:.80}",
                where="metrics",
                remedy="write arithmetic over counts, such as won_deck / NULLIF(deck, 0)",
            )
    return tree


def _called(node: exp.Func) -> str:
    return str(node.name if isinstance(node, exp.Anonymous) else node.sql_name()).lower()
