"""A lake with the sample's cards and tournaments, whose truth is known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.config import bundled
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake, open_lake
from tcb_analytics.workbench.placed_lists import PlacedList, read_lists
from tcb_analytics.workbench.seasons import Seasons, seasons_of
from tcb_analytics.workbench.shelf import Shelf, read_shelf

PARTS = ("cards", "tournaments", "restrictions.json", "ladder/ladder_2026-03-23.json.gz")


@pytest.fixture(scope="session")
def league_lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    """A lake of the sample's cards, placed lists, restrictions and one week of the ladder."""
    home = tmp_path_factory.mktemp("league")
    import_paths([bundled("sample") / part for part in PARTS], home / "lake", limit=10**9)
    with open_lake(home) as lake:
        yield lake


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """What the sample was drawn from."""
    found: dict[str, Any] = json.loads(Path(bundled("sample") / "truth.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def placed(league_lake: Lake) -> list[PlacedList]:
    """The placed lists."""
    return read_lists(league_lake, placed=True)


@pytest.fixture(scope="session")
def shelf(league_lake: Lake, placed: list[PlacedList]) -> Shelf:
    """Which cards were on sale when."""
    return read_shelf(league_lake, placed)


@pytest.fixture(scope="session")
def seasons(shelf: Shelf, placed: list[PlacedList]) -> Seasons:
    """The placed lists by period and leader."""
    return seasons_of(shelf, placed)
