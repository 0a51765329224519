"""Whether a text of a user is exactly one SELECT over known views.

Two parsers must agree. sqlglot checks the shape and gives readable refusals; DuckDB's
own parser has the last word (``syntax.py``), for it is the one that runs the text. What
is not a known view is refused, not what is known to be bad; only scalar functions are
judged by a list of what is forbidden, for there are hundreds and the others read
nothing but their arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from tcb_analytics.warehouse.queries.sqlfiles import DIALECT
from tcb_analytics.warehouse.queries.syntax import (
    TABLE_FUNCTIONS,
    check_syntax,
    refused,
    refused_function,
    refused_name,
)

_LONGEST = 100_000


class Parser(Protocol):
    """What the guard needs of an engine."""

    def statements(self, sql: str) -> list[tuple[str, str]]:
        """Type and text of each statement."""
        ...

    def syntax(self, sql: str) -> str:
        """The engine's own syntax tree as JSON."""
        ...


def check_select(text: str, views: Iterable[str], parser: Parser) -> str:
    """The text without its trailing semicolon, once it is known to be harmless.

    Args:
        text: SQL of a user.
        views: Names that may be asked.
        parser: The engine that will run it.

    Raises:
        QueryError: It is anything but one SELECT over known views.
    """
    if not isinstance(text, str) or not text.strip():
        raise refused("expected the text of a SELECT, got nothing")
    if len(text) > _LONGEST or "\x00" in text:
        raise refused(f"the text is over {_LONGEST:,} characters or holds a NUL")
    known = {name.lower(): name for name in views}
    try:
        _check_shape(_parse(text), known)
    except RecursionError as error:
        raise refused("the text is nested too deeply") from error
    found = parser.statements(text)
    if len(found) != 1 or found[0][0] != "SELECT":
        kinds = ", ".join(kind for kind, _ in found) or "nothing"
        raise refused(f"expected exactly one SELECT, found {kinds}")
    check_syntax(parser.syntax(text), known)
    return text.strip()


def _parse(text: str) -> exp.Expr:
    try:
        found = sqlglot.parse(text, dialect=DIALECT)
    except (SqlglotError, ValueError) as error:
        raise refused(f"cannot be parsed: {str(error).splitlines()[0][:200]}") from error
    trees = [tree for tree in found if tree is not None and not isinstance(tree, exp.Semicolon)]
    if len(trees) != 1:
        raise refused(f"expected exactly one SELECT, found {len(trees)} statements")
    return trees[0]


def _check_shape(tree: exp.Expr, known: Mapping[str, str]) -> None:
    if not isinstance(tree, exp.Select | exp.SetOperation | exp.Subquery):
        raise refused(f"expected a SELECT, found {type(tree).__name__.upper()}")
    ctes = {cte.alias.lower() for cte in tree.find_all(exp.CTE)}
    for node in tree.walk():
        if isinstance(node, exp.Command | exp.Into):
            raise refused(f"{type(node).__name__.upper()} is not part of a SELECT")
        if isinstance(node, exp.Table):
            _check_table(node, known, ctes)


def _check_table(node: exp.Table, known: Mapping[str, str], ctes: set[str]) -> None:
    if isinstance(node.this, exp.Func):
        name = node.this.name if isinstance(node.this, exp.Anonymous) else node.this.sql_name()
        allowed = isinstance(node.this, exp.GenerateSeries | exp.Unnest | exp.Explode)
        if not allowed and name.lower() not in TABLE_FUNCTIONS:
            raise refused_function(name)
        return
    if node.args.get("db") or node.args.get("catalog"):
        raise refused_name(node.sql(DIALECT), known)
    if node.name.lower() not in known and node.name.lower() not in ctes:
        raise refused_name(node.name, known)
