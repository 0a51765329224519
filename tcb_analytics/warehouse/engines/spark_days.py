"""Days and weeks in Spark's words: parts of a day, ``strftime``, differences."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sqlglot import exp

from tcb_analytics.warehouse.engines.portable import not_portable
from tcb_analytics.warehouse.engines.spark_nodes import call, is_kind, number, text

_PARTS: Mapping[str, Callable[[exp.Expr], exp.Expr]] = {
    "dow": lambda day: exp.paren(exp.Sub(this=call("dayofweek", day), expression=number(1))),
    "dayofweek": lambda day: exp.paren(exp.Sub(this=call("dayofweek", day), expression=number(1))),
    "isodow": lambda day: exp.paren(exp.Add(this=call("weekday", day), expression=number(1))),
    "week": lambda day: call("weekofyear", day),
    "doy": lambda day: call("dayofyear", day),
    "isoyear": lambda day: exp.Extract(this=exp.Var(this="YEAROFWEEK"), expression=day.copy()),
}


def part(node: exp.Expr) -> exp.Expr:
    """``EXTRACT``: weeks are ISO's, days of the week count from Sunday as 0."""
    name = node.this.name.lower()
    known = _PARTS.get(name)
    day: exp.Expr = node.expression
    return known(day) if known else call(name, day)


_MARKS: Mapping[str, str] = {
    "Y": "yyyy", "m": "MM", "d": "dd", "H": "HH", "M": "mm", "S": "ss", "y": "yy", "j": "DDD",
    "b": "MMM", "B": "MMMM", "a": "EEE", "A": "EEEE", "p": "a", "I": "hh",
}  # fmt: skip


def formatted(node: exp.Expr) -> exp.Expr:
    """``strftime``, mark by mark; Spark's own formats know no ISO weeks.

    Raises:
        QueryError: The format is no text, or has a mark that Spark was not compared on.
    """
    wanted = node.args["format"]
    if not isinstance(wanted, exp.Literal):
        raise not_portable("strftime with a format that is no text")
    day = node.this
    parts: list[exp.Expr] = []
    for plain, mark in re.findall(r"([^%]+)|%(.?)", str(wanted.this), re.DOTALL):
        if plain or mark == "%":
            parts.append(text(plain or mark))
        elif mark == "G":
            parts.append(_padded(_PARTS["isoyear"](day), 4))
        elif mark == "V":
            parts.append(_padded(_PARTS["week"](day), 2))
        elif mark == "u":
            parts.append(exp.cast(_PARTS["isodow"](day), "text"))
        elif mark in _MARKS:
            parts.append(call("date_format", day, text(_MARKS[mark])))
        else:
            raise not_portable(f"%{mark} of strftime")
    return call("concat", *parts)


def _padded(value: exp.Expr, width: int) -> exp.Expr:
    return call("lpad", exp.cast(value, "text"), number(width), text("0"))


def between_days(node: exp.Expr) -> exp.Expr:
    """Days from one day to another; other units count other things in each engine.

    Raises:
        QueryError: It is another unit.
    """
    unit = node.args.get("unit")
    if unit is not None and unit.name.lower() != "day":
        raise not_portable(f"date_diff by {unit.name.lower()}")
    return call("datediff", call("to_date", node.this), call("to_date", node.expression))


def subtracted(node: exp.Expr) -> exp.Expr:
    """A day less a day is a number of days."""
    if is_kind(node.this, exp.DType.DATE) and is_kind(node.expression, exp.DType.DATE):
        return call("datediff", node.this, node.expression)
    return node
