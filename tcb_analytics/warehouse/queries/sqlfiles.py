"""The ``.sql`` files as syntax trees.

Each file opens with a comment that says which question it answers. Views build on
tables and on each other; questions are runnable as they stand, for their default
keys, and are what the helpers compose from.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import sqlglot
from sqlglot import exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.dialects.duckdb import DuckDB

from tcb_analytics.errors import QueryError

DIALECT = DuckDB
"""Named by its class: by its text it would be loaded in the midst of the first question."""
FOLDER = Path(__file__).parent / "sql"
Kind = Literal["views", "questions"]


@cache
def text_of(kind: Kind, name: str) -> str:
    """The text of one file, comment included.

    Raises:
        QueryError: There is no such file.
    """
    path = FOLDER / kind / f"{name}.sql"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in path.parent.glob("*.sql")))
        raise QueryError(f"no {kind[:-1]} named {name!r}; known: {known}")
    return path.read_text(encoding="utf-8")


def meaning_of(kind: Kind, name: str) -> str:
    """The first line of a file's comment: the question it answers."""
    return text_of(kind, name).splitlines()[0].removeprefix("--").strip()


@cache
def _parsed(kind: Kind, name: str) -> exp.Query:
    tree = sqlglot.parse_one(text_of(kind, name), dialect=DIALECT)
    if not isinstance(tree, exp.Query):
        raise QueryError(f"{name}.sql holds no query", where=str(FOLDER / kind))
    for node in tree.walk():
        node.comments = None
    return tree


def tree_of(kind: Kind, name: str) -> exp.Query:
    """A fresh syntax tree of one file, free to be changed."""
    return _parsed(kind, name).copy()


def render(tree: exp.Expr, dialect: str | type[Dialect] = DIALECT) -> str:
    """A tree as SQL text that can be read, pasted and run."""
    return tree.sql(dialect=dialect, pretty=True, comments=False)
