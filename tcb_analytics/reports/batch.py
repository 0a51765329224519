"""Many reports from one file: in parallel, past failures, resumable.

Each report runs in a kernel process of its own; the threads here only wait for
them. All jobs read one state of the lake, so an import meanwhile changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tcb_analytics.config import load_settings
from tcb_analytics.errors import TcbError
from tcb_analytics.reports.batch_file import Job, read_batch
from tcb_analytics.reports.kernel import kill_kernels
from tcb_analytics.reports.manifest import (
    JobResult,
    file_sha256,
    job_key,
    standing_jobs,
    write_manifest,
)
from tcb_analytics.reports.registry import get_report
from tcb_analytics.reports.runner import deck_file, run_report, with_as_of
from tcb_analytics.warehouse.importing import package_version
from tcb_analytics.warehouse.store import Store

Told = Callable[[JobResult], None]


@dataclass(frozen=True, slots=True)
class BatchResult:
    """Outcome of a batch.

    Attributes:
        jobs: One result a job, in the order of the file.
        manifest: The manifest that lists them.
    """

    jobs: tuple[JobResult, ...]
    manifest: Path

    @property
    def failed(self) -> tuple[JobResult, ...]:
        """The jobs that failed."""
        return tuple(job for job in self.jobs if job.status == "failed")


def run_batch(
    file: Path,
    *,
    out_dir: Path,
    lake_home: Path | None = None,
    as_of: str | int | None = None,
    workers: int = 2,
    resume: bool = True,
    pdf: bool = False,
    progress: Told | None = None,
) -> BatchResult:
    """Run every report that a batch file lists.

    Args:
        file: YAML: a list of ``report``, ``params`` and, if wanted, ``name``.
        out_dir: Folder for the reports and ``manifest.json``.
        lake_home: Data home of the lake; ``TCB_HOME`` or the platform's by default.
        as_of: Earlier state of the lake.
        workers: Reports at once.
        resume: Skip jobs whose result for the same parameters, lake and code stands.
        pdf: Print each page to PDF as well.
        progress: Told after each job.

    Raises:
        ReportError: The file is wrong; nothing was run. A failing job does not raise.
        LakeError: There is no lake.
    """
    home = lake_home or load_settings().home
    jobs = [_pin(job, home, as_of) for job in read_batch(file)]
    out_dir.mkdir(parents=True, exist_ok=True)
    standing = standing_jobs(out_dir) if resume else {}
    results: dict[str, JobResult] = {}
    waiting: list[Callable[[], JobResult]] = []
    for job in jobs:
        key = job_key(job.report, job.params, _sources(job, home))
        if (before := standing.get(key)) and _is_whole(before, job, out_dir, pdf=pdf):
            results[job.name] = replace(before, status="skipped")
        else:
            waiting.append(partial(_run, job, key, out_dir, home, pdf=pdf))
    tell = progress or (lambda _: None)
    for result in results.values():
        tell(result)
    for result in _in_parallel(waiting, workers):
        results[result.name] = result
        write_manifest(out_dir, _in_order(jobs, results))
        tell(result)
    manifest = write_manifest(out_dir, _in_order(jobs, results))
    return BatchResult(tuple(_in_order(jobs, results)), manifest)


def _is_whole(before: JobResult, job: Job, out_dir: Path, *, pdf: bool) -> bool:
    """Whether an earlier result has this job's name, and a PDF if one is wanted."""
    named = before.file == f"{job.name}.html"
    return named and (not pdf or (out_dir / f"{job.name}.pdf").is_file())


def _pin(job: Job, home: Path, as_of: str | int | None) -> Job:
    """The job with the version of the lake that it reads, whatever is imported later.

    A job that asks for a moment keeps it: a version would show what came after.
    """
    params = with_as_of(job.params, as_of)
    if params["as_of"] is None:
        params = {**params, "as_of": str(Store.open(home / "lake").version)}
    return replace(job, params={**job.params, "as_of": str(params["as_of"])})


def _sources(job: Job, home: Path) -> dict[str, str]:
    """What a result depends on besides its parameters: code, data and deck list."""
    live = Store.open(home / "lake", str(job.params["as_of"])).live
    sources = {
        "version": package_version(),
        "notebook": file_sha256(get_report(job.report).notebook),
        "imports": " ".join(sorted(row.import_id for row in live)),
    }
    if deck := deck_file(job.params):
        sources["deck"] = file_sha256(deck)
    return sources


def _run(job: Job, key: str, out_dir: Path, home: Path, *, pdf: bool) -> JobResult:
    started = time.monotonic()
    result = JobResult(job.name, job.report, job.params, key, "failed")
    try:
        made = run_report(
            job.report, job.params, out_dir=out_dir, lake_home=home, pdf=pdf, stem=job.name
        )
    except TcbError as error:
        return replace(result, error=str(error), seconds=round(time.monotonic() - started, 2))
    except Exception as error:  # noqa: BLE001 - one job's surprise must not end the others
        text = f"{type(error).__name__}: {error}"
        return replace(result, error=text, seconds=round(time.monotonic() - started, 2))
    return replace(
        result,
        status="done",
        file=made.html.name,
        sha256=file_sha256(made.html),
        headline=made.headline,
        seconds=round(time.monotonic() - started, 2),
    )


def _in_parallel(calls: Sequence[Callable[[], JobResult]], workers: int) -> Iterator[JobResult]:
    """Results as they come; on Ctrl-C what runs is ended and what waits is dropped."""
    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        pending: set[Future[JobResult]] = {pool.submit(call) for call in calls}
        try:
            while pending:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            kill_kernels()
            raise


def _in_order(jobs: Sequence[Job], results: Mapping[str, JobResult]) -> list[JobResult]:
    return [results[job.name] for job in jobs if job.name in results]
