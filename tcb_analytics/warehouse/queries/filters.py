"""A ``where`` argument as a list of conditions that all must hold.

A mapping gives one condition per column: a value is equality, a list or set is any of
them, a tuple of two is a range with both ends included (``None`` leaves an end open),
``None`` is a missing value. A text is a small SQL expression (``expressions.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.queries.columns import Key, find_key
from tcb_analytics.warehouse.queries.expressions import parse_condition
from tcb_analytics.warehouse.queries.literals import literal

Where = Mapping[str, Any] | str | None
"""What every helper accepts as its filter."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition and the declared columns that it looks at."""

    tree: exp.Expr
    columns: frozenset[str]

    @property
    def fixed_value(self) -> str | None:
        """The one text that its column is held to, if that is all it does."""
        tree = self.tree
        if not isinstance(tree, exp.EQ) or not isinstance(tree.this, exp.Column):
            return None
        value = tree.expression
        return str(value.this) if isinstance(value, exp.Literal) and value.is_string else None


def conditions(where: Where, known: Mapping[str, Key]) -> list[Condition]:
    """Every condition of a filter; none for ``None``.

    Raises:
        QueryError: A column is unknown, a value of the wrong kind, or the text says
            more than comparisons of columns with values.
    """
    if where is None:
        return []
    if isinstance(where, str):
        trees: Iterable[exp.Expr] = parse_condition(where, known)
    elif isinstance(where, Mapping):
        trees = [_of_pair(find_key(name, known, "where"), value) for name, value in where.items()]
    else:
        raise QueryError(
            f"expected a mapping or a text, got {type(where).__name__}",
            where="where",
            remedy='write {"leader": "OP01-001"} or "leader = \'OP01-001\'"',
        )
    return [
        Condition(tree, frozenset(column.name for column in tree.find_all(exp.Column)))
        for tree in trees
    ]


def _of_pair(key: Key, value: Any) -> exp.Expr:
    column = exp.column(key.name)
    if isinstance(value, tuple):
        return _range(column, key, value)
    if isinstance(value, list | set | frozenset | range):
        return _any_of(column, key, value)
    if hasattr(value, "tolist") and getattr(value, "shape", ()) != ():
        return _any_of(column, key, value.tolist())
    if value is None:
        return exp.Is(this=column, expression=exp.null())
    return exp.EQ(this=column, expression=literal(value, key))


def _any_of(column: exp.Column, key: Key, values: Iterable[Any]) -> exp.Expr:
    found = list(values)
    given = [literal(value, key) for value in found if value is not None]
    parts: list[exp.Expr] = []
    if given:
        parts.append(exp.In(this=column.copy(), expressions=given))
    if len(given) < len(found):
        parts.append(exp.Is(this=column.copy(), expression=exp.null()))
    if not parts:
        return exp.false()
    return exp.paren(exp.or_(*parts)) if len(parts) > 1 else parts[0]


def _range(column: exp.Column, key: Key, ends: tuple[Any, ...]) -> exp.Expr:
    if len(ends) != 2:
        raise QueryError(
            f"a tuple is a range of two ends (low, high), got {len(ends)} values",
            where=f"where: {key.name}",
            remedy="write a list for any of several values",
        )
    low, high = ends
    parts: list[exp.Expr] = []
    if low is not None:
        parts.append(exp.GTE(this=column.copy(), expression=literal(low, key)))
    if high is not None:
        parts.append(exp.LTE(this=column.copy(), expression=literal(high, key)))
    if not parts:
        return exp.Not(this=exp.Is(this=column, expression=exp.null()))
    return exp.and_(*parts)
