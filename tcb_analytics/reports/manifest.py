"""The manifest of a batch: what was made, from what, and whether it still stands.

It is rewritten whole after every job, so that a batch that was killed resumes
with the next job. Running jobs is the work of ``batch.py``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from tcb_analytics.reports.parameters import Scalar

MANIFEST = "manifest.json"

Status = Literal["done", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class JobResult:
    """Outcome of one job of a batch.

    Attributes:
        name: Name of the job; its files are called so.
        report: Report that was run.
        params: Parameters, complete.
        key: Checksum of everything the result depends on.
        status: ``done``, ``skipped`` (its result from before still stands) or ``failed``.
        file: HTML file, relative to the batch's folder; None where it failed.
        sha256: Checksum of that file.
        seconds: How long it took.
        headline: The answer in one sentence.
        error: Why it failed.
    """

    name: str
    report: str
    params: Mapping[str, Scalar]
    key: str
    status: Status
    file: str | None = None
    sha256: str | None = None
    seconds: float = 0.0
    headline: str | None = None
    error: str | None = None


def job_key(report: str, params: Mapping[str, Scalar], sources: Mapping[str, str]) -> str:
    """Checksum of what a result depends on.

    Args:
        report: Name of the report.
        params: Its parameters, with the version of the lake among them.
        sources: Name to checksum of everything else, such as its notebook.
    """
    text = json.dumps([report, dict(params), dict(sources)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def file_sha256(path: Path) -> str:
    """Checksum of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(out_dir: Path, jobs: Iterable[JobResult]) -> Path:
    """Write the manifest, whole or not at all.

    A skipped job is entered as the done job that it was, so that a run which makes
    nothing leaves the file as it is.
    """
    path = out_dir / MANIFEST
    content = {"manifest": 1, "jobs": [asdict(job) | _lasting(job) for job in jobs]}
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    if path.is_file() and path.read_text("utf-8", errors="replace") == text:
        return path
    partial = path.with_name(f".{MANIFEST}.part")
    partial.write_text(text, encoding="utf-8")
    return partial.replace(path)


def _lasting(job: JobResult) -> dict[str, str]:
    return {"status": "done"} if job.status == "skipped" else {}


def standing_jobs(out_dir: Path) -> dict[str, JobResult]:
    """Jobs of an earlier manifest, by key, whose file is there and unchanged.

    A manifest that cannot be read counts as none: everything is then run again.
    """
    try:
        content = json.loads((out_dir / MANIFEST).read_text("utf-8"))
        jobs = [JobResult(**job) for job in content["jobs"]]
    except (OSError, ValueError, TypeError, KeyError):
        return {}
    return {job.key: job for job in jobs if _stands(out_dir, job)}


def _stands(out_dir: Path, job: JobResult) -> bool:
    if job.status == "failed" or not job.file or Path(job.file).name != job.file:
        return False
    path = out_dir / job.file
    return path.is_file() and file_sha256(path) == job.sha256
