"""The licence that an import records is its publisher's, whatever format carries the data."""

from __future__ import annotations

from pathlib import Path

from tcb_analytics.config import bundled
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.sources.licences import LICENCES
from tcb_analytics.warehouse.store import Store


def test_the_sample_is_recorded_under_the_licence_of_the_project(lake_folder: Path) -> None:
    files = [bundled("sample") / "restrictions.json", bundled("sample") / "cards"]
    import_paths(files, lake_folder, limit=100_000_000)
    assert {row.license for row in Store.open(lake_folder).live} == {LICENCES["sample"]}
