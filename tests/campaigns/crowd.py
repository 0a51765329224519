"""Two processes import while three query: no error and no partial read.

Each importer replaces its own leagues over and over; within one version of a league
every one of its 200 rows holds the same number of wins. A reader that ever sees
another row count, or two numbers in one league, has seen half an import.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import open_lake
from tests.warehouse.league import LEAGUE

ROWS = 200
LEAGUES = ("spring", "summer", "autumn")


@dataclass
class CrowdReport:
    """Rounds that the importers and the readers made, and what went wrong."""

    imports: int = 0
    reads: int = 0
    failures: list[str] = field(default_factory=list)


def run_crowd(home: Path, seconds: float, importers: int = 2, readers: int = 3) -> CrowdReport:
    """Let importers and readers work on one lake for a while."""
    for number in range(importers):
        bring(home, number, wins=0)
    roles = [("import", n) for n in range(importers)] + [("read", n) for n in range(readers)]
    workers = [(role, start(role, number, home, seconds)) for role, number in roles]
    report = CrowdReport()
    try:
        for role, worker in workers:
            out, err = worker.communicate(timeout=seconds + 120)
            if worker.returncode:
                report.failures.append(f"{role}: {err.strip().splitlines()[-1][:300]}")
            elif role == "import":
                report.imports += int(out)
            else:
                report.reads += int(out)
    finally:
        for _, worker in workers:
            worker.kill()
    return report


def start(role: str, number: int, home: Path, seconds: float) -> subprocess.Popen[str]:
    """Start one worker as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", __spec__.name, role, str(number), str(home), str(seconds)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def bring(home: Path, number: int, wins: int) -> None:
    """Import one version of an importer's leagues, each in the same single file."""
    file = home / f"league-{number}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    leagues = {
        f"{name}-{number}": [[f"{name}-{number}", f"op{row}", wins] for row in range(ROWS)]
        for name in LEAGUES
    }
    file.write_text(json.dumps({"league": leagues}), encoding="utf-8")
    (outcome,) = import_paths([file], home / "lake", limit=10**7, sources=[LEAGUE]).outcomes
    if outcome.status == "refused":
        raise RuntimeError(outcome.notes[0])


def read(home: Path) -> None:
    """Take a snapshot and look whether every league in it is whole."""
    with open_lake(home) as lake:
        seen = lake.sql(
            "SELECT leader, count(*) AS n, min(wins) AS low, max(wins) AS high"
            " FROM matchups GROUP BY leader"
        ).df()
    if len(seen) % len(LEAGUES) or seen.empty:
        raise RuntimeError(f"saw {len(seen)} leagues: {sorted(seen['leader'])}")
    if (seen["n"] != ROWS).any() or (seen["low"] != seen["high"]).any():
        raise RuntimeError(f"saw half an import: {seen.to_dict('records')}")
    per_file = seen.groupby(seen["leader"].str.split("-").str[1])["low"].nunique()
    if (per_file != 1).any():
        raise RuntimeError(f"saw leagues of one file at two versions: {seen.to_dict('records')}")


def work(role: str, number: int, home: Path, seconds: float) -> int:
    """Repeat one worker's task until the time is over; the number of rounds."""
    end, rounds = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        rounds += 1
        if role == "import":
            bring(home, number, wins=rounds)
        else:
            read(home)
    return rounds


if __name__ == "__main__":
    print(work(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4])))
