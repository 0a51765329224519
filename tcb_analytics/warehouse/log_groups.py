"""Numbers for the groups that rollups count by, and the group of every game or pick.

SQL says which group a row belongs to; the rows are then found by their number within the
import, as compiled counting needs them. Counting is ``log_card_rollups`` and ``log_pack_rollups``.
"""

# ruff: noqa: S608 - every name in the SQL is declared in this package

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa


def groups_of(
    connection: duckdb.DuckDBPyConnection, keys: Mapping[str, str], source: str, number: str
) -> tuple[pa.Table, Any]:
    """The groups that occur, and the group of every row.

    Args:
        connection: Has the views of the facts.
        keys: Names of the keys, and the SQL of each over ``source``.
        source: What stands behind FROM.
        number: SQL of a row's number.

    Returns:
        Keys, one row a group, in order, nulls first; and of each number the row of its group.
    """
    shown = ", ".join(["0 AS k", *(f"{sql} AS k_{key}" for key, sql in keys.items())])
    order = ", ".join(["k", *(f"k_{key} NULLS FIRST" for key in keys)])
    same = " AND ".join(
        ["of_row.k = groups.k"]
        + [f"of_row.k_{key} IS NOT DISTINCT FROM groups.k_{key}" for key in keys]
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE groups AS"
        f" SELECT CAST(ROW_NUMBER() OVER (ORDER BY {order}) - 1 AS INTEGER) AS g, *"
        f" FROM (SELECT DISTINCT {shown} FROM {source})"
    )
    of_groups = ", ".join(["g", *(f"k_{key} AS {key}" for key in keys)])
    found: pa.Table = connection.sql(f"SELECT {of_groups} FROM groups").to_arrow_table()
    found = found.sort_by("g")
    (group,) = by_number(
        connection,
        f"SELECT n, g FROM (SELECT {number} AS n, {shown} FROM {source}) AS of_row"
        f" JOIN groups ON {same}",
    )
    return found.drop_columns(["g"]), group


def by_number(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Any]:
    """Columns of a SELECT whose first is a number, each value at its number's place; else -1.

    Rows are placed by their number and not sorted by DuckDB: with several threads it was seen
    to hand over sorted rows in another order where insertion order need not be preserved.
    """
    found: pa.Table = connection.sql(sql).to_arrow_table()
    number = found.column(0).to_numpy()
    placed = []
    for column in found.columns[1:]:
        values = np.full(int(number.max(initial=-1)) + 1, -1, np.int32)
        values[number] = column.to_numpy()
        placed.append(values)
    return placed
