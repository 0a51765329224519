"""Memory stays bounded however large the league: measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import re, sys
from pathlib import Path
from tcb_analytics.workbench.sample import write_sample
write_sample(Path(sys.argv[1]), matches=int(sys.argv[2]))
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s*(\\d+) kB", status)[1]) // 1024)
"""


def peak_megabytes(folder: Path, matches: int) -> int:
    """Peak memory of writing a sample, in MB, as Linux tells it of this program alone."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), str(matches)],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return int(done.stdout)


@pytest.mark.deep
def test_a_million_matches_take_hardly_more_memory_than_fifty_thousand(tmp_path: Path) -> None:
    small = peak_megabytes(tmp_path / "small", 50_000)
    large = peak_megabytes(tmp_path / "large", 1_000_000)

    assert large < 150
    assert large - small < 40
