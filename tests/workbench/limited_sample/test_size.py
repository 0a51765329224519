"""Memory stays bounded however many games are written: measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import re, sys
from pathlib import Path
from tcb_analytics.workbench.limited_sample import write_limited_sample
write_limited_sample(Path(sys.argv[1]), games=int(sys.argv[2]))
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s*(\\d+) kB", status)[1]) // 1024)
"""


def peak_megabytes(folder: Path, games: int) -> int:
    """Peak memory of writing a sample, in MB, as Linux tells it of this program alone."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), str(games)],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return int(done.stdout)


@pytest.mark.deep
def test_two_hundred_thousand_games_take_hardly_more_memory_than_ten_thousand(
    tmp_path: Path,
) -> None:
    small = peak_megabytes(tmp_path / "small", 10_000)
    large = peak_megabytes(tmp_path / "large", 200_000)

    assert large < 200
    assert large - small < 30
