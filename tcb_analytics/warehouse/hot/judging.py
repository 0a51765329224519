"""Conditions over coded columns: judged on the distinct values by SQL, combined as SQL does.

A comparison is asked of the engine for the few values that its columns have, so its meaning is
the engine's own. And, or and not are combined row by row in three values.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sqlglot import exp

from tcb_analytics.warehouse.hot import kernels
from tcb_analytics.warehouse.hot.coded import Coded
from tcb_analytics.warehouse.hot.memory import TooLargeError
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT

Truth = NDArray[np.uint8]
"""0 for false, 1 for unknown, 2 for true."""
Columns = Callable[[str], Coded]
"""A column by its name."""
Ask = Callable[[str, pa.Table], pa.Table]
"""Runs SQL over a table named ``given``."""

MOST_PAIRS = 1_000_000
"""Combinations of values that a comparison of columns is judged on at most."""


def kept(conditions: Sequence[exp.Expr], columns: Columns, ask: Ask) -> NDArray[np.bool_] | None:
    """Rows for which all conditions are true; None where there is none.

    Raises:
        TooLargeError: A comparison of columns has too many combinations of values.
    """
    if not conditions:
        return None
    truths = [_truth(condition, columns, ask) for condition in conditions]
    return np.asarray(reduce(np.minimum, truths) == 2)


def _truth(tree: exp.Expr, columns: Columns, ask: Ask) -> Truth:
    if isinstance(tree, exp.Paren):
        return _truth(tree.this, columns, ask)
    names = sorted({column.name for column in tree.find_all(exp.Column)})
    if len(names) > 1 and isinstance(tree, exp.And | exp.Or):
        combine = np.minimum if isinstance(tree, exp.And) else np.maximum
        return combine(_truth(tree.left, columns, ask), _truth(tree.right, columns, ask))
    if len(names) > 1 and isinstance(tree, exp.Not):
        return np.asarray(2 - _truth(tree.this, columns, ask), dtype=np.uint8)
    return _judged(tree, [columns(name) for name in names], names, ask)


def _judged(tree: exp.Expr, parts: list[Coded], names: list[str], ask: Ask) -> Truth:
    """A comparison, judged on every combination of the values of its columns."""
    verdicts = _verdicts(tree, parts, names, ask)
    if not parts:
        return verdicts
    code = parts[0].codes
    for part in parts[1:]:
        code = code.astype(np.int64) * part.size + part.codes
    truth = np.zeros(code.size, np.uint8)
    kernels.spread(code, verdicts, truth)
    return truth


_known: OrderedDict[tuple[str, tuple[int, ...]], tuple[list[pa.Array], Truth]] = OrderedDict()
"""Judgements of late, by condition and values; the values are kept, so that ids stay theirs."""
_MOST_KNOWN = 256


def _verdicts(tree: exp.Expr, parts: list[Coded], names: list[str], ask: Ask) -> Truth:
    """Judgements of every combination of values, in the order of their codes."""
    told = tree.sql(dialect=DIALECT)
    key = (told, tuple(id(part.values) for part in parts))
    if key in _known:
        return _known[key][1]
    sizes = [part.size for part in parts]
    if np.prod(sizes, dtype=np.float64) > MOST_PAIRS:
        raise TooLargeError
    places = np.indices(sizes).reshape(len(sizes), -1) if sizes else np.zeros((0, 1), int)
    values = {
        name: part.values.take(pa.array(place))
        for name, part, place in zip(names, parts, places, strict=True)
    }
    given = pa.table(values) if values else pa.table({"one": [1]})
    sql = f"SELECT CASE WHEN {told} THEN 2 WHEN NOT ({told}) THEN 0 ELSE 1 END FROM given"  # noqa: S608 - a checked tree, printed
    verdicts = np.asarray(ask(sql, given).column(0).to_numpy(), dtype=np.uint8)
    _known[key] = ([part.values for part in parts], verdicts)
    while len(_known) > _MOST_KNOWN:
        _known.popitem(last=False)
    return verdicts
