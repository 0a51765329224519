"""An application over a real database of each kind, filled with the project's own sample cards."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import argon2
import pytest
import structlog
from apiflask import APIFlask
from flask.testing import FlaskClient
from pydantic import SecretStr
from werkzeug.test import TestResponse

from tcb_analytics.app.adapters.passwords import Argon2Hasher
from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import Parts, compose
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.services import accounts, catalogue, roles
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.config import Settings, bundled
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake
from tests.app.databases import (
    Databases,
    PostgresServer,
    SqliteFiles,
    postgres,
    with_tables,
)
from tests.app.harbour import visitor_of

GAME = "tidebreak"
PASSWORD = "seven quiet lanterns"
QUICK = Argon2Hasher(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
"""Real Argon2id, as weak as it gets: what is tested is not its slowness."""


@pytest.fixture(autouse=True)
def nobody_left_at_work() -> Iterator[None]:
    """A test that leaves threads at work would trouble the next ones of its process."""
    yield
    left = [it.name for it in threading.enumerate() if it.name.startswith("tcb-jobs-")]
    assert not left, "an application was composed and not closed"


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> Iterator[None]:
    """Tracebacks as Python writes them; with every variable, the default, one takes seconds."""
    plain = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, plain],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),  # as servers do
    )
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def lake_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose lake holds the sample's cards, matches and published figures."""
    home, sample = tmp_path_factory.mktemp("app-lake"), bundled("sample")
    parts = [sample / part for part in ("cards", "matchups", "tournaments", "restrictions.json")]
    import_paths(parts, home / "lake", limit=2**29)
    return home


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """A PostgreSQL for all tests of a run."""
    with postgres() as server:
        yield server


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Databases:
    """Where databases of one kind are made."""
    if request.param == "sqlite":
        return SqliteFiles(tmp_path_factory.mktemp(request.param))
    server: PostgresServer = request.getfixturevalue("postgresql")
    return server


@pytest.fixture
def seeded(databases: Databases, lake_home: Path) -> str:
    """Address of a migrated database with the sample's cards, to be copied and left alone."""
    return seed_of(databases, lake_home)


def seed_of(databases: Databases, lake_home: Path) -> str:
    """Address of a migrated database with the sample's cards, to be copied and left alone.

    Kept by who makes databases and not by pytest: a folder of tests may put another in its place.
    """
    if not databases.seed:
        address = with_tables(databases)
        database = Database(AppSettings(home=lake_home, database_url=SecretStr(address)))
        with Lake(Settings(home=lake_home)) as lake:
            catalogue.seed(database.begin(), lake.catalog(GAME).cards, {}, datetime.now(UTC))
        database.close()
        databases.seed = address
    return databases.seed


@pytest.fixture
def settings(databases: Databases, seeded: str, lake_home: Path) -> Iterator[AppSettings]:
    """Settings of an application over a database of the test's own."""
    address = databases.copy(seeded)
    yield AppSettings(home=lake_home, database_url=SecretStr(address))
    databases.drop(address)


@pytest.fixture
def parts(settings: AppSettings) -> Iterator[Parts]:
    """Its parts."""
    made = compose(settings, QUICK)
    yield made
    made.close()


@pytest.fixture
def app(parts: Parts) -> APIFlask:
    """The application."""
    return create_app(parts=parts)


@dataclass
class Caller:
    """A program that calls the API, as a person or as nobody."""

    client: FlaskClient
    name: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, method: str, path: str, **given: Any) -> TestResponse:
        """Call ``/api/v1`` + path."""
        headers = self.headers | given.pop("headers", {})
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **given)


@pytest.fixture
def nobody(app: APIFlask) -> Caller:
    """A caller without an account."""
    return Caller(app.test_client())


@pytest.fixture
def caller(app: APIFlask, parts: Parts) -> Callable[..., Caller]:
    """Makes a caller with an account of its own and a token, by the shortest way."""

    def make(name: str, role: Role = Role.PLAYER) -> Caller:
        user = accounts.register(parts.begin(), parts.hasher, name, PASSWORD)
        roles.give(parts.begin(), name, role)
        until = parts.now() + timedelta(days=1)
        made = accounts.make_token(parts.begin(), visitor_of(user), "t", until)
        return Caller(app.test_client(), name, {"Authorization": f"Bearer {made.secret}"})

    return make


@pytest.fixture
def player(caller: Callable[..., Caller]) -> Caller:
    """A player."""
    return caller("Ann Otter")


@pytest.fixture
def stranger(caller: Callable[..., Caller]) -> Caller:
    """Another player, whom nothing of the first is any business of."""
    return caller("Bob Heron")


@pytest.fixture
def admin(caller: Callable[..., Caller]) -> Caller:
    """An admin."""
    return caller("Cleo Crane", Role.ADMIN)
