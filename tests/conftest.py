"""Fixtures shared by every room's tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of the real public files; tests that need it are skipped where it is absent."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("TCB_REAL_DATA", default))
    if not (folder / "onepiece").is_dir():
        pytest.skip("the real data files are absent: set TCB_REAL_DATA to their folder")
    return folder
