"""A filter written as text: ``leader = 'OP01-001' and date >= '2025-01-01'``.

The text is parsed, then every node must be one of a short list: comparisons, and, or,
not, in, between, like, is null, over declared columns and literals. There are no
functions, subqueries or casts to allow or forbid one by one.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.queries.columns import Key, find_key
from tcb_analytics.warehouse.queries.literals import literal
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT

_LONGEST = 20_000
_COMPARISONS = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Like, exp.ILike)
_SHAPES = (exp.And, exp.Or, exp.Not, exp.Paren, exp.In, exp.Between, exp.Is, *_COMPARISONS)
_LEAVES = (exp.Literal, exp.Boolean, exp.Null, exp.Neg, exp.Column, exp.Identifier)
_HOLDERS = (*_COMPARISONS, exp.In, exp.Between)
_REMEDY = "compare columns with values: leader = 'OP01-001' and date >= '2025-01-01'"


def parse_condition(text: str, known: Mapping[str, Key]) -> list[exp.Expr]:
    """The conditions that a text joins by ``and``, checked and with typed literals.

    Raises:
        QueryError: It cannot be parsed, names an unknown column, compares with a value
            of the wrong kind, or holds anything but comparisons.
    """
    tree = _parse(text).transform(_plain_day)
    for node in tree.walk():
        node.comments = None
        if not isinstance(node, (*_SHAPES, *_LEAVES)) or _has_more(node):
            raise _refused(f"{node.sql(DIALECT)!r:.80} is not allowed in a filter")
    return [_typed(part.copy(), known) for part in _flatten(tree)]


def _parse(text: str) -> exp.Expr:
    if len(text) > _LONGEST or "\x00" in text:
        raise _refused("the text is too long or holds a NUL")
    try:
        statements = sqlglot.parse(f"SELECT 1 WHERE (\n{text}\n)", dialect=DIALECT)
    except (SqlglotError, RecursionError, ValueError) as error:
        raise _refused(f"not a condition: {str(error).splitlines()[0][:200]}") from error
    select = statements[0] if len(statements) == 1 else None
    where = select.args.get("where") if isinstance(select, exp.Select) else None
    if where is None or not isinstance(where.this, exp.Paren) or _is_more_than_where(select):
        raise _refused("not one condition")
    return where.this.this  # type: ignore[no-any-return]  # sqlglot's args are untyped


def _plain_day(node: exp.Expr) -> exp.Expr:
    """``DATE '2025-01-01'`` as the plain text in it; its column says that it is a day."""
    if isinstance(node, exp.Cast) and isinstance(node.this, exp.Literal) and node.is_type("date"):
        return node.this
    return node


def _is_more_than_where(select: exp.Expr | None) -> bool:
    """Whether the text closed the bracket and went on with clauses of its own."""
    given = {name for name, value in select.args.items() if value} if select else set()
    return given != {"expressions", "where"}


def _has_more(node: exp.Expr) -> bool:
    """Whether a node carries parts that its plain form lacks."""
    allowed = {"this", "expression", "expressions", "low", "high", "quoted", "is_string"}
    return any(value for name, value in node.args.items() if name not in allowed)


def _flatten(tree: exp.Expr) -> list[exp.Expr]:
    if isinstance(tree, exp.Paren):
        return _flatten(tree.this)
    if isinstance(tree, exp.And):
        return _flatten(tree.left) + _flatten(tree.right)
    return [exp.paren(tree) if isinstance(tree, exp.Or) else tree]


def _typed(tree: exp.Expr, known: Mapping[str, Key]) -> exp.Expr:
    """Check every comparison and give its values the kind of their column."""
    for node in tree.find_all(exp.Column, exp.Literal, exp.Is):
        if isinstance(node, exp.Column):
            _check_column(node, known)
        elif isinstance(node, exp.Is) and not _is_plain(node):
            raise _refused("after is only null, true or false may stand")
        elif isinstance(node, exp.Literal) and not isinstance(node.parent, (*_HOLDERS, exp.Neg)):
            raise _refused(f"the value {node.name!r:.80} stands alone: compare a column with it")
    for holder in list(tree.find_all(*_HOLDERS)):
        _type_values(holder, known)
    return tree


def _check_column(node: exp.Column, known: Mapping[str, Key]) -> None:
    if not node.this.args.get("quoted"):
        node.this.set("this", node.name.lower())
    key = find_key(node.name, known, "where")
    if not isinstance(node.parent, (*_HOLDERS, exp.Is)) and key.kind != "flag":
        raise _refused(f"{node.name} stands alone: compare it with a value")


def _is_plain(node: exp.Is) -> bool:
    return isinstance(node.this, exp.Column) and isinstance(node.expression, exp.Null | exp.Boolean)


def _type_values(node: exp.Expr, known: Mapping[str, Key]) -> None:
    parts = [node.this, *(node.args.get(name) for name in ("expression", "low", "high"))]
    sides = [part for part in (*parts, *node.expressions) if part is not None]
    columns = [side for side in sides if isinstance(side, exp.Column)]
    values = [side for side in sides if not isinstance(side, exp.Column)]
    if not columns:
        raise _refused("a comparison needs a column")
    key = find_key(columns[0].name, known, "where")
    if isinstance(node, exp.Like | exp.ILike) and key.kind != "text":
        raise _refused(f"like compares text, and {key.name} is a {key.kind}")
    kinds = {find_key(column.name, known, "where").kind for column in columns}
    if len(kinds) > 1:
        raise _refused(f"{' and '.join(column.name for column in columns)} are not of one kind")
    for value in values:
        given = _python(value)
        if given is None:
            raise _refused(f"nothing equals null: write {key.name} is null")
        value.replace(literal(given, key))


def _python(value: exp.Expr) -> str | int | float | bool | None:
    if isinstance(value, exp.Null):
        return None
    if isinstance(value, exp.Boolean):
        return bool(value.this)
    if isinstance(value, exp.Neg) and isinstance(value.this, exp.Literal):
        inner = _python(value.this)
        if isinstance(inner, int | float):
            return -inner
    if isinstance(value, exp.Literal):
        if value.is_string:
            return str(value.this)
        number = float(value.this)
        return int(number) if number.is_integer() else number
    raise _refused(f"{value.sql(DIALECT)!r:.80} is not a plain value")


def _refused(what: str) -> QueryError:
    return QueryError(what, where="where", remedy=_REMEDY)
