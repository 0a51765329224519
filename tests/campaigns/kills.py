"""Kill an import with SIGKILL at many moments; the lake must hold old or new, whole.

The base lake holds the old content of every file. A real ``tcb import`` of the new
content is started on a copy and killed at a moment of a chosen phase, which is read
from the import's own progress file. Then each data set must be exactly the old or
exactly the new one, and finishing the import must give the hash of an unbroken run.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tcb_analytics.warehouse.fingerprint import fingerprint
from tcb_analytics.warehouse.store import Store
from tcb_analytics.workbench.sample import write_sample

PHASES = ("verify", "write", "commit")


@dataclass
class KillReport:
    """What the kills showed. ``failures`` is empty when every promise held."""

    killed: Counter[str] = field(default_factory=Counter)
    missed: int = 0
    failures: list[str] = field(default_factory=list)


def run_kills(
    old: Path, new: Path, work: Path, moments: int, seed: int, say: Callable[[str], None] = print
) -> KillReport:
    """Kill ``moments`` imports of ``new`` over a lake of ``old``, all phases alike often."""
    base, whole = work / "base", work / "whole"
    finish_import(base, old)
    shutil.copytree(base, whole)
    finish_import(whole, new)
    before, after = contents(base), contents(whole)
    final = fingerprint(Store.open(whole / "lake"))
    report, chance = KillReport(), random.Random(seed)
    while sum(report.killed.values()) < moments and report.missed < moments:
        wanted = min(PHASES, key=lambda phase: report.killed[phase])
        home = work / "trial"
        shutil.copytree(base, home)
        phase = kill_in(wanted, home, new, chance)
        if phase is None:
            report.missed += 1
        else:
            report.killed[phase] += 1
            report.failures += check(home, new, before, after, final, phase)
            say(f"killed {sum(report.killed.values())} of {moments}, in {phase}")
        shutil.rmtree(home)
    return report


def write_files(folder: Path, seed: int) -> Path:
    """A sample league in seven files, one or two of each kind, to import over another."""
    write_sample(folder, seed=seed, matches=1_000)
    for kind in (folder / name for name in ("cards", "ladder", "tournaments", "matchups")):
        for file in sorted(kind.iterdir())[2 if kind.name == "ladder" else 1 :]:
            file.unlink()
    return folder


def check(
    home: Path, new: Path, before: dict[str, str], after: dict[str, str], final: str, phase: str
) -> list[str]:
    """What is wrong with a lake whose import was killed; empty when nothing is."""
    wrong = [
        f"{phase}: {dataset} is neither old nor new"
        for dataset, content in contents(home).items()
        if content not in (before.get(dataset), after.get(dataset))
    ]
    wrong += [f"{phase}: {lost} is gone" for lost in before.keys() - contents(home).keys()]
    finish_import(home, new)
    if fingerprint(Store.open(home / "lake")) != final:
        wrong.append(f"{phase}: finishing the import gives another content hash")
    left = [
        path.name for name in ("_progress", "_scratch") for path in (home / "lake" / name).iterdir()
    ]
    return wrong + [f"{phase}: {name} is left behind" for name in left]


def contents(home: Path) -> dict[str, str]:
    """Content hash of each live data set on its own."""
    store = Store.open(home / "lake")
    return {
        row.dataset: fingerprint(Store(store.folder, store.version, (row,))) for row in store.live
    }


def command(path: Path) -> list[str]:
    """The import as a user would run it."""
    return [sys.executable, "-m", "tcb_analytics", "import", str(path)]


def finish_import(home: Path, path: Path) -> None:
    """Run an import to its end."""
    environment = os.environ | {"TCB_HOME": str(home)}
    done = subprocess.run(
        command(path), env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the import failed: {done.stdout[-500:]} {done.stderr[-2000:]}")


def kill_in(phase: str, home: Path, path: Path, chance: random.Random) -> str | None:
    """Kill an import in a phase of a random file; the phase it died in, None if it ended."""
    process = subprocess.Popen(
        command(path),
        env=os.environ | {"TCB_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wanted, delay = chance.randint(1, 7), chance.uniform(0, 0.004)
        while process.poll() is None:
            now = progress(home)
            if now and now["phase"] == phase and now["index"] >= wanted:
                time.sleep(delay)
                process.send_signal(signal.SIGKILL)
                process.wait()
                last = progress(home)
                return str(last["phase"]) if last else None
            time.sleep(0.0002)
        return None
    finally:
        process.kill()
        process.wait()


def progress(home: Path) -> dict[str, object] | None:
    """What the running or killed import last wrote of itself."""
    for path in (home / "lake" / "_progress").glob("*.json"):
        with contextlib.suppress(OSError, ValueError):
            record: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
            return record
    return None
