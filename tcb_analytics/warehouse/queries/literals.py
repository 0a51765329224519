"""Values of a user as SQL literals, checked against the kind of their column.

A value never becomes SQL text by itself: it becomes a literal of a syntax tree, and
the tree's printer quotes it.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.queries.columns import Key

_LONGEST = 10_000


def literal(value: Any, key: Key) -> exp.Expr:
    """One value as a literal of its column's kind.

    Raises:
        QueryError: The value is of another kind.
    """
    if hasattr(value, "item") and getattr(value, "shape", None) == ():
        value = value.item()
    if value is None:
        return exp.null()
    built = _BUILD[key.kind](value)
    if built is None:
        raise QueryError(
            f"expected {_EXPECTED[key.kind]}, got {value!r:.100}", where=f"where: {key.name}"
        )
    return built


def _text(value: Any) -> exp.Expr | None:
    if not isinstance(value, str) or "\x00" in value or len(value) > _LONGEST:
        return None
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return None
    return exp.Literal.string(str(value))


def _number(value: Any) -> exp.Expr | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    if abs(value) >= 2**63:
        return None
    size = exp.Literal.number(repr(abs(value)))
    return exp.Neg(this=size) if value < 0 else size


def _day(value: Any) -> exp.Expr | None:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        return None
    return exp.Cast(this=exp.Literal.string(value.isoformat()), to=exp.DataType.build("date"))


def _flag(value: Any) -> exp.Expr | None:
    return exp.Boolean(this=value) if isinstance(value, bool) else None


_BUILD = {"text": _text, "number": _number, "day": _day, "flag": _flag}
_EXPECTED = {
    "text": "text",
    "number": "a finite number",
    "day": "a day such as 2025-02-14",
    "flag": "True or False",
}
