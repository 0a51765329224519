"""A server in production, and people who are made in its database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tcb_analytics.app.bootstrap import Parts, compose
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import QUICK
from tests.app.security.people import People
from tests.app.servers import Server, serving


@pytest.fixture
def variables() -> dict[str, str]:
    """Settings of the server besides its database: those of the tests that ask for it."""
    return {}


@pytest.fixture
def server(settings: AppSettings, variables: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    """The application in production, as it is started by default, but without limits."""
    environment = {
        "TCB_HOME": str(settings.home), "TCB_LIMIT_FACTOR": "1000000",
        "TCB_DATABASE_URL": settings.database_url.get_secret_value(),
    }  # fmt: skip
    with serving(tmp_path / "log", "--production", environment=environment | variables) as found:
        yield found


@pytest.fixture
def beside(settings: AppSettings) -> Iterator[Parts]:
    """Parts of the test's own over the server's database."""
    made = compose(settings, QUICK)
    yield made
    made.close()


@pytest.fixture
def people(beside: Parts) -> People:
    """Who makes accounts in the server's database."""
    return People(beside)
