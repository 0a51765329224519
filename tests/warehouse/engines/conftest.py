"""One lake for every engine, made once a worker, and what DuckDB answers of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.lake import Lake
from tests.warehouse.engines.answers import answers, make_lake
from tests.warehouse.engines.sparks import environment, need_java, variables

pytest.register_assert_rewrite("tests.warehouse.engines.spark_answers")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Home of a lake that holds something of everything."""
    folder = tmp_path_factory.mktemp("engines")
    make_lake(folder)
    return folder


@pytest.fixture(scope="session")
def duck(home: Path) -> Iterator[Lake]:
    """That lake on DuckDB."""
    with Lake(Settings(home=home, threads=2)) as lake:
        yield lake


@pytest.fixture(scope="session")
def expected(duck: Lake) -> dict[str, Any]:
    """What DuckDB answers."""
    return dict(answers(duck))


@pytest.fixture(scope="module")
def spark(request: pytest.FixtureRequest, home: Path) -> Iterator[Lake]:
    """That lake on Spark, with the ``MASTER`` and ``DEFAULTS`` that the file of tests names."""
    need_java()
    settings = Settings(home=home, engine="spark", spark_master=request.module.MASTER)
    with environment(variables(home, request.module.DEFAULTS)):
        lake = Lake(settings)
    with lake:
        yield lake
