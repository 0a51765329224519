"""Run every campaign at a chosen size and write the assurance page.

``python -m tests.campaigns --kills 60 --mutations 400 --seconds 60``
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.campaigns.crowd import run_crowd
from tests.campaigns.documents import DOCUMENTS
from tests.campaigns.kills import run_kills, write_files
from tests.campaigns.mutations import run_mutations
from tests.campaigns.results import Result, write_results


def kills(work: Path, moments: int, seed: int) -> Result:
    """Kill imports and judge the lakes they leave."""
    old, new = write_files(work / "old", seed), write_files(work / "new", seed + 1)
    report = run_kills(old, new, work / "lakes", moments, seed)
    phases = ", ".join(f"{count} in {phase}" for phase, count in sorted(report.killed.items()))
    return Result(
        "An import killed at any moment leaves each file's old or new state whole, and "
        "finishing it gives the content hash of an unbroken import.",
        "tests/campaigns/kills.py",
        f"{sum(report.killed.values())} kills: {phases}",
        report.failures,
    )


def mutations(work: Path, count: int, seed: int) -> Result:
    """Import damaged inputs and judge what was loaded."""
    report = run_mutations(DOCUMENTS, work / "mutations", count, seed)
    kinds = ", ".join(f"{tried} {kind}" for kind, tried in sorted(report.tried.items()))
    ended = ", ".join(f"{number} {status}" for status, number in sorted(report.ended.items()))
    return Result(
        "No damaged or hostile input gives a traceback or a silent wrong row.",
        "tests/campaigns/mutations.py",
        f"{count} inputs ({kinds}): {ended}",
        report.failures,
    )


def crowd(work: Path, seconds: float) -> Result:
    """Import and query at once and judge what the readers saw."""
    report = run_crowd(work / "crowd", seconds)
    return Result(
        "Two processes import while three query: no error and no partial read.",
        "tests/campaigns/crowd.py",
        f"{seconds:g} seconds: {report.imports} imports, {report.reads} reads",
        report.failures,
    )


def main() -> int:
    """Parse the sizes, run, write the page; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="make campaign", description=__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--mutations", type=int, default=400)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        results = [
            mutations(work, sizes.mutations, sizes.seed),
            kills(work, sizes.kills, sizes.seed),
            crowd(work, sizes.seconds),
        ]
    page = write_results(Path(__file__).with_name("RESULTS.md"), results)
    print(page)
    return any(result.failures for result in results)


if __name__ == "__main__":
    raise SystemExit(main())
