"""Formulas of metrics worked out on arrays of counts, with SQL's own arithmetic.

Null is NaN in floats; whole numbers stay whole as long as SQL keeps them so, and are the same
doubles where SQL divides. Formulas that say more than arithmetic are left to SQL: ``worked_out``
gives None for them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlglot import exp

from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries.log_formulas import formula, squares

Array = NDArray[Any]
Arrays = Mapping[str, Array]
Formula = Callable[[Arrays], Array]


def worked_out(metric: Metric, counts: Arrays) -> Array | None:
    """The values of a metric, row by row; None where only SQL can tell them."""
    return _applied(_value_of(metric), counts)


def squares_in(metric: Metric, counts: Arrays) -> Array | None:
    """The sum of squares behind a rate, row by row; None where it counts independent things."""
    return _applied(_squares_of(metric), counts)


def _applied(found: Formula | None, counts: Arrays) -> Array | None:
    if found is None:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        return found(counts)


@lru_cache(maxsize=1024)
def _value_of(metric: Metric) -> Formula | None:
    return _compiled(formula(metric))


@lru_cache(maxsize=1024)
def _squares_of(metric: Metric) -> Formula | None:
    tree = squares(metric)
    return None if tree is None else _compiled(tree)


def _compiled(tree: exp.Expr) -> Formula | None:
    try:
        return _formula(tree)
    except KeyError:
        return None


def _formula(tree: exp.Expr) -> Formula:
    """A formula as nested functions.

    Raises:
        KeyError: It holds more than arithmetic.
    """
    if isinstance(tree, exp.Column):
        name = tree.name
        return lambda counts: counts[name]
    if isinstance(tree, exp.Literal) and not tree.is_string:
        text = str(tree.this)
        value = np.int64(text) if text.isdigit() else np.float64(text)
        return lambda counts: np.asarray(value)
    if isinstance(tree, exp.Paren):
        return _formula(tree.this)
    if isinstance(tree, exp.Window) and _is_total(tree):
        inner = _formula(tree.this.this)
        return lambda counts: np.asarray(np.nansum(inner(counts)))
    if type(tree) in _TWO:
        apply = _TWO[type(tree)]
        left, right = _formula(tree.this), _formula(_other(tree))
        return lambda counts: apply(left(counts), right(counts))
    apply_one = _ONE[type(tree)]
    inner = _formula(tree.this)
    return lambda counts: apply_one(inner(counts))


def _other(tree: exp.Expr) -> exp.Expr:
    """The second argument of a function or operator of two."""
    if isinstance(tree, exp.Greatest):
        if len(tree.expressions) != 1:
            raise KeyError(tree)
        return tree.expressions[0]  # type: ignore[no-any-return]  # sqlglot's args are untyped
    return tree.expression  # type: ignore[no-any-return]  # sqlglot's args are untyped


def _is_total(tree: exp.Window) -> bool:
    """Whether a window is a sum over all rows."""
    parts = ("partition_by", "order", "spec")
    return isinstance(tree.this, exp.Sum) and not any(tree.args.get(part) for part in parts)


def _divided(left: Array, right: Array) -> Array:
    return np.asarray(left, dtype=np.float64) / np.asarray(right, dtype=np.float64)


def _null_if(left: Array, right: Array) -> Array:
    return np.where(left == right, np.nan, left)


_TWO: Mapping[type, Callable[[Array, Array], Array]] = {
    exp.Add: np.add,
    exp.Sub: np.subtract,
    exp.Mul: np.multiply,
    exp.Div: _divided,
    exp.Nullif: _null_if,
    exp.Greatest: np.fmax,
}
_ONE: Mapping[type, Callable[[Array], Array]] = {exp.Sqrt: np.sqrt, exp.Neg: np.negative}
