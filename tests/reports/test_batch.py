"""Batches: checked whole, past failures, resumed where results still stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tcb_analytics.errors import ReportError
from tcb_analytics.reports.batch import BatchResult, run_batch
from tcb_analytics.reports.batch_file import read_batch
from tcb_analytics.reports.registry import Report
from tcb_analytics.warehouse.store import ensure_tables

BATCH = """
- {report: tiny, params: {name: first, times: 2}}
- {report: tiny, params: {name: second, times: 0}}
- {report: tiny, params: {name: third}, name: last-one}
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data home with an empty lake."""
    ensure_tables(tmp_path / "home" / "lake")
    return tmp_path / "home"


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "batch.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def statuses(result: BatchResult) -> list[tuple[str, str]]:
    return [(job.name, job.status) for job in result.jobs]


def test_a_batch_goes_on_after_a_failure_and_resumes_what_is_missing(
    tiny: Report, home: Path, tmp_path: Path
) -> None:
    file, out = write(tmp_path, BATCH), tmp_path / "out"
    first = run_batch(file, out_dir=out, lake_home=home)

    assert statuses(first) == [
        ("tiny-first", "done"),
        ("tiny-second", "failed"),
        ("last-one", "done"),
    ]
    assert "ZeroDivisionError" in (first.failed[0].error or "")
    manifest = json.loads(first.manifest.read_text("utf-8"))
    assert [job["file"] for job in manifest["jobs"]] == ["tiny-first.html", None, "last-one.html"]

    (out / "last-one.html").write_text("changed by hand", encoding="utf-8")
    file.write_text(BATCH.replace("times: 0", "times: 3"), encoding="utf-8")
    again = run_batch(file, out_dir=out, lake_home=home)

    assert statuses(again) == [
        ("tiny-first", "skipped"),
        ("tiny-second", "done"),
        ("last-one", "done"),
    ]
    assert not list(out.glob("*.failed.ipynb"))


def test_without_resume_everything_is_run_again(tiny: Report, home: Path, tmp_path: Path) -> None:
    file = write(tmp_path, "- {report: tiny, params: {name: x}}")
    run_batch(file, out_dir=tmp_path / "out", lake_home=home)

    again = run_batch(file, out_dir=tmp_path / "out", lake_home=home, resume=False)

    assert statuses(again) == [("tiny-x", "done")]


def test_a_damaged_manifest_only_costs_time(tiny: Report, home: Path, tmp_path: Path) -> None:
    file, out = write(tmp_path, "- {report: tiny, params: {name: x}}"), tmp_path / "out"
    run_batch(file, out_dir=out, lake_home=home)
    (out / "manifest.json").write_text('{"jobs": [{"name": 1}]', encoding="utf-8")

    assert statuses(run_batch(file, out_dir=out, lake_home=home)) == [("tiny-x", "done")]


def test_a_batch_as_of_a_moment_keeps_that_moment(tiny: Report, home: Path, tmp_path: Path) -> None:
    file, out = write(tmp_path, "- {report: tiny, params: {name: x}}"), tmp_path / "out"

    now = run_batch(file, out_dir=out, lake_home=home)
    then = run_batch(file, out_dir=out, lake_home=home, as_of="2026-01-01")

    assert now.jobs[0].params["as_of"] == "0"
    assert then.jobs[0].params["as_of"] == "2026-01-01"
    assert statuses(then) == [("tiny-x", "done")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a batch"),
        ("[]", "not a batch"),
        ("report: tiny", "not a batch"),
        ("- {report: tiny, parms: {}}", "parms"),
        ("- {report: tiny, params: {name: x}, name: ../up}", "name"),
        ("- {report: tiny, params: {name: 007}}", "entry 1: .*name"),
        ("- {report: nope}\n- {report: tiny, params: {}}", "entry 2: .*name"),
        ("- {report: tiny, params: {name: x}}\n- {report: tiny, params: {name: x}}", "2 entries"),
        ("- !!python/object/apply:os.system [true]", "not a batch"),
        ("- [" * 5_000, "not a batch"),
    ],
)
def test_a_wrong_batch_is_refused_before_anything_runs(
    tiny: Report, tmp_path: Path, text: str, reason: str
) -> None:
    with pytest.raises(ReportError, match=f"(?s){reason}"):
        read_batch(write(tmp_path, text))
