"""The campaigns at a size for every run; ``make campaign`` repeats them at any size."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.campaigns.crowd import run_crowd
from tests.campaigns.documents import DOCUMENTS
from tests.campaigns.kills import PHASES, run_kills, write_files
from tests.campaigns.mutations import imported, pack_json, run_mutations


def test_every_document_of_the_campaign_is_imported_whole_when_it_is_not_damaged(
    tmp_path: Path,
) -> None:
    for name, document in DOCUMENTS.items():
        outcome, rows = imported(tmp_path / "work", pack_json(document))
        assert (outcome.status, outcome.rejected) == ("imported", 0), (name, outcome)
        assert rows


def test_damaged_inputs_give_no_traceback_and_no_silent_wrong_row(tmp_path: Path) -> None:
    report = run_mutations(DOCUMENTS, tmp_path / "work", count=200, seed=1)
    assert not report.failures
    assert min(report.tried.values()) >= 20


def test_an_import_killed_in_any_phase_leaves_old_or_new_whole(tmp_path: Path) -> None:
    old, new = write_files(tmp_path / "old", seed=1), write_files(tmp_path / "new", seed=2)
    report = run_kills(old, new, tmp_path / "work", moments=3, seed=1)
    assert not report.failures
    assert set(report.killed) == set(PHASES)


@pytest.mark.timeout(300)
def test_two_processes_import_while_three_query(tmp_path: Path) -> None:
    report = run_crowd(tmp_path, seconds=6)
    assert not report.failures
    assert report.imports >= 2
    assert report.reads >= 3
