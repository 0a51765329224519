"""How many faults that are put into the services their tests find.

``python -m tests.campaigns.mutants`` reads what ``mutmut`` found, and fails under the share that
this project promises. A fault in code that no test runs counts as one that was not found, and so
does one that changes nothing anybody could see. Leaves out making the faults, which ``make
mutants`` does.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

LEAST = 80.0
"""Percent of all faults."""
FOUND = {
    1: "killed",
    3: "killed",
    36: "timeout",
    -24: "timeout",
    24: "timeout",
    152: "timeout",
    255: "timeout",
}
MISSED = {0: "survived", 5: "no tests", 33: "no tests"}


def results(folder: Path) -> dict[str, int | None]:
    """What became of each fault: the exit code of its tests; None where they did not run."""
    found: dict[str, int | None] = {}
    for file in sorted(folder.rglob("*.py.meta")):
        found |= json.loads(file.read_text("utf-8"))["exit_code_by_key"]
    return found


def kind_of(code: int | None) -> str:
    """What an exit code says about a fault."""
    if code is None:
        return "not run"
    return FOUND.get(code) or MISSED.get(code) or f"ended by {code}"


def main() -> int:
    """Tell the share, and name every fault that was missed; 1 where it is too small."""
    every = {name: kind_of(code) for name, code in results(Path("mutants")).items()}
    for name, kind in sorted(every.items()):
        if kind not in FOUND.values():
            print(f"{kind}: {name}")
    counted = Counter(every.values())
    killed = sum(counted[kind] for kind in set(FOUND.values()))
    share = 100 * killed / len(every) if every else 0.0
    told = ", ".join(f"{count} {kind}" for kind, count in counted.most_common())
    print(f"faults: {killed} of {len(every)} found ({share:.1f} %): {told}; promised: {LEAST:g} %")
    return 0 if share > LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
