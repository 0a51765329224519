"""An import is whole or absent, and says which."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tcb_analytics.errors import LakeError
from tcb_analytics.warehouse.fingerprint import fingerprint
from tcb_analytics.warehouse.progress import ProgressEvent
from tcb_analytics.warehouse.store import Store
from tests.warehouse.conftest import Importer

League = Callable[..., Path]


def cells(folder: Path, **options: Any) -> list[tuple[str, str, int]]:
    store = Store.open(folder, **options)
    rows = [
        (row["leader"], row["opponent"], row["wins"])
        for file in store.files("matchups")
        for row in pq.read_table(file, partitioning=None).to_pylist()
    ]
    return sorted(rows)


def test_rows_are_visible_after_the_import(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    summary = bring(league("a.json", spring=[["A", "B", 3], ["B", "A", 1]]))
    assert (summary.count("imported"), summary.rows, summary.rejected) == (1, 2, 0)
    assert cells(lake_folder) == [("A", "B", 3), ("B", "A", 1)]


def test_the_same_content_again_changes_nothing_and_says_so(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=[["A", "B", 3]]))
    version = Store.open(lake_folder).version
    outcome = bring(league("other-name.json", spring=[["A", "B", 3]])).outcomes[0]
    assert (outcome.status, Store.open(lake_folder).version) == ("unchanged", version)
    assert "in the lake since" in outcome.notes[0]


def test_changed_content_replaces_only_its_own_data_set(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=[["A", "B", 3]], summer=[["C", "D", 5]]))
    bring(league("b.json", spring=[["A", "B", 4]]))
    assert cells(lake_folder) == [("A", "B", 4), ("C", "D", 5)]


def test_an_older_file_comes_back_when_it_is_imported_again(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    old, new = league("a.json", spring=[["A", "B", 3]]), league("b.json", spring=[["A", "B", 4]])
    bring(old), bring(new), bring(old)
    assert cells(lake_folder) == [("A", "B", 3)]


def test_a_bad_row_is_kept_out_with_its_file_key_field_and_reason(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    path = league("a.json", spring=[["A", "B", 3], ["A", "C", -1], "rubbish"])
    summary = bring(path)
    assert (summary.rows, summary.rejected) == (1, 2)
    (file,) = Store.open(lake_folder).files("rejects")
    rejects = pq.read_table(file, partitioning=None).select(["file", "key", "field", "reason"])
    assert sorted(rejects.to_pylist(), key=str) == [
        {"file": str(path), "key": "spring[1]", "field": "wins", "reason": "below 0"},
        {"file": str(path), "key": "spring[2]", "field": "cell",
         "reason": "expected leader, opponent, wins"},
    ]  # fmt: skip


def test_a_file_without_one_good_row_does_not_replace_a_good_one(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=[["A", "B", 3]]))
    outcome = bring(league("b.json", spring=[["A", "B", -3]])).outcomes[0]
    assert outcome.status == "refused"
    assert "spring[0], wins: below 0" in outcome.notes[0]
    assert cells(lake_folder) == [("A", "B", 3)]


def test_an_importer_with_a_fault_leaves_the_lake_as_it_was_and_stops_no_other_file(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=[["A", "B", 3]]))
    before = fingerprint(Store.open(lake_folder))
    faulty = league("b.json", spring=[["A", "B", 4]], summer=None)
    assert "has a fault (TypeError" in bring(faulty).outcomes[0].notes[0]
    assert fingerprint(Store.open(lake_folder)) == before


def test_a_file_of_unknown_format_is_refused_with_what_was_seen_and_sought(
    bring: Importer, tmp_path: Path
) -> None:
    path = tmp_path / "note.txt"
    path.write_text("hello, world")
    outcome = bring(path).outcomes[0]
    assert outcome.status == "refused"
    assert "first line is 'hello,  world'" in outcome.notes[0]
    assert 'an object with "league"' in outcome.notes[1]


def test_other_files_of_a_folder_are_skipped_and_listed(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    path = league("a.json", spring=[["A", "B", 3]])
    (path.parent / "README.md").write_text("about these files")
    summary = bring(path.parent)
    assert [outcome.status for outcome in summary.outcomes] == ["skipped", "imported"]


def test_damaged_json_is_refused_and_the_other_files_go_on(bring: Importer, league: League) -> None:
    path = league("a.json", spring=[["A", "B", 3]])
    (path.parent / "b.json").write_text('{"league": {')
    summary = bring(path.parent)
    assert [outcome.status for outcome in summary.outcomes] == ["imported", "refused"]
    assert "not readable as JSON" in summary.outcomes[1].notes[0]


def test_an_archive_is_one_import_of_all_its_members(
    bring: Importer, league: League, lake_folder: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "both.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.write(league("a.json", spring=[["A", "B", 3]]), "a.json")
        opened.write(league("b.json", summer=[["C", "D", 5]]), "b.json")
    assert bring(archive).outcomes[0].datasets == ("league:spring", "league:summer")
    assert len({row.imported_at for row in Store.open(lake_folder).live}) == 1


def test_provenance_is_recorded(bring: Importer, league: League, lake_folder: Path) -> None:
    path = league("a.json", spring=[["A", "B", 3]])
    bring(path)
    (row,) = Store.open(lake_folder).live
    assert (row.file, row.format, row.rows, row.bytes) == (
        str(path), "league", 1, path.stat().st_size,
    )  # fmt: skip
    assert len(row.sha256) == 64


def test_progress_names_the_phases_in_order(bring: Importer, league: League) -> None:
    events: list[ProgressEvent] = []
    bring(league("a.json", spring=[["A", "B", 3]]), progress=events.append)
    assert [event.phase for event in events] == ["verify", "write", "commit", "done"]


def test_nothing_of_a_run_is_left_beside_the_tables(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=[["A", "B", 3]]))
    assert not list((lake_folder / "_scratch").iterdir())
    assert not list((lake_folder / "_progress").iterdir())


def test_a_lake_whose_tables_were_damaged_is_refused_not_misread(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=[["A", "B", 3]]))
    log = next((lake_folder / "imports" / "_delta_log").glob("*1.json"))
    log.write_text("not json")
    with pytest.raises(LakeError, match="cannot be read"):
        Store.open(lake_folder)
