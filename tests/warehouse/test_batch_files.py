"""Batches as files: few, of large row groups, and unseen until the log names them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import DeltaTable

from tcb_analytics.errors import LakeError
from tcb_analytics.warehouse import batch_files
from tcb_analytics.warehouse.batch_files import BatchFiles
from tcb_analytics.warehouse.contracts import Batch, Reject, Row
from tcb_analytics.warehouse.store import ensure_tables
from tcb_analytics.warehouse.tables import TABLES
from tcb_analytics.warehouse.transaction import Transaction

SCHEMA = TABLES["pack_cards"].schema


def cards(first: int, count: int) -> pa.Table:
    columns = [range(first, first + count), [3] * count, [1] * count]
    return pa.table([pa.array(column, field.type) for column, field in
                     zip(columns, SCHEMA, strict=True)], schema=SCHEMA)  # fmt: skip


def test_batches_become_row_groups_of_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_files, "GROUP_BYTES", 6_000)
    files = BatchFiles("pack_cards", tmp_path, "20260101-a")
    for first in range(0, 5_000, 500):
        files.add(cards(first, 500))
    (path,) = files.close()
    found = pq.ParquetFile(path)
    assert files.rows == found.metadata.num_rows == 5_000
    assert found.metadata.num_row_groups == 5
    assert found.read().column("pick").to_pylist() == list(range(5_000))
    (action,) = files.actions()
    assert action.path.startswith("import_id=20260101-a/part-00000-")
    assert action.stats == '{"numRecords": 5000}'


def test_a_large_file_is_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_files, "GROUP_BYTES", 1)
    monkeypatch.setattr(batch_files, "FILE_BYTES", 1)
    files = BatchFiles("pack_cards", tmp_path, "a")
    for first in range(3):
        files.add(cards(first, 1))
    assert len(files.close()) == len(files.actions()) == 3


def test_batches_of_a_transaction_are_rows_like_any_other(tmp_path: Path) -> None:
    transaction = Transaction(tmp_path, "a.csv")
    bad = cards(0, 3).set_column(2, "copies", pa.array([1, 0, 1], pa.int8()))
    written = transaction.write([
        Batch("pack_cards", bad, [2, 3, 4]),
        Row("pack_cards", {"pick": 9, "card": 1, "copies": 2}, "line 5"),
        Reject("line 6", "pick", "x", "no number"),
    ])  # fmt: skip
    assert (written.rows, written.rejected) == (3, 2)
    assert Reject("line 3", "copies", "0", "below 1") in written.first_rejects
    table = DeltaTable(str(tmp_path / "pack_cards"))
    rows = pa.RecordBatchReader.from_stream(table.to_pyarrow_dataset().scanner().to_reader())
    assert sorted(row["pick"] for row in rows.read_all().to_pylist()) == [0, 2, 9]


def test_what_fails_on_the_way_leaves_no_file(tmp_path: Path) -> None:
    def failing() -> object:
        yield Batch("pack_cards", cards(0, 10))
        raise OSError("the disk is gone")

    ensure_tables(tmp_path)
    with pytest.raises(OSError, match="disk"):
        Transaction(tmp_path, "a.csv").write(failing())  # type: ignore[arg-type] # typed loosely
    assert list((tmp_path / "pack_cards").glob("import_id=*")) == []


def test_a_disk_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    transaction = Transaction(tmp_path, "a.csv")
    (tmp_path / "pack_cards").rename(tmp_path / "gone")
    (tmp_path / "pack_cards").write_text("no folder")
    with pytest.raises(LakeError, match="cannot be written"):
        transaction.write([Batch("pack_cards", cards(0, 1))])
