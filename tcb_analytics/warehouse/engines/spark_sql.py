"""DuckDB's SQL in Spark's words, with DuckDB's values.

sqlglot knows the words; what it cannot know is where the same word gives another value.
Those are rewritten here, by the types of their arguments where these decide: division by
zero, casts that round, sums of truth values, averages of decimals, lists with nulls, days
taken apart, ISO weeks, patterns with a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.engines.portable import check_portable, not_portable
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT

Columns = Mapping[str, Mapping[str, str]]
"""Types of columns by view, as DuckDB names them."""

_T = exp.DataType.Type
_INTEGERS = exp.DataType.INTEGER_TYPES
_DAY = "to_date"


def spark_sql(sql: str, columns: Columns) -> tuple[str, frozenset[str]]:
    """One SELECT for Spark, and the views that it reads.

    Args:
        sql: The SELECT in DuckDB's dialect.
        columns: Columns of every view that may be read.

    Raises:
        QueryError: It is no SELECT, or holds what Spark was not compared on.
    """
    try:
        tree = sqlglot.parse_one(sql, dialect=DIALECT)
        if not isinstance(tree, exp.Query):
            raise not_portable(type(tree).__name__.upper())
        tree = tree.transform(_named_part)
        check_portable(tree)
        known = {name: dict(kinds) for name, kinds in columns.items()}
        tree = qualify(
            tree, schema=known, dialect=DIALECT, validate_qualify_columns=False,
            quote_identifiers=False,
        )  # fmt: skip
        tree = annotate_types(tree, schema=known, dialect=DIALECT)
        ctes = {cte.alias for cte in tree.find_all(exp.CTE)}
        views = frozenset(table.name for table in tree.find_all(exp.Table)) - ctes
        return rewritten(tree).sql(dialect="spark", comments=False), views
    except (SqlglotError, RecursionError) as error:
        raise QueryError(
            f"Spark cannot be asked this: {str(error).splitlines()[0][:300]}"
        ) from error


def _named_part(node: exp.Expr) -> exp.Expr:
    """``date_part('isodow', day)`` as the EXTRACT that it is."""
    if isinstance(node, exp.Anonymous) and node.name.lower() == "date_part":
        part, day = node.expressions
        return exp.Extract(this=exp.Var(this=part.name), expression=day)
    return node


def rewritten(tree: exp.Expr) -> exp.Expr:
    """A typed tree with DuckDB's values spelt out for Spark, from the leaves upwards."""
    for node in reversed(list(tree.walk(bfs=True))):
        change = _CHANGES.get(type(node))
        changed = change(node) if change else node
        if changed is not node:
            changed.type = node.type
            node.replace(changed)
    return tree


def _call(name: str, *arguments: exp.Expr | None) -> exp.Expr:
    return exp.Anonymous(this=name, expressions=[a.copy() for a in arguments if a is not None])


def _text(value: str) -> exp.Expr:
    return exp.Literal.string(value)


def _number(value: float) -> exp.Expr:
    return exp.Literal.number(value)


def _double(node: exp.Expr) -> exp.Expr:
    made = exp.cast(node.copy(), "double")
    made.type = exp.DataType.build("double")
    return made


def _is(node: exp.Expr, *kinds: exp.DataType.Type) -> bool:
    return node.type is not None and node.type.this in kinds


def _divided(node: exp.Expr) -> exp.Expr:
    """Division as DuckDB does it: of doubles, and by 0 without an error."""
    over, under = _double(node.this), _double(node.expression)
    if isinstance(node.expression, exp.Nullif | exp.Literal) and not _is_zero(node.expression):
        return _call("try_divide", over, under)
    by_zero = exp.Mul(this=over.copy(), expression=_call("power", under, _number(-1)))
    return exp.paren(exp.func("coalesce", _call("try_divide", over, under), by_zero))


def _is_zero(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and float(node.this) == 0


def _cast(node: exp.Expr) -> exp.Expr:
    """A cast of a fraction to a whole number rounds in DuckDB and cuts in Spark."""
    to: exp.DataType = node.args["to"]
    if to.this in exp.DataType.TEXT_TYPES:
        _check_text(node.this)
    if to.this not in _INTEGERS:
        return node
    if _is(node.this, _T.DOUBLE, _T.FLOAT):
        node.set("this", _call("rint", node.this))
    elif _is(node.this, _T.DECIMAL):
        node.set("this", _call("round", node.this, _number(0)))
    elif not (node.this.type and node.this.type.this in (*_INTEGERS, _T.BOOLEAN, _T.NULL)):
        raise not_portable(f"a cast of this to a whole number: {node.this.sql(DIALECT)[:60]}")
    return node


def _rounded(node: exp.Expr) -> exp.Expr:
    """Doubles are rounded in binary by DuckDB, in decimal by Spark."""
    places = node.args.get("decimals")
    if places is None or not _is(node.this, _T.DOUBLE, _T.FLOAT):
        return node
    scale = _call("power", _number(10), places)
    scaled = _call("round", exp.Mul(this=exp.paren(node.this.copy()), expression=scale))
    return exp.paren(exp.Div(this=scaled, expression=scale.copy()))


def _joined(node: exp.Expr) -> exp.Expr:
    for part in node.expressions or (node.this, node.expression):
        _check_text(part)
    return node


def _check_text(node: exp.Expr) -> None:
    """Fractions and times are written differently by each engine."""
    if _is(node, _T.DOUBLE, _T.FLOAT, _T.TIMESTAMP, _T.TIMESTAMPTZ, _T.TIMESTAMPNTZ):
        raise not_portable(f"this as text: {node.sql(DIALECT)[:60]}")


def _summed(node: exp.Expr) -> exp.Expr:
    if _is(node.this, _T.BOOLEAN):
        node.set("this", exp.cast(node.this.copy(), "int"))
    return node


def _averaged(node: exp.Expr) -> exp.Expr:
    if not isinstance(node.this, exp.Distinct):
        node.set("this", _double(node.this))
    return node


def _arg_best(name: str) -> Callable[[exp.Expr], exp.Expr]:
    """``arg_max`` passes over rows whose argument is null."""

    def change(node: exp.Expr) -> exp.Expr:
        known = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.null()))
        return _call(name, node.this, exp.Case().when(known, node.expression.copy()))

    return change


def _ignoring_nulls(node: exp.Expr) -> exp.Expr:
    if not isinstance(node.this, exp.AnyValue):
        raise not_portable("IGNORE NULLS")
    return _call("any_value", node.this.this, exp.true())


def _quantile(node: exp.Expr) -> exp.Expr:
    return _call("percentile", node.this, node.args.get("quantile") or node.expression)


def _median(node: exp.Expr) -> exp.Expr:
    return _call("percentile", node.this, _number(0.5))


def _list_of(node: exp.Expr) -> exp.Expr:
    """A list keeps its nulls and its order, and is null where there are no rows."""
    value, order = node.this, None
    if isinstance(value, exp.Order):
        order, value = value, value.this
    if isinstance(value, exp.Distinct):
        raise not_portable("list(DISTINCT …)")
    parts = []
    for number, key in enumerate(order.expressions if order else ()):
        if key.args.get("desc"):
            raise not_portable("list(… ORDER BY … DESC)")
        last = exp.Is(this=key.this.copy(), expression=exp.null())
        parts += [exp.alias_(last, f"n{number}"), exp.alias_(key.this.copy(), f"k{number}")]
    rows = _call("collect_list", _call("struct", *parts, exp.alias_(value.copy(), "v")))
    rows = _call("array_sort", rows) if order else rows
    taken = exp.Lambda(this=exp.column("v", table="r"), expressions=[exp.to_identifier("r")])
    return _call("nullif", _call("transform", rows, taken), _call("array"))


def _length(node: exp.Expr) -> exp.Expr:
    if _is(node.this, _T.ARRAY, _T.LIST):
        return _call("cardinality", node.this)
    return node


def _element(node: exp.Expr) -> exp.Expr:
    """``list[1]`` is the first and ``list[-1]`` the last; beyond the ends there is null.

    sqlglot keeps the index as counted from 0, negative ones too.
    """
    index = node.expressions[0]
    if isinstance(index, exp.Slice) or not _is(node.this, _T.ARRAY, _T.LIST):
        raise not_portable(node.sql(DIALECT)[:60])
    from_one = exp.Add(this=exp.paren(index.copy()), expression=_number(1))
    return _call("try_element_at", node.this, _call("nullif", from_one, _number(0)))


def _pattern(node: exp.Expr) -> exp.Expr:
    """A backslash in a pattern is itself."""
    doubled = exp.func("replace", node.expression.copy(), _text("\\"), _text("\\\\"))
    if isinstance(node.expression, exp.Literal):
        doubled = _text(str(node.expression.this).replace("\\", "\\\\"))
    node.set("expression", doubled)
    return node


_PARTS: Mapping[str, Callable[[exp.Expr], exp.Expr]] = {
    "dow": lambda day: exp.paren(exp.Sub(this=_call("dayofweek", day), expression=_number(1))),
    "dayofweek": lambda day: exp.paren(
        exp.Sub(this=_call("dayofweek", day), expression=_number(1))
    ),
    "isodow": lambda day: exp.paren(exp.Add(this=_call("weekday", day), expression=_number(1))),
    "week": lambda day: _call("weekofyear", day),
    "doy": lambda day: _call("dayofyear", day),
    "isoyear": lambda day: exp.Extract(this=exp.Var(this="YEAROFWEEK"), expression=day.copy()),
}


def _part(node: exp.Expr) -> exp.Expr:
    name = node.this.name.lower()
    return _PARTS.get(name, lambda day: _call(name, day))(node.expression)


_MARKS: Mapping[str, str] = {
    "Y": "yyyy", "m": "MM", "d": "dd", "H": "HH", "M": "mm", "S": "ss", "y": "yy", "j": "DDD",
    "b": "MMM", "B": "MMMM", "a": "EEE", "A": "EEEE", "p": "a", "I": "hh",
}  # fmt: skip


def _formatted(node: exp.Expr) -> exp.Expr:
    """``strftime``, mark by mark; Spark's own formats know no ISO weeks."""
    wanted = node.args["format"]
    if not isinstance(wanted, exp.Literal):
        raise not_portable("strftime with a format that is no text")
    day = node.this
    parts: list[exp.Expr] = []
    for plain, mark in re.findall(r"([^%]+)|%(.?)", str(wanted.this), re.DOTALL):
        if plain or mark == "%":
            parts.append(_text(plain or mark))
        elif mark == "G":
            parts.append(_padded(_PARTS["isoyear"](day), 4))
        elif mark == "V":
            parts.append(_padded(_PARTS["week"](day), 2))
        elif mark == "u":
            parts.append(exp.cast(_PARTS["isodow"](day), "text"))
        elif mark in _MARKS:
            parts.append(_call("date_format", day, _text(_MARKS[mark])))
        else:
            raise not_portable(f"%{mark} of strftime")
    return _call("concat", *parts)


def _padded(number: exp.Expr, width: int) -> exp.Expr:
    return _call("lpad", exp.cast(number, "text"), _number(width), _text("0"))


def _between_days(node: exp.Expr) -> exp.Expr:
    """Days from one day to another; other units count other things in each engine."""
    unit = node.args.get("unit")
    if unit is not None and unit.name.lower() != "day":
        raise not_portable(f"date_diff by {unit.name.lower()}")
    return _call("datediff", _call(_DAY, node.this), _call(_DAY, node.expression))


def _subtracted(node: exp.Expr) -> exp.Expr:
    if _is(node.this, _T.DATE) and _is(node.expression, _T.DATE):
        return _call("datediff", node.this, node.expression)
    return node


_CHANGES: Mapping[type[exp.Expr], Callable[[exp.Expr], exp.Expr]] = {
    exp.Div: _divided,
    exp.Cast: _cast,
    exp.Round: _rounded,
    exp.Concat: _joined,
    exp.DPipe: _joined,
    exp.TryCast: _cast,
    exp.Sum: _summed,
    exp.Avg: _averaged,
    exp.ArgMax: _arg_best("max_by"),
    exp.ArgMin: _arg_best("min_by"),
    exp.IgnoreNulls: _ignoring_nulls,
    exp.PercentileCont: _quantile,
    exp.Quantile: _quantile,
    exp.Median: _median,
    exp.ArrayAgg: _list_of,
    exp.Length: _length,
    exp.Bracket: _element,
    exp.Like: _pattern,
    exp.ILike: _pattern,
    exp.Extract: _part,
    exp.TimeToStr: _formatted,
    exp.DateDiff: _between_days,
    exp.Sub: _subtracted,
}
"""What is rewritten, by what it is."""
