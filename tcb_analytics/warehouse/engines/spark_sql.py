"""DuckDB's SQL in Spark's words, with DuckDB's values.

sqlglot knows the words; what it cannot know is where the same word gives another value.
Those are rewritten here, by the types of their arguments where these decide: division by
zero, casts that round, sums of truth values, averages of decimals, lists with nulls, days
taken apart, ISO weeks, patterns with a backslash.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.engines.portable import check_portable, not_portable
from tcb_analytics.warehouse.engines.spark_days import between_days, formatted, part, subtracted
from tcb_analytics.warehouse.engines.spark_nodes import call, double, is_kind, number, text
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT

Columns = Mapping[str, Mapping[str, str]]
"""Types of columns by view, as DuckDB names them."""

_INTEGERS = exp.DataType.INTEGER_TYPES
_FRACTIONS = (exp.DType.DOUBLE, exp.DType.FLOAT)


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
        known: dict[str, object] = {name: dict(kinds) for name, kinds in columns.items()}
        tree = qualify(
            tree, schema=known, dialect=DIALECT, validate_qualify_columns=False,
            quote_identifiers=False,
        )  # fmt: skip
        tree = annotate_types(tree, schema=known, dialect=DIALECT, expression_metadata=_TYPING)
        views = frozenset(t.name for t in tree.find_all(exp.Table) if t.name in known)
        return rewritten(tree).sql(dialect="spark", comments=False), views
    except (SqlglotError, AssertionError, RecursionError) as error:
        raise QueryError(
            f"Spark cannot be asked this: {str(error).splitlines()[0][:300]}"
        ) from error


def _literal_type(annotator: Any, node: exp.Expr) -> exp.Expr:
    """A number with a point and no exponent is a decimal to DuckDB."""
    kind = "varchar" if node.is_string else "int" if node.is_int else "double"
    is_decimal = kind == "double" and "e" not in str(node.this).lower()
    annotator._set_type(node, exp.DataType.build("decimal" if is_decimal else kind))
    return node


_TYPING = dict(Dialect.get_or_raise(DIALECT).EXPRESSION_METADATA) | {
    exp.Literal: {"annotator": _literal_type}
}


def _named_part(node: exp.Expr) -> exp.Expr:
    """``date_part('isodow', day)`` as the EXTRACT that it is."""
    if isinstance(node, exp.Anonymous) and node.name.lower() == "date_part":
        name, day = node.expressions
        return exp.Extract(this=exp.Var(this=name.name), expression=day)
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


def _divided(node: exp.Expr) -> exp.Expr:
    """Division as DuckDB does it: of doubles, and by 0 without an error."""
    over, under = double(node.this), double(node.expression)
    if isinstance(node.expression, exp.Nullif | exp.Literal) and not _is_zero(node.expression):
        return call("try_divide", over, under)
    by_zero = exp.Mul(this=over.copy(), expression=call("power", under, number(-1)))
    return exp.paren(exp.func("coalesce", call("try_divide", over, under), by_zero))


def _is_zero(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and float(node.this) == 0


def _cast(node: exp.Expr) -> exp.Expr:
    """A cast of a fraction to a whole number rounds in DuckDB and cuts in Spark."""
    to: exp.DataType = node.args["to"]
    if to.this in exp.DataType.TEXT_TYPES:
        _check_text(node.this)
    if to.this not in _INTEGERS:
        return node
    if is_kind(node.this, *_FRACTIONS):
        node.set("this", call("rint", node.this))
    elif is_kind(node.this, exp.DType.DECIMAL):
        node.set("this", call("round", node.this, number(0)))
    elif not is_kind(node.this, *_INTEGERS, exp.DType.BOOLEAN, exp.DType.NULL):
        raise not_portable(f"a cast of this to a whole number: {node.this.sql(DIALECT)[:60]}")
    return node


def _rounded(node: exp.Expr) -> exp.Expr:
    """Doubles are rounded in binary by DuckDB, in decimal by Spark."""
    places = node.args.get("decimals")
    if places is None or not is_kind(node.this, *_FRACTIONS):
        return node
    scale = call("power", number(10), places)
    scaled = call("round", exp.Mul(this=exp.paren(node.this.copy()), expression=scale))
    return exp.paren(exp.Div(this=scaled, expression=scale.copy()))


def _joined(node: exp.Expr) -> exp.Expr:
    """Numbers, days and truth values become text where they are joined to it."""
    for piece in list(node.expressions) or [node.this, node.expression]:
        _check_text(piece)
        if not is_kind(piece, *exp.DataType.TEXT_TYPES):
            made = exp.cast(piece.copy(), "text")
            made.type = exp.DataType.build("text")
            piece.replace(made)
    return node


def _check_text(node: exp.Expr) -> None:
    """Fractions and times are written differently by each engine."""
    if is_kind(node, *_FRACTIONS, *exp.DataType.TEMPORAL_TYPES - {exp.DType.DATE}):
        raise not_portable(f"this as text: {node.sql(DIALECT)[:60]}")


def _summed(node: exp.Expr) -> exp.Expr:
    if is_kind(node.this, exp.DType.BOOLEAN):
        node.set("this", exp.cast(node.this.copy(), "int"))
    return node


def _averaged(node: exp.Expr) -> exp.Expr:
    if not isinstance(node.this, exp.Distinct):
        node.set("this", double(node.this))
    return node


def _arg_best(name: str) -> Callable[[exp.Expr], exp.Expr]:
    """``arg_max`` passes over rows whose argument is null."""

    def change(node: exp.Expr) -> exp.Expr:
        known = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.null()))
        return call(name, node.this, exp.Case().when(known, node.expression.copy()))

    return change


def _ignoring_nulls(node: exp.Expr) -> exp.Expr:
    if not isinstance(node.this, exp.AnyValue):
        raise not_portable("IGNORE NULLS")
    return call("any_value", node.this.this, exp.true())


def _quantile(node: exp.Expr) -> exp.Expr:
    if is_kind(node.this, exp.DType.DECIMAL):
        raise not_portable("a quantile of decimals")
    share = number(0.5) if isinstance(node, exp.Median) else node.expression
    return call("percentile", node.this, share)


def _list_of(node: exp.Expr) -> exp.Expr:
    """A list keeps its nulls and its order, and is null where there are no rows."""
    value, order = node.this, None
    if isinstance(value, exp.Order):
        order, value = value, value.this
    if isinstance(value, exp.Distinct):
        raise not_portable("list(DISTINCT …)")
    parts = []
    for place, key in enumerate(order.expressions if order else ()):
        if key.args.get("desc"):
            raise not_portable("list(… ORDER BY … DESC)")
        last = exp.Is(this=key.this.copy(), expression=exp.null())
        parts += [exp.alias_(last, f"n{place}"), exp.alias_(key.this.copy(), f"k{place}")]
    rows = call("collect_list", call("struct", *parts, exp.alias_(value.copy(), "v")))
    rows = call("array_sort", rows) if order else rows
    taken = exp.Lambda(this=exp.column("v", table="r"), expressions=[exp.to_identifier("r")])
    return call("nullif", call("transform", rows, taken), call("array"))


def _length(node: exp.Expr) -> exp.Expr:
    if is_kind(node.this, exp.DType.ARRAY, exp.DType.LIST):
        return call("cardinality", node.this)
    return node


def _element(node: exp.Expr) -> exp.Expr:
    """``list[1]`` is the first and ``list[-1]`` the last; beyond the ends there is null.

    sqlglot keeps the index as counted from 0, negative ones too.
    """
    index = node.expressions[0]
    if isinstance(index, exp.Slice) or not is_kind(node.this, exp.DType.ARRAY, exp.DType.LIST):
        raise not_portable(node.sql(DIALECT)[:60])
    from_one = exp.Add(this=exp.paren(index.copy()), expression=number(1))
    return call("try_element_at", node.this, call("nullif", from_one, number(0)))


def _pattern(node: exp.Expr) -> exp.Expr:
    """A backslash in a pattern is itself."""
    doubled: exp.Expr = exp.func("replace", node.expression.copy(), text("\\"), text("\\\\"))
    if isinstance(node.expression, exp.Literal):
        doubled = text(str(node.expression.this).replace("\\", "\\\\"))
    node.set("expression", doubled)
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
    exp.Median: _quantile,
    exp.ArrayAgg: _list_of,
    exp.Length: _length,
    exp.Bracket: _element,
    exp.Like: _pattern,
    exp.ILike: _pattern,
    exp.Extract: part,
    exp.TimeToStr: formatted,
    exp.DateDiff: between_days,
    exp.Sub: subtracted,
}
"""What is rewritten, by what it is."""
