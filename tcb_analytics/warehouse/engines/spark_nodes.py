"""Small pieces of syntax that Spark's rewrites are built of."""

from __future__ import annotations

from sqlglot import exp


def call(name: str, *arguments: exp.Expr | None) -> exp.Expr:
    """A call of one of Spark's functions; arguments are copied, absent ones left out."""
    return exp.Anonymous(this=name, expressions=[a.copy() for a in arguments if a is not None])


def text(value: str) -> exp.Expr:
    """A text."""
    return exp.Literal.string(value)


def number(value: float) -> exp.Expr:
    """A number."""
    return exp.Literal.number(value)


def double(node: exp.Expr) -> exp.Expr:
    """A value as a double."""
    made = exp.cast(node.copy(), "double")
    made.type = exp.DataType.build("double")
    return made


def is_kind(node: exp.Expr, *kinds: exp.DType) -> bool:
    """Whether a value is known to be of one of these types."""
    return node.type is not None and node.type.this in kinds
