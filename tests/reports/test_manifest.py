"""The manifest: what still stands is decided by content, never by name alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tcb_analytics.reports.manifest import (
    JobResult,
    file_sha256,
    job_key,
    standing_jobs,
    write_manifest,
)


def result(folder: Path, **changes: str) -> JobResult:
    page = folder / "x.html"
    page.write_text("page", encoding="utf-8")
    fields = {"file": "x.html", "sha256": file_sha256(page), "status": "done", **changes}
    return JobResult("x", "meta", {"top": 3}, "key", **fields)  # type: ignore[arg-type]


def test_a_result_stands_while_its_file_is_unchanged(tmp_path: Path) -> None:
    written = result(tmp_path)
    write_manifest(tmp_path, [written])

    assert standing_jobs(tmp_path) == {"key": written}
    (tmp_path / "x.html").write_text("changed", encoding="utf-8")
    assert standing_jobs(tmp_path) == {}


@pytest.mark.parametrize(
    "changes", [{"status": "failed"}, {"file": "../x.html"}, {"sha256": "0" * 64}]
)
def test_failed_foreign_and_altered_results_do_not_stand(
    tmp_path: Path, changes: dict[str, str]
) -> None:
    write_manifest(tmp_path, [result(tmp_path, **changes)])

    assert standing_jobs(tmp_path) == {}


def test_a_key_follows_parameters_and_sources_and_not_their_order() -> None:
    key = job_key("meta", {"a": 1, "b": 2}, {"code": "1"})

    assert key == job_key("meta", {"b": 2, "a": 1}, {"code": "1"})
    assert key != job_key("meta", {"a": 1, "b": 3}, {"code": "1"})
    assert key != job_key("meta", {"a": 1, "b": 2}, {"code": "2"})


def test_a_skipped_job_leaves_the_manifest_as_it_is(tmp_path: Path) -> None:
    done = result(tmp_path)
    path = write_manifest(tmp_path, [done])
    before = path.stat().st_mtime_ns

    write_manifest(tmp_path, [replace(done, status="skipped")])

    assert path.stat().st_mtime_ns == before
