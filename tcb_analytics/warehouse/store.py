"""One snapshot of the lake: which imports are live, and the files that hold their rows.

Delta commits one table at a time, so visibility hangs on one table, ``imports``.
Every row of every other table lies in the partition of its import. An import is
live when its row is the newest of its data set and is not a removal; readers take
the files of live imports and nothing else. A killed import has no row there, so it
is never seen; a replaced one has a newer row above it.

Data files are only ever added, until ``maintenance.vacuum`` deletes those of dead
imports. An earlier state is therefore an earlier version of ``imports`` alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property, lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from tcb_analytics.errors import LakeError
from tcb_analytics.warehouse.tables import IMPORTS, TABLES

PARTITION = "import_id"
FIRST_COMMIT = f"{0:020}.json"
KEEP_LOG = {"delta.logRetentionDuration": "interval 3650 days"}
"""Ten years of log, so that an ``as_of`` does not expire after Delta's 30 days."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One committed import or removal, as ``imports`` records it."""

    import_id: str
    dataset: str
    action: str
    file: str
    sha256: str
    bytes: int
    format: str
    game: str
    source: str
    license: str | None
    rows: int
    rejected: int
    notes: list[str]
    tables: list[str]
    imported_at: datetime
    version: str


@dataclass(frozen=True)
class Store:
    """The lake's folder as one version of ``imports`` shows it.

    Attributes:
        folder: Folder of the Delta tables.
        version: Version of ``imports`` that was read; later ones are not seen.
        history: Every import and removal up to it, oldest first.
    """

    folder: Path
    version: int
    history: tuple[ImportRow, ...]

    @classmethod
    def open(cls, folder: Path, as_of: datetime | date | str | int | None = None) -> Store:
        """Take a snapshot of the lake.

        Args:
            folder: Folder of the Delta tables.
            as_of: An earlier state: a version number, or a time before which the
                imports were committed (a day means its end; no zone means UTC).

        Raises:
            LakeError: There is no lake, it is damaged, or it has no such version.
        """
        path = folder / IMPORTS.name
        version, moment = _point(as_of)
        with readable(folder):
            if not DeltaTable.is_deltatable(str(path)):
                raise LakeError(
                    "there is no lake here yet",
                    where=str(folder),
                    remedy="tcb demo, or tcb import PATH...",
                )
            table = DeltaTable(str(path))
            if version is not None and not 0 <= version <= table.version():
                raise LakeError(
                    f"no version {version}: the lake has versions 0 to {table.version()}",
                    where=str(folder),
                    remedy="tcb data history",
                )
            if version is not None:
                table.load_as_version(version)
            rows = _read_imports(path, table)
        if moment is not None:
            rows = [row for row in rows if row.imported_at <= moment]
        rows.sort(key=lambda row: (row.imported_at, row.import_id))
        return cls(folder, table.version(), tuple(rows))

    @cached_property
    def live(self) -> tuple[ImportRow, ...]:
        """The imports whose rows are read: the newest of each data set, removals left out."""
        newest = {row.dataset: row for row in self.history}
        return tuple(row for row in newest.values() if row.action == "import")

    def files(self, table: str) -> list[str]:
        """Parquet files that hold the live rows of a table, in a stable order.

        Raises:
            LakeError: A live import's files are gone, as after a vacuum.
        """
        if table == IMPORTS.name:
            with readable(self.folder):
                path = self.folder / table
                return sorted(_paths(path, DeltaTable(str(path), version=self.version)))
        wanted = {row.import_id for row in self.live if table in row.tables}
        found = self._partitions(table) if wanted else {}
        if missing := sorted(wanted - found.keys()):
            raise LakeError(
                f"the rows of {len(missing)} imports are gone from {table} ({missing[0]} …): "
                "they were cleaned up after that state was replaced",
                where=str(self.folder),
                remedy="open a later state: tcb data history",
            )
        return sorted(file for name in wanted for file in found[name])

    def _partitions(self, table: str) -> dict[str, list[str]]:
        path = self.folder / table
        found: dict[str, list[str]] = {}
        with readable(self.folder):
            if not DeltaTable.is_deltatable(str(path)):
                return {}
            actions = file_actions(DeltaTable(str(path)))
        partitions = actions.column(f"partition.{PARTITION}").to_pylist()
        for name, file in zip(partitions, actions.column("path").to_pylist(), strict=True):
            found.setdefault(name, []).append(str(path / file))
        return found


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Translate what Delta and the file system raise on a damaged lake."""
    try:
        yield
    except (DeltaError, OSError, pa.ArrowException) as error:
        raise LakeError(
            f"the lake cannot be read: {str(error).splitlines()[0][:300]}",
            where=str(folder),
            remedy="check the folder's permissions and disk, or start anew with another TCB_HOME",
        ) from error


def ensure_tables(folder: Path) -> None:
    """Create the tables that do not exist yet; safe when two processes do it at once."""
    for name, table in TABLES.items():
        path = str(folder / name)
        if DeltaTable.is_deltatable(path):
            continue
        partitioned = table is not IMPORTS
        schema = stored_schema(name)
        try:
            DeltaTable.create(
                path,
                schema,
                mode="ignore",
                partition_by=[PARTITION] if partitioned else None,
                configuration=KEEP_LOG,
            )
        except DeltaError:
            if not DeltaTable.is_deltatable(path):
                raise


def is_lake(folder: Path) -> bool:
    """Whether every table exists, by a look at the folder alone: its first commit is there."""
    return all((folder / name / "_delta_log" / FIRST_COMMIT).is_file() for name in TABLES)


def newest_commit(folder: Path) -> str:
    """Name of the last commit to ``imports``, by a look at the folder alone; changes with it.

    Raises:
        LakeError: There is no lake.
    """
    with readable(folder):
        log = (folder / IMPORTS.name / "_delta_log").iterdir()
        return max((entry.name for entry in log if entry.name[:1].isdigit()), default="")


def stored_schema(table: str) -> pa.Schema:
    """Schema as it is stored: the declared columns and, but for imports, the partition."""
    schema = TABLES[table].schema
    return schema if table == IMPORTS.name else schema.append(pa.field(PARTITION, pa.string()))


def _read_imports(path: Path, table: DeltaTable) -> list[ImportRow]:
    return [row for file in _paths(path, table) for row in _rows_of(file)]


@lru_cache(maxsize=4096)
def _rows_of(file: str) -> tuple[ImportRow, ...]:
    """Rows of one file of ``imports``; Delta never changes a file, so it is read once."""
    table = pq.read_table(file, columns=IMPORTS.schema.names, partitioning=None)
    return tuple(ImportRow(**record) for record in table.to_pylist())


def file_actions(table: DeltaTable) -> pa.Table:
    """A table's files, as a stream: `pa.table` would load pandas to see whether it is one."""
    return pa.RecordBatchReader.from_stream(table.get_add_actions(flatten=True)).read_all()


def _paths(path: Path, table: DeltaTable) -> list[str]:
    actions = file_actions(table)
    return [str(path / file) for file in actions.column("path").to_pylist()]


def _point(as_of: datetime | date | str | int | None) -> tuple[int | None, datetime | None]:
    """An ``as_of`` as either a version or a moment in UTC."""
    if as_of is None or isinstance(as_of, int):
        return as_of, None
    value: datetime | date
    if isinstance(as_of, str):
        if as_of.isdigit():
            return int(as_of), None
        try:
            value = date.fromisoformat(as_of) if len(as_of) == 10 else datetime.fromisoformat(as_of)
        except ValueError as error:
            raise LakeError(
                f"not a version or a time: {as_of!r}; expected 12, 2026-03-30 or 2026-03-30T14:00",
                where="as_of",
                remedy="tcb data history",
            ) from error
    else:
        value = as_of
    if not isinstance(value, datetime):
        value = datetime.combine(value, time.max, UTC)
    return None, value if value.tzinfo else value.replace(tzinfo=UTC)
