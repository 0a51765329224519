"""A data home with the bundled sample, which the explore notebooks read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tcb_analytics.config import bundled


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data home whose lake holds the bundled sample, imported as a user would."""
    home = tmp_path_factory.mktemp("sample-home")
    command = [sys.executable, "-m", "tcb_analytics", "import", str(bundled("sample"))]
    environment = {**os.environ, "TCB_HOME": str(home)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return home
