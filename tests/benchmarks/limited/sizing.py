"""What a terabyte of logs takes, worked out from the measured growth curve.

``python -m tests.benchmarks.limited.sizing`` writes the table into ``warehouse/README.md``
from ``results.json``; a test keeps the two together.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.worker import REPOSITORY

README = REPOSITORY / "tcb_analytics" / "warehouse" / "README.md"
RESULTS = REPOSITORY / "tests" / "benchmarks" / "results.json"
BEGIN, END = "<!-- sizing: begin -->\n", "<!-- sizing: end -->\n"

BYTES_PER_GAME = 3_000
"""One game of a 286-card set in the published CSV: 1,430 cells of two bytes, and the rest."""

TERABYTE = 1e12 / BYTES_PER_GAME
"""Games in a terabyte of it."""

CORES = 64
"""Cores of the cluster that the last column is for."""

Timed = Sequence[Mapping[str, Any]]


def sizing(results: Mapping[str, Any]) -> str:
    """The table as Markdown; nothing where the curve was not measured."""
    timed: Timed = results.get("growth", {}).get("timed", ())
    if not timed:
        return ""
    most = max(row["games"] for row in timed)
    lines = [
        "| what | a million games | a terabyte (333 million games) | the same on 64 cores |",
        "| --- | --- | --- | --- |",
        *(_line(timed, most, *kind) for kind in _kinds(timed)),
    ]
    if "disk" in results:
        each = results["disk"]["ours"] / results["options"]["games"]
        lines.append(
            f"| lake on disk, rollups with it | {each * 1e6 / 1e9:,.2f} GB "
            f"| {each * TERABYTE / 1e9:,.0f} GB | as much |"
        )
    peak = max(row["peak_mb"] for row in timed)
    limit = results["growth"]["limit"]
    cores = results.get("machine", {}).get("cores", "its")
    told = (
        f"\nProcessor time at {most:,} games, scaled in proportion; measured on {cores} cores "
        f"with TCB_MEMORY_LIMIT={limit}, where no process took more than {peak:,.0f} MB.\n"
    )
    return "\n".join(lines) + "\n" + told


def _kinds(timed: Timed) -> list[tuple[str, str]]:
    """Pairs of question and line to show: the import, and what is read from files."""
    found = dict.fromkeys((row["question"], row["line"]) for row in timed)
    return [pair for pair in found if pair[1] in ("import", "facts, parquet", "rollup, parquet")]


def _line(timed: Timed, games: int, question: str, line: str) -> str:
    used = statistics.median(
        row["processor"]
        for row in timed
        if (row["games"], row["question"], row["line"]) == (games, question, line)
    )
    million = used / games * 1e6
    whole = used / games * TERABYTE
    name = (
        "import" if line == "import" else f"{question}, {line.replace(', parquet', ' from files')}"
    )
    if line.startswith("rollup"):
        return f"| {name} | {_time(used)} | grows with sets, not with games | |"
    return f"| {name} | {_time(million)} | {_time(whole)} | {_time(whole / CORES)} |"


def _time(seconds: float) -> str:
    if seconds >= 7_200:
        return f"{seconds / 3_600:,.0f} h"
    if seconds >= 120:
        return f"{seconds / 60:,.0f} min"
    return f"{seconds:,.1f} s" if seconds >= 1 else f"{seconds * 1_000:,.0f} ms"


def filled(readme: str, table: str) -> str:
    """The text of the README with the table between its marks."""
    before, rest = readme.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return before + BEGIN + table + END + after


def measured() -> Mapping[str, Any]:
    """What the benchmark wrote; nothing where it has not run."""
    if not RESULTS.exists():
        return {}
    found: Mapping[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return found


def main(readme: Path = README) -> None:
    """Write the table of what was measured."""
    text = filled(readme.read_text(encoding="utf-8"), sizing(measured()))
    readme.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
