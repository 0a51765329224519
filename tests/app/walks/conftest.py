"""An application whose every route is walked: nothing waits for limits, no job begins by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from tcb_analytics.app.adapters.sql.unit_of_work import SqlUnitOfWork
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import Parts, compose
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import QUICK
from tests.app.walks.people import Person, person
from tests.app.walks.steps import Walk


class Idle:
    """A queue that nobody works on, so that rows change by requests alone."""

    def start(self) -> None:
        """Begin nothing."""

    def put(self, job_id: str) -> None:
        """Tell nobody."""

    def close(self) -> None:
        """There is nothing to stop."""


@pytest.fixture
def parts(settings: AppSettings) -> Iterator[Parts]:
    """Parts without limits and without workers."""
    made = compose(settings.model_copy(update={"limit_factor": 1e6}), QUICK)
    made.jobs.close()
    yield replace(made, jobs=Idle())
    made.close()


@pytest.fixture
def walk(parts: Parts) -> Walk:
    """The routes of the application."""
    return Walk(create_app(parts=parts))


@pytest.fixture
def engine(parts: Parts) -> Engine:
    """The engine that the application writes with."""
    uow = parts.begin()
    assert isinstance(uow, SqlUnitOfWork)
    found = uow.session.get_bind()
    assert isinstance(found, Engine)
    return found


@pytest.fixture
def owner(parts: Parts) -> Person:
    """A player who has something of everything."""
    return person(parts)


@pytest.fixture
def other(parts: Parts) -> Person:
    """Another player, who has as much."""
    return person(parts)
