"""A lake of one's own, and ways to fill it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.warehouse.importing import ImportSummary, import_paths
from tests.warehouse.league import LEAGUE

Importer = Callable[..., ImportSummary]


@pytest.fixture
def lake_folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "lake"


@pytest.fixture
def league(tmp_path: Path) -> Callable[..., Path]:
    """Write a league file: ``league("a.json", spring=[["A", "B", 3]])``."""

    def write(name: str, **leagues: Any) -> Path:
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"league": leagues}), encoding="utf-8")
        return path

    return write


@pytest.fixture
def bring(lake_folder: Path) -> Importer:
    """Import paths into the test's lake, knowing the league format alone."""

    def run(*paths: Path, **options: Any) -> ImportSummary:
        return import_paths(paths, lake_folder, limit=1_000_000, sources=[LEAGUE], **options)

    return run
