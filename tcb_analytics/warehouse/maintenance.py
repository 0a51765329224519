"""Taking data out of sight and, later, off the disk.

``remove`` is a row: the data set is gone from every new snapshot and still there in
earlier ones. ``vacuum`` deletes the files of imports that no longer show, and of
imports that never finished; earlier states that needed them can then not be opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deltalake import DeltaTable

from tcb_analytics.errors import LakeError
from tcb_analytics.warehouse.store import PARTITION, ImportRow, Store, file_actions, readable
from tcb_analytics.warehouse.tables import IMPORTS, TABLES
from tcb_analytics.warehouse.transaction import Transaction, new_import_id, writable

_FOLDER = f"{PARTITION}="
"""What the folder of an import's files in a table begins with."""


@dataclass(frozen=True, slots=True)
class Vacuumed:
    """What a vacuum deleted."""

    imports: int
    files: int
    bytes: int


def remove(folder: Path, dataset: str) -> ImportRow:
    """Take one data set out of sight, by its name in ``tcb data list``.

    Raises:
        LakeError: No live data set has that name; the message lists near ones.
    """
    live = {row.dataset: row for row in Store.open(folder).live}
    if dataset not in live:
        names = sorted(live)
        near = [name for name in names if dataset.lower() in name.lower()] or names
        raise LakeError(
            f"no data set {dataset!r}; there are " + (", ".join(near[:8]) or "none"),
            where=str(folder),
            remedy="tcb data list",
        )
    row = replace(
        live[dataset],
        import_id=new_import_id(),
        action="remove",
        rows=0,
        rejected=0,
        notes=[],
        tables=[],
        imported_at=datetime.now(UTC),
    )
    Transaction(folder, row.file).commit([row])
    return row


def vacuum(folder: Path, *, older_than: timedelta = timedelta(days=7)) -> Vacuumed:
    """Delete the files of replaced, removed and never finished imports.

    Args:
        folder: Folder of the lake.
        older_than: Imports begun later are kept, so that readers of a recent
            snapshot and imports under way lose nothing.
    """
    keep = {row.import_id for row in Store.open(folder).live}
    horizon = f"{datetime.now(UTC) - older_than:%Y%m%dT%H%M%S%f}"
    gone: set[str] = set()
    files = size = 0
    for name in TABLES:
        path = folder / name
        if name == IMPORTS.name or not DeltaTable.is_deltatable(str(path)):
            continue
        with readable(folder):
            actions = file_actions(DeltaTable(str(path)))
        dead = [
            row
            for row in actions.select(["path", "size_bytes", f"partition.{PARTITION}"]).to_pylist()
            if row[f"partition.{PARTITION}"] not in keep and row[f"partition.{PARTITION}"] < horizon
        ]
        if dead:
            ids = sorted({row[f"partition.{PARTITION}"] for row in dead})
            _delete(folder, name, ids, [row["path"] for row in dead], older_than)
            gone.update(ids)
            files += len(dead)
            size += sum(row["size_bytes"] for row in dead)
        listed = set(actions.column("path").to_pylist())
        for file in _unlisted(path, listed, keep, horizon):
            gone.add(file.parent.name.removeprefix(_FOLDER))
            files += 1
            size += file.stat().st_size
            file.unlink(missing_ok=True)
    return Vacuumed(len(gone), files, size)


def _unlisted(path: Path, listed: set[str], keep: set[str], horizon: str) -> list[Path]:
    """Files of imports that were killed before Delta's log named them."""
    return [
        file
        for folder in path.glob(f"{_FOLDER}*")
        if folder.name.removeprefix(_FOLDER) not in keep
        and folder.name.removeprefix(_FOLDER) < horizon
        for file in folder.glob("*.parquet")
        if f"{folder.name}/{file.name}" not in listed
    ]


def _delete(
    folder: Path, table: str, ids: Sequence[str], paths: Sequence[str], older_than: timedelta
) -> None:
    """Drop partitions and their files; Delta's own vacuum then takes files never committed.

    Delta's vacuum alone would need a retention of zero, and so delete files that an
    import under way has written and not yet committed.
    """
    listed = ", ".join(f"'{name}'" for name in ids)
    hours = int(older_than.total_seconds() // 3600)
    with writable(folder):
        delta = DeltaTable(str(folder / table))
        delta.delete(f"{PARTITION} IN ({listed})")
        for path in paths:
            (folder / table / path).unlink(missing_ok=True)
        delta.vacuum(retention_hours=hours, dry_run=False, enforce_retention_duration=False)
