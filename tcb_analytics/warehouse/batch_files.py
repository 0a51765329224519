"""Writing batches of one import as Parquet files: few, large, and encoded for small columns.

A table's batches are gathered into row groups and go to one file until that is large. The
files are named in Delta's log by the transaction when they are complete; until then, and after
a kill, no reader knows of them.
"""

from __future__ import annotations

import json
import secrets
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake.transaction import AddAction, RemoveAction

from tcb_analytics.warehouse.store import PARTITION
from tcb_analytics.warehouse.tables import TABLES

GROUP_BYTES = 4 << 20
"""Arrow bytes of one row group, at the least; DuckDB reads groups in parallel."""
FILE_BYTES = 256 << 20
"""Bytes of a file after which the next one begins."""
_RISING = frozenset({"game_id", "build", "draft", "pick"})
"""Numbers within the import: rows come in their order."""
_STEADY = frozenset({("limited_games", "draft_time"), ("drafts", "draft_time")})
"""Times that rise with the rows, or stay."""
_PLAIN = frozenset({("build_cards", "card"), ("game_cards", "card")})
"""Numbers that come in the same runs, which zstd finds among bytes and not among codes of bits."""
LEVEL = 6
"""Level of zstd."""
PAGE_ROWS = 1 << 20
"""Rows of a page; zstd packs page by page, and small pages it packs badly."""


@dataclass
class BatchFiles:
    """The files of one table and import.

    Attributes:
        table: Name of the table.
        folder: Folder of the table.
        import_id: The import.
        rows: Rows given so far.
    """

    table: str
    folder: Path
    import_id: str
    rows: int = 0
    _waiting: list[pa.Table] = field(default_factory=list)
    _bytes: int = 0
    _writer: pq.ParquetWriter | None = None
    _path: Path | None = None
    _in_file: int = 0
    _done: list[tuple[Path, int]] = field(default_factory=list)

    def add(self, rows: pa.Table) -> None:
        """Write some rows, sooner or later."""
        self.rows += rows.num_rows
        self._waiting.append(rows)
        self._bytes += rows.nbytes
        if self._bytes >= GROUP_BYTES:
            self._flush()

    def close(self) -> list[str]:
        """Finish the files; their paths."""
        self._flush()
        self._end_file()
        return [str(path) for path, _ in self._done]

    def actions(self) -> list[AddAction | RemoveAction]:
        """What Delta's log must say of the files."""
        now = time.time_ns() // 1_000_000
        return [
            AddAction(
                path=str(path.relative_to(self.folder)),
                size=path.stat().st_size,
                partition_values={PARTITION: self.import_id},
                modification_time=now,
                data_change=True,
                stats=json.dumps({"numRecords": rows}),
            )
            for path, rows in self._done
        ]

    def discard(self) -> None:
        """Delete what was written: nothing names it and nothing will."""
        if self._writer is not None:
            with suppress(OSError, pa.ArrowException):
                self._writer.close()
        shutil.rmtree(self.folder / f"{PARTITION}={self.import_id}", ignore_errors=True)

    def _flush(self) -> None:
        if not self._waiting:
            return
        rows = pa.concat_tables(self._waiting)
        self._waiting, self._bytes = [], 0
        writer = self._writer or self._begin_file()
        writer.write_table(rows, row_group_size=max(1, rows.num_rows))
        self._in_file += rows.num_rows
        if self._path is not None and self._path.stat().st_size >= FILE_BYTES:
            self._end_file()

    def _begin_file(self) -> pq.ParquetWriter:
        folder = self.folder / f"{PARTITION}={self.import_id}"
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"part-{len(self._done):05}-{secrets.token_hex(8)}.zstd.parquet"
        self._writer = pq.ParquetWriter(
            self._path, TABLES[self.table].schema, **_encoding(self.table)
        )
        return self._writer

    def _end_file(self) -> None:
        if self._writer is not None and self._path is not None:
            self._writer.close()
            self._done.append((self._path, self._in_file))
            self._writer, self._path, self._in_file = None, None, 0


def _encoding(table: str) -> Mapping[str, object]:
    """How columns are written: what rises by steps as its steps, most else by a dictionary.

    Identifiers are random: the lowest level of zstd packs them best. Splitting numbers into their
    bytes would pack better still, but DuckDB 1.5 cannot read that of whole numbers.
    """
    columns = TABLES[table].columns
    rising = [c.name for c in columns if c.name in _RISING or (table, c.name) in _STEADY]
    ids = [c.name for c in columns if c.name == "draft_id"]
    plain = [c.name for c in columns if (table, c.name) in _PLAIN]
    special = {*rising, *ids, *plain}
    named = dict.fromkeys(rising, "DELTA_BINARY_PACKED")
    named |= dict.fromkeys(ids, "DELTA_LENGTH_BYTE_ARRAY")
    return {
        "compression": "zstd",
        "compression_level": {c.name: 1 if c.name in ids else LEVEL for c in columns},
        "version": "2.6",
        "max_rows_per_page": PAGE_ROWS,
        "use_dictionary": [c.name for c in columns if c.name not in special],
        "column_encoding": named,
    }
