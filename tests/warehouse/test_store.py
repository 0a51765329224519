"""Snapshots: what is live, what was, and what removal and clean-up leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tcb_analytics.errors import LakeError
from tcb_analytics.warehouse.fingerprint import fingerprint
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.maintenance import remove, vacuum
from tcb_analytics.warehouse.store import Store, newest_commit
from tcb_analytics.warehouse.transaction import Transaction
from tests.warehouse.conftest import Importer
from tests.warehouse.league import LEAGUE, league_rows
from tests.warehouse.test_importing import cells

League = Callable[..., Path]
OLD, NEW = [["A", "B", 3]], [["A", "B", 4]]


def test_a_missing_lake_names_the_next_command(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="no lake here yet") as caught:
        Store.open(tmp_path / "nowhere")
    assert "tcb demo" in str(caught.value)


def test_an_earlier_state_is_read_by_version_or_time(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=OLD))
    first = Store.open(lake_folder)
    between = datetime.now(UTC)
    bring(league("b.json", spring=NEW))
    for as_of in (first.version, str(first.version), between, between.isoformat()):
        assert cells(lake_folder, as_of=as_of) == [("A", "B", 3)]
    today = datetime.now(UTC).date()
    assert cells(lake_folder, as_of=today) == cells(lake_folder) == [("A", "B", 4)]


@pytest.mark.parametrize("as_of", [99, "99", "yesterday", "2026-13-01"])
def test_a_state_that_cannot_be_is_refused(
    bring: Importer, league: League, lake_folder: Path, as_of: str | int
) -> None:
    bring(league("a.json", spring=OLD))
    with pytest.raises(LakeError, match="version") as caught:
        Store.open(lake_folder, as_of=as_of)
    assert "tcb data history" in str(caught.value)


def test_an_open_snapshot_does_not_change_under_a_later_import(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=OLD))
    snapshot = Store.open(lake_folder)
    before = fingerprint(snapshot)
    bring(league("b.json", spring=NEW))
    assert fingerprint(snapshot) == before != fingerprint(Store.open(lake_folder))


def test_removing_hides_a_data_set_and_keeps_its_past(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=OLD, summer=NEW))
    version = Store.open(lake_folder).version
    remove(lake_folder, "league:spring")
    assert cells(lake_folder) == [("A", "B", 4)]
    assert cells(lake_folder, as_of=version) == [("A", "B", 3), ("A", "B", 4)]


def test_removing_what_is_not_there_lists_what_is(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=OLD))
    with pytest.raises(LakeError, match="league:spring"):
        remove(lake_folder, "spring")


def test_a_transaction_without_commit_is_never_seen(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=OLD))
    before = fingerprint(Store.open(lake_folder))
    Transaction(lake_folder, "b.json").write(league_rows("spring", NEW))
    assert fingerprint(Store.open(lake_folder)) == before


def test_a_vacuum_deletes_dead_files_and_no_live_ones(
    bring: Importer, league: League, lake_folder: Path
) -> None:
    bring(league("a.json", spring=OLD))
    version = Store.open(lake_folder).version
    bring(league("b.json", spring=NEW))
    assert vacuum(lake_folder).files == 0
    assert vacuum(lake_folder, older_than=timedelta(0)).imports == 1
    assert cells(lake_folder) == [("A", "B", 4)]
    assert len(list((lake_folder / "matchups").rglob("*.parquet"))) == 1
    with pytest.raises(LakeError, match="cleaned up"):
        cells(lake_folder, as_of=version)


def test_every_import_and_removal_is_a_newer_commit(
    league: League, bring: Importer, lake_folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(LakeError):
        newest_commit(tmp_path / "none")
    seen = []
    for name in ("a", "b", "c"):
        bring(league(f"{name}.json", **{name: OLD}))
        seen.append(newest_commit(lake_folder))
    remove(lake_folder, Store.open(lake_folder).live[0].dataset)
    seen.append(newest_commit(lake_folder))

    assert seen == sorted(set(seen))
    assert seen[-1] == f"{Store.open(lake_folder).version:020}.json"


def test_the_fingerprint_forgets_order_and_history(
    league: League, bring: Importer, lake_folder: Path, tmp_path: Path
) -> None:
    a, b = league("a.json", spring=OLD), league("b.json", summer=NEW)
    bring(a), bring(league("c.json", spring=NEW)), bring(b), bring(a)
    other = tmp_path / "other"
    import_paths([b, a], other, limit=1_000_000, sources=[LEAGUE])
    assert fingerprint(Store.open(lake_folder)) == fingerprint(Store.open(other))
