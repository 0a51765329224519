"""The assurance page: each promise, its test, and what its last campaign showed."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("deltalake", "duckdb", "pyarrow")


@dataclass(frozen=True)
class Result:
    """One promise, the campaign that tries to break it, and its outcome."""

    promise: str
    test: str
    tried: str
    failures: Sequence[str] = field(default_factory=tuple)


def write_results(path: Path, results: Sequence[Result]) -> str:
    """Write the page; returns its text."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    lines = [
        "# What the campaigns showed",
        "",
        f"Last run {datetime.now(UTC):%Y-%m-%d} on {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, {libraries}. "
        "`make campaign` repeats it and rewrites this page.",
        "",
        "| promise | campaign | tried | broken |",
        "| --- | --- | --- | --- |",
        *(
            f"| {result.promise} | [`{result.test}`](../../{result.test}) "
            f"| {result.tried} | {len(result.failures)} |"
            for result in results
        ),
    ]
    for result in results:
        if result.failures:
            lines += ["", f"## Broken in {result.test}", ""]
            lines += [f"- {failure}" for failure in result.failures]
    text = "\n".join(lines) + "\n"
    path.write_text(text, encoding="utf-8")
    return text
