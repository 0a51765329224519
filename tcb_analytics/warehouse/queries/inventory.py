"""How many rows each table of a snapshot has, and of which imports, told by its files alone.

A file's own footer says its rows, so nothing is scanned, and each is read once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path, PurePath

import pyarrow.parquet as pq

from tcb_analytics.warehouse.store import PARTITION, readable


class Inventory:
    """Rows and imports by table.

    Args:
        files: Parquet files by table, as a snapshot lists them.
    """

    def __init__(self, files: Mapping[str, Sequence[str]]) -> None:
        self._files = files

    def rows(self, table: str, imports: frozenset[str] | None = None) -> int:
        """Rows of a table, of all imports or of some.

        Raises:
            LakeError: A file is gone or damaged.
        """
        return sum(
            _rows(file)
            for file in self._files.get(table, ())
            if imports is None or import_of(file) in imports
        )

    def imports(self, table: str) -> frozenset[str]:
        """Imports that have rows in a table."""
        return frozenset(import_of(file) for file in self._files.get(table, ()) if _rows(file))


def import_of(file: str) -> str:
    """The import whose partition a file lies in; empty where it lies in none."""
    mark = f"{PARTITION}="
    parts = (part for part in PurePath(file).parts if part.startswith(mark))
    return next(parts, mark).removeprefix(mark)


@lru_cache(maxsize=8192)
def _rows(file: str) -> int:
    """Rows of one file; Delta never changes a file, so it is read once."""
    with readable(Path(file)):
        return int(pq.read_metadata(file).num_rows)
