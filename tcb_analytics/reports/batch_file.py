"""Reading a batch file: every job is checked before the first one runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from tcb_analytics.errors import ReportError
from tcb_analytics.reports.parameters import Scalar
from tcb_analytics.reports.registry import check_parameters, get_report
from tcb_analytics.reports.runner import file_stem

LARGEST = 4_000_000
"""Bytes of the largest batch file that is read."""

EXAMPLE = "- {report: leader, params: {leader: OP13-004}}"


@dataclass(frozen=True, slots=True)
class Job:
    """One report to run.

    Attributes:
        name: What its files are called.
        report: Name of a declared report.
        params: Its checked parameters, complete.
    """

    name: str
    report: str
    params: Mapping[str, Scalar]


class _Entry(BaseModel):
    """One entry of the file, as written."""

    model_config = ConfigDict(extra="forbid", strict=True)

    report: str
    params: dict[str, Any] = {}
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$")] | None = None


def read_batch(file: Path) -> list[Job]:
    """The jobs of a batch file.

    Raises:
        ReportError: The file cannot be read, or some entries are wrong; lists them all.
    """
    jobs: list[Job] = []
    problems: list[str] = []
    for number, entry in enumerate(_entries(file), start=1):
        try:
            report = get_report(entry.report)
            values = check_parameters(entry.report, entry.params).scalars()
            jobs.append(Job(entry.name or file_stem(report, values), entry.report, values))
        except ReportError as error:
            problems.append(f"entry {number}: {error.what.split('Parameters of')[0].strip()}")
    # A file system may not tell A from a, so neither do we.
    for name, count in Counter(job.name.casefold() for job in jobs).items():
        if count > 1:
            problems.append(f"{count} entries are called {name}: give each a name of its own")
    if problems:
        raise ReportError(
            "\n".join(["the batch is refused, nothing was run:", *problems]),
            where=str(file),
            remedy="correct these entries; tcb report NAME --help lists parameters",
        )
    return jobs


def _entries(file: Path) -> list[_Entry]:
    try:
        if file.stat().st_size > LARGEST:
            raise _wrong(file, f"larger than {LARGEST:,} bytes")
        content = yaml.safe_load(file.read_text("utf-8"))
        return TypeAdapter(Annotated[list[_Entry], Field(min_length=1)]).validate_python(content)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise _wrong(file, " ".join(str(error).split())[:300]) from None
    except ValidationError as error:
        details = [
            ".".join(str(part) for part in detail["loc"]) + f": {detail['msg']}"
            for detail in error.errors()
        ]
        raise _wrong(file, "; ".join(details[:20])) from None


def _wrong(file: Path, reason: str) -> ReportError:
    return ReportError(
        f"not a batch of reports: {reason}",
        where=str(file),
        remedy=f"list one report a line, such as {EXAMPLE}",
    )
