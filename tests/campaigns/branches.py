"""How much of the application its tests run, by branches, in every process that they start.

``python -m tests.campaigns.branches`` reads what ``coverage`` gathered, and fails under the share
that this project promises. Leaves out running the tests, which ``make coverage`` does.
"""

from __future__ import annotations

import json
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from coverage import Coverage

LEAST = 95.0
"""Percent of all branches."""


def main() -> int:
    """Tell the share, and which lines and branches are missed; 1 where it is too small."""
    gathered = Coverage()
    gathered.combine(keep=False)
    gathered.save()
    missed = StringIO()
    lines = gathered.report(file=missed)
    print(missed.getvalue())
    with TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        gathered.json_report(outfile=str(file))
        totals = json.loads(file.read_text("utf-8"))["totals"]
    branches = 100 * totals["covered_branches"] / totals["num_branches"]
    print(
        f"branches: {totals['covered_branches']} of {totals['num_branches']} taken"
        f" ({branches:.1f} %), with lines {lines:.1f} %; promised are {LEAST:g} %"
    )
    return 0 if branches >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
