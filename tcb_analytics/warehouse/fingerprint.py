"""One hash of everything a snapshot shows, whatever order it was imported in.

Two lakes with the same fingerprint answer every question alike. Import ids, times
and versions are left out: they differ between two imports of the same files.
"""

from __future__ import annotations

import hashlib

import duckdb

from tcb_analytics.warehouse.store import Store
from tcb_analytics.warehouse.tables import IMPORTS, TABLES


def fingerprint(store: Store) -> str:
    """SHA-256 over the live rows of every table and the live data sets, order-free."""
    total = hashlib.sha256()
    for row in sorted((row.dataset, row.sha256, row.rows, row.rejected) for row in store.live):
        total.update(repr(row).encode())
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for name, table in TABLES.items():
            files = [] if table is IMPORTS else store.files(name)
            total.update(f"{name} {_table_hash(connection, files)}".encode())
    return total.hexdigest()


def _table_hash(connection: duckdb.DuckDBPyConnection, files: list[str]) -> str:
    if not files:
        return "empty"
    found = connection.execute(
        "SELECT count(*), md5(string_agg(h, '' ORDER BY h)) FROM ("
        "SELECT md5(CAST(t AS VARCHAR)) AS h"
        " FROM read_parquet($files, hive_partitioning = false) AS t)",
        {"files": files},
    ).fetchone()
    return repr(found)
