"""Writing one file's rows: invisible while they are written, visible all at once.

Rows go to Delta in batches under a fresh ``import_id`` each, so a file of ten
million rows needs the memory of one batch. Nothing is visible before
:meth:`Transaction.commit` appends the rows of ``imports``, which is one atomic
Delta commit for all data sets of the file. A transaction that is dropped or killed
leaves files that no reader takes and ``maintenance.vacuum`` deletes.
"""

from __future__ import annotations

import secrets
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError

from tcb_analytics.errors import LakeError
from tcb_analytics.warehouse.batch_files import BatchFiles
from tcb_analytics.warehouse.contracts import Batch, Reject, Row
from tcb_analytics.warehouse.sources.base import Derive
from tcb_analytics.warehouse.store import (
    PARTITION,
    ImportRow,
    ensure_tables,
    is_lake,
    stored_schema,
)
from tcb_analytics.warehouse.tables import IMPORTS, REJECTS, TABLES

BATCH = 50_000
"""Rows held in memory per table before they are written."""
AHEAD = 8
"""Batches that wait to be written."""


@dataclass
class Written:
    """What was written of one data set so far."""

    import_id: str
    rows: int = 0
    rejected: int = 0
    tables: set[str] = field(default_factory=set)
    first_rejects: list[Reject] = field(default_factory=list)


class _Batches:
    """The files of one data set's batches, table by table, written in a second thread.

    At most ``AHEAD`` batches wait, so memory stays that of a few. What broke a contract is
    handed back in the order of the batches, always as many batches later.
    """

    def __init__(self, folder: Path, written: Written) -> None:
        self.folder = folder
        self.written = written
        self.files: dict[str, BatchFiles] = {}
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write")
        self._waiting: deque[Future[list[Reject]]] = deque()

    def add(self, batch: Batch) -> list[Reject]:
        """Have a batch checked and written; what broke the contract of an earlier one."""
        self._waiting.append(self._writer.submit(self._add, batch))
        return self._waiting.popleft().result() if len(self._waiting) > AHEAD else []

    def finish(self) -> list[Reject]:
        """Wait until every batch is written; what broke the contracts of the last ones."""
        return [reject for done in self._drained() for reject in done]

    def paths(self) -> dict[str, list[str]]:
        """Finish the files written so far; their paths by table."""
        with writable(self.folder):
            return {table: files.close() for table, files in self.files.items()}

    def register(self) -> None:
        """Name the files in Delta's logs."""
        self._writer.shutdown()
        self.paths()
        with writable(self.folder):
            for table, files in self.files.items():
                DeltaTable(str(self.folder / table)).create_write_transaction(
                    files.actions(), "append", stored_schema(table), partition_by=[PARTITION]
                )

    def discard(self) -> None:
        """Delete files that will never be named."""
        self._writer.shutdown(cancel_futures=True)
        for files in self.files.values():
            files.discard()

    def _drained(self) -> Iterator[list[Reject]]:
        while self._waiting:
            yield self._waiting.popleft().result()

    def _add(self, batch: Batch) -> list[Reject]:
        rows, rejects = TABLES[batch.table].check_batch(batch)
        if rows.num_rows:
            with writable(self.folder):
                if batch.table not in self.files:
                    path = self.folder / batch.table
                    self.files[batch.table] = BatchFiles(batch.table, path, self.written.import_id)
                self.files[batch.table].add(rows)
            self.written.rows += rows.num_rows
            self.written.tables.add(batch.table)
        return rejects


class Transaction:
    """The rows of one file on their way into the lake."""

    def __init__(self, folder: Path, file: str) -> None:
        self.folder = folder
        self.file = file
        if not is_lake(folder):
            with writable(folder):
                ensure_tables(folder)

    def write(
        self,
        rows: Iterable[Row | Batch | Reject],
        progress: Callable[[int], None] | None = None,
        derive: Derive | None = None,
        scratch: Path | None = None,
    ) -> Written:
        """Check and store the rows of one data set; they stay invisible.

        Args:
            rows: Rows, batches and rejects in any order.
            progress: Called with the number of rows read so far, once a batch.
            derive: Makes further batches of the files that the first ones went to.
            scratch: A folder for what ``derive`` cannot hold in memory.
        """
        written = Written(new_import_id())
        batches = _Batches(self.folder, written)
        try:
            seen = self._write(rows, written, batches, progress)
            if derive is not None:
                for batch in derive(batches.paths(), scratch or self.folder):
                    self._store_rejects_of(batches.add(batch), written)
                    seen += batch.rows.num_rows
                    if progress:
                        progress(seen)
                self._store_rejects_of(batches.finish(), written)
            batches.register()
        except BaseException:
            batches.discard()
            raise
        return written

    def _write(
        self,
        rows: Iterable[Row | Batch | Reject],
        written: Written,
        batches: _Batches,
        progress: Callable[[int], None] | None,
    ) -> int:
        """Store rows as they come; how many came."""
        buffers: dict[str, list[Row]] = defaultdict(list)
        rejects: list[Reject] = []
        seen = told = 0
        for item in rows:
            if isinstance(item, Batch):
                rejects += batches.add(item)
                seen += item.rows.num_rows
            elif isinstance(item, Reject):
                rejects.append(item)
                seen += 1
            else:
                seen += 1
                buffer = buffers[item.table]
                buffer.append(item)
                if len(buffer) >= BATCH:
                    rejects += self._store(item.table, buffer, written)
                    buffer.clear()
            if len(rejects) >= BATCH:
                self._store_rejects(rejects, written)
                rejects = []
            if progress and seen - told >= BATCH:
                progress(seen)
                told = seen
        for table, buffer in buffers.items():
            if buffer:
                rejects += self._store(table, buffer, written)
        rejects += batches.finish()
        self._store_rejects_of(rejects, written)
        return seen

    def commit(self, imports: Iterable[ImportRow]) -> None:
        """Make the written data sets visible, all in one atomic commit."""
        rows = [
            Row(IMPORTS.name, {name: getattr(row, name) for name in IMPORTS.schema.names}, row.file)
            for row in imports
        ]
        table, rejects = IMPORTS.check(rows)
        if rejects:
            raise LakeError(
                f"this import cannot be recorded: {rejects[0].field} {rejects[0].reason}",
                where=self.file,
            )
        self._append(IMPORTS.name, table)

    def _store(self, name: str, rows: list[Row], written: Written) -> list[Reject]:
        table, rejects = TABLES[name].check(rows)
        if table.num_rows:
            self._append(name, _in_partition(table, name, written.import_id))
            written.rows += table.num_rows
            written.tables.add(name)
        return rejects

    def _store_rejects_of(self, rejects: list[Reject], written: Written) -> None:
        if rejects:
            self._store_rejects(rejects, written)

    def _store_rejects(self, rejects: list[Reject], written: Written) -> None:
        columns = [[self.file] * len(rejects), *zip(*rejects, strict=True)]
        clipped = [
            [str(value)[: c.longest] for value in values]
            for c, values in zip(REJECTS.columns, columns, strict=True)
        ]
        table = pa.table(clipped, schema=REJECTS.schema)
        self._append(REJECTS.name, _in_partition(table, REJECTS.name, written.import_id))
        written.rejected += len(rejects)
        written.tables.add(REJECTS.name)
        written.first_rejects += rejects[: 5 - len(written.first_rejects)]

    def _append(self, name: str, table: pa.Table) -> None:
        with writable(self.folder):
            write_deltalake(str(self.folder / name), table, mode="append")


def new_import_id() -> str:
    """A fresh id that sorts by time: one per attempt, so that a retry never shares files."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Translate what Delta and the file system raise while writing."""
    try:
        yield
    except (DeltaError, OSError, pa.ArrowException) as error:
        raise LakeError(
            f"the lake cannot be written: {str(error).splitlines()[0][:300]}",
            where=str(folder),
            remedy="check free disk space and permissions; nothing of this file was loaded",
        ) from error


def _in_partition(table: pa.Table, name: str, import_id: str) -> pa.Table:
    ids = pa.array([import_id], pa.string()).take(pa.array([0] * table.num_rows, pa.int64()))
    return table.append_column(pa.field(PARTITION, pa.string()), ids).cast(stored_schema(name))
