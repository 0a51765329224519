"""The drawing of the application names files that are there."""

from __future__ import annotations

import re

import pytest

from tcb_analytics.app.models.tables import METADATA
from tests.house.tree import REPOSITORY

PAGE = REPOSITORY / "academy" / "architecture.md"


def named() -> list[str]:
    """Every file or folder in the last column of the table of patterns, beside the one before."""
    rows = re.findall(r"^\| [^|]+ \| [^|]+ \| ([^|]*`[^|]*) \|$", PAGE.read_text("utf-8"), re.M)
    found: list[str] = []
    for row in rows:
        folder = ""
        for path in re.findall(r"`([\w./*]+)`", row):
            if path.startswith(("app/", "strategies/")):
                folder = path.rstrip("/").rpartition("/")[0]
                found.append(path)
            elif path.endswith((".py", "/")):
                found.append(f"{folder}/{path}")
    return found


@pytest.mark.parametrize("path", named())
def test_a_pattern_lives_where_the_page_says(path: str) -> None:
    at = f"tcb_analytics/{path.removeprefix('tcb_analytics/')}".rstrip("/")
    assert list(REPOSITORY.glob(at)), path


def test_every_table_is_drawn() -> None:
    page = PAGE.read_text("utf-8")
    assert [table for table in METADATA.tables if not re.search(rf"\b{table}\b", page)] == []
