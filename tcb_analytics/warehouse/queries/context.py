"""Columns that a question's own answer adds to cards: a result joined into the next question.

A context is a few hundred rows, one per card name; its columns are columns of cards then, to
group, filter and weigh by. Leaves out how they are joined (``log_sql.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.queries.columns import ColumnKind, Key
from tcb_analytics.warehouse.queries.log_columns import ALL_KEYS

MOST_ROWS = 5_000
"""Cards that a context may tell of."""


@dataclass(frozen=True, eq=False)
class Context:
    """What is known of cards besides the catalogue.

    Attributes:
        table: Column ``name``, then the columns that are added; no name twice.
        keys: The added columns as declared columns.
    """

    table: pa.Table
    keys: Mapping[str, Key] = field(default_factory=dict)


def context_of(given: Any) -> Context | None:
    """A result, an Arrow table, or a pandas or polars frame, as context.

    Raises:
        QueryError: It has no column ``name``, a name twice or too many rows, or a column is
            named like a declared one.
    """
    if given is None or isinstance(given, Context):
        return given
    table = _arrow(given)
    if "name" not in table.column_names:
        raise _refused("a context needs a column 'name'", 'ask for it with by=("name",)')
    if table.num_rows > MOST_ROWS:
        raise _refused(f"over {MOST_ROWS:,} rows", "one row per card name")
    names = table.column("name").to_pylist()
    if len(set(names)) < len(names) or None in names:
        raise _refused("a card name stands there twice, or is missing", "one row per card name")
    added = [column for column in table.column_names if column != "name"]
    if taken := [column for column in added if column in ALL_KEYS]:
        raise _refused(f"{taken[0]!r} is a declared column already", "rename it first")
    table = _without_nan(table)
    keys = {column: _key(column, table.schema.field(column).type) for column in added}
    return Context(table.select(["name", *added]), keys)


def _arrow(given: Any) -> pa.Table:
    if isinstance(given, pa.Table):
        return given
    if hasattr(given, "arrow"):
        return given.arrow()
    if hasattr(given, "to_arrow"):
        return given.to_arrow()
    if hasattr(given, "to_dict") and hasattr(given, "columns"):
        return pa.Table.from_pandas(given, preserve_index="name" not in given.columns)
    raise _refused(f"got {type(given).__name__}", "give a result or a frame with a column 'name'")


def _without_nan(table: pa.Table) -> pa.Table:
    """The table with null for every number that is none."""
    for place, (name, kind) in enumerate(zip(table.schema.names, table.schema.types, strict=True)):
        if pa.types.is_floating(kind):
            values = table.column(place)
            table = table.set_column(place, name, pc.if_else(pc.is_finite(values), values, None))
    return table


def _key(name: str, kind: pa.DataType) -> Key:
    meaning = "column of the context"
    found: ColumnKind
    if pa.types.is_boolean(kind):
        found = "flag"
    elif pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_null(kind):
        found = "number"
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
        found = "text"
    elif pa.types.is_date(kind):
        found = "day"
    else:
        raise _refused(f"{name!r} holds {kind}", "texts, numbers, days or truth values")
    return Key(name, found, meaning)


def _refused(what: str, remedy: str) -> QueryError:
    return QueryError(what, where="context", remedy=remedy)
