"""A lake without rows, for what needs an engine and no data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tcb_analytics.warehouse.lake import Lake
from tests.warehouse.queries.lakes import lake_over


@pytest.fixture(scope="session")
def empty_lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    with lake_over(tmp_path_factory.mktemp("empty")) as lake:
        yield lake
