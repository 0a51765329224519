"""What of DuckDB's SQL Spark answers with the same values, checked node by node.

A list of what is allowed, not of what is known to differ: a function that nobody compared
is refused with its name, for a wrong figure is worse than none. ``spark_sql.py`` rewrites
those that need another form; a test asks both engines each of them.
"""

from __future__ import annotations

from sqlglot import exp

from tcb_analytics.errors import QueryError

_CLAUSES = (
    exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.Order, exp.Ordered,
    exp.Limit, exp.Offset, exp.With, exp.CTE, exp.Table, exp.TableAlias, exp.Subquery, exp.Union,
    exp.Except, exp.Intersect, exp.Distinct, exp.Qualify, exp.Values, exp.Tuple, exp.Alias,
    exp.Rollup, exp.Cube, exp.GroupingSets,
)  # fmt: skip
_VALUES = (
    exp.Column, exp.Identifier, exp.Star, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Var,
    exp.DataType, exp.DataTypeParam, exp.Cast, exp.TryCast, exp.Array, exp.Struct, exp.Dot,
    exp.PropertyEQ, exp.Interval, exp.WeekStart,
)  # fmt: skip
_CONDITIONS = (
    exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.In,
    exp.Between, exp.Like, exp.ILike, exp.Escape, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Exists,
    exp.Any, exp.Case, exp.If, exp.Coalesce, exp.Nullif,
)  # fmt: skip
_ARITHMETIC = (
    exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod, exp.Neg, exp.Abs, exp.Round,
    exp.Floor, exp.Ceil, exp.Sqrt, exp.Exp, exp.Ln, exp.Pow, exp.Sign, exp.Greatest, exp.Least,
)  # fmt: skip
_TEXT = (
    exp.Lower, exp.Upper, exp.Length, exp.Trim, exp.Concat, exp.DPipe, exp.ConcatWs, exp.Replace,
    exp.StartsWith, exp.EndsWith, exp.Contains, exp.SplitPart, exp.StrPosition, exp.Substring,
    exp.Left, exp.Right, exp.Reverse,
)  # fmt: skip
_DAYS = (
    exp.Extract, exp.Year, exp.Month, exp.Day, exp.Quarter, exp.DateTrunc, exp.TimestampTrunc,
    exp.TimeToStr, exp.DateDiff, exp.LastDay,
)  # fmt: skip
_LISTS = (
    exp.Bracket, exp.ArraySize, exp.ArrayContains, exp.ArrayToString, exp.ArrayDistinct,
    exp.Unnest, exp.Explode, exp.Lambda, exp.ArrayFilter, exp.Transform,
)  # fmt: skip
_AGGREGATES = (
    exp.Count, exp.CountIf, exp.Sum, exp.Avg, exp.Min, exp.Max, exp.LogicalAnd, exp.LogicalOr,
    exp.Filter, exp.AnyValue, exp.ArgMax, exp.ArgMin, exp.Median, exp.PercentileCont,
    exp.Stddev, exp.StddevSamp, exp.StddevPop, exp.Variance, exp.VariancePop, exp.GroupConcat,
    exp.ArrayAgg, exp.IgnoreNulls,
)  # fmt: skip
_WINDOWS = (
    exp.Window, exp.WindowSpec, exp.RowNumber, exp.Rank, exp.DenseRank, exp.PercentRank,
    exp.CumeDist, exp.Ntile, exp.Lag, exp.Lead, exp.FirstValue, exp.LastValue,
)  # fmt: skip
_ALLOWED = (
    *_CLAUSES, *_VALUES, *_CONDITIONS, *_ARITHMETIC, *_TEXT, *_DAYS, *_LISTS, *_AGGREGATES,
    *_WINDOWS,
)  # fmt: skip

_JOINS = frozenset({"", "CROSS", "INNER", "OUTER", "SEMI", "ANTI"})
_PARTS = frozenset(
    {
        "year", "month", "day", "quarter", "week", "hour", "minute", "second", "dow", "isodow",
        "doy", "isoyear", "dayofweek", "dayofyear",
    }
)  # fmt: skip
_TRUNCATIONS = frozenset({"year", "quarter", "month", "week", "day", "hour", "minute", "second"})


def check_portable(tree: exp.Expr) -> None:
    """Refuse a tree that holds anything Spark was not compared on.

    Raises:
        QueryError: It does; the message names the first such part.
    """
    for node in tree.walk():
        if type(node) not in _ALLOWED:
            raise not_portable(_said(node))
        if isinstance(node, exp.Join):
            _check_join(node)
        elif isinstance(node, exp.Table):
            _check_table(node)
        elif isinstance(node, exp.Distinct) and node.args.get("on"):
            raise not_portable("DISTINCT ON")
        elif isinstance(node, exp.Extract):
            _check_word(node.this, _PARTS, node)
        elif isinstance(node, exp.DateTrunc | exp.TimestampTrunc):
            _check_word(node.args["unit"], _TRUNCATIONS, node)
        elif isinstance(node, exp.Min | exp.Max) and (node.args.get("count") or node.expressions):
            raise not_portable(_said(node))
        elif isinstance(node, exp.Substring | exp.Left | exp.Right):
            _check_counts(node)


def not_portable(what: str) -> QueryError:
    """The error for a part of SQL that one engine alone answers."""
    return QueryError(
        f"{what} was not compared between DuckDB and Spark",
        where="TCB_ENGINE=spark",
        remedy="write it another way, or ask with TCB_ENGINE=duckdb",
    )


def _check_join(node: exp.Join) -> None:
    if node.method or node.kind.upper() not in _JOINS:
        raise not_portable(f"{node.method or node.kind} JOIN".upper())


def _check_table(node: exp.Table) -> None:
    if (
        node.args.get("pivots")
        or node.args.get("sample")
        or not isinstance(node.this, exp.Identifier)
    ):
        raise not_portable(_said(node))


def _check_word(word: exp.Expr, known: frozenset[str], node: exp.Expr) -> None:
    if word.name.lower() not in known:
        raise not_portable(_said(node))


def _check_counts(node: exp.Expr) -> None:
    """Counting from 0 or from the end means other characters in each engine."""
    counts = [node.args.get(name) for name in ("start", "length", "expression")]
    for count in counts:
        plain = isinstance(count, exp.Literal) and not count.is_string
        if count is not None and not (plain and int(count.this) >= 1):
            raise not_portable(f"{_said(node)}: a count other than a number from 1")


def _said(node: exp.Expr) -> str:
    return node.sql("duckdb").splitlines()[0][:80]
