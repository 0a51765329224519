"""A database that is busy, down, full or not set up: what is told, and that it recovers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import event, text

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.adapters.sql.trouble import meaning
from tcb_analytics.app.adapters.sql.unit_of_work import SqlUnitOfWork
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import compose
from tcb_analytics.app.models.accounts import User
from tcb_analytics.app.services.refusals import (
    ConflictError,
    InvalidError,
    RefusedError,
    UnavailableError,
)
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import QUICK
from tests.app.databases import Databases, SqliteFiles, with_tables
from tests.app.sql.postgres_pair import Postgres, alone

Make = Callable[..., Database]


def person(name: str = "ann") -> User:
    return User(name=name, folded=name, password_hash="h")


@pytest.fixture
def make(databases: Databases, tmp_path: Path) -> Iterator[Make]:
    """Makes a database with tables and these settings."""
    made: list[Database] = []

    def one(address: str = "", **settings: Any) -> Database:
        url = SecretStr(address or with_tables(databases))
        made.append(Database(AppSettings(home=tmp_path, database_url=url, **settings)))
        return made[-1]

    yield one
    for database in made:
        database.close()


def refused(act: Callable[[], object]) -> RefusedError:
    with pytest.raises(RefusedError) as error:
        act()
    return error.value


def within(database: Database, act: Callable[[SqlUnitOfWork], object]) -> Callable[[], object]:
    """A use case: it does something and commits."""

    def run() -> object:
        with database.begin() as uow:
            told = act(uow)
            uow.commit()
            return told

    return run


def test_who_finds_no_free_connection_is_told_after_a_while(make: Make) -> None:
    database = make(pool_size=1, pool_overflow=0, pool_timeout=0.3)
    with database.look() as first:
        first.users.get("x")
        began = perf_counter()
        error = refused(within(database, lambda uow: uow.users.get("x")))
        waited = perf_counter() - began
    assert isinstance(error, UnavailableError)
    assert 0.25 < waited < 3
    assert within(database, lambda uow: uow.users.get("x"))() is None


def test_a_connection_is_given_back_whatever_happens(make: Make) -> None:
    database = make(pool_size=1, pool_overflow=0, pool_timeout=0.3)

    def fail(uow: SqlUnitOfWork) -> None:
        uow.users.get("x")
        raise ZeroDivisionError

    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            within(database, fail)()
    assert within(database, lambda uow: uow.users.get("x"))() is None


def test_a_database_that_was_not_set_up_says_what_to_run(
    databases: Databases, tmp_path: Path
) -> None:
    database = Database(AppSettings(home=tmp_path, database_url=SecretStr(databases.empty())))
    error = refused(within(database, lambda uow: uow.users.get("x")))
    database.close()
    assert isinstance(error, UnavailableError)
    assert error.remedy == "tcb db upgrade"


def test_what_another_took_is_a_conflict_at_flush_and_at_commit(make: Make) -> None:
    database = make()
    within(database, lambda uow: uow.users.add(person()))()
    assert isinstance(
        refused(within(database, lambda uow: uow.session.add(person()))), ConflictError
    )
    assert isinstance(refused(within(database, lambda uow: uow.users.add(person()))), ConflictError)


@pytest.mark.parametrize("name", ["an\0na", "an\ud800na", "x" * 500])
def test_text_that_cannot_be_kept_is_invalid_and_never_a_fault(make: Make, name: str) -> None:
    database = make()
    with suppress(InvalidError, ConflictError):
        within(database, lambda uow: uow.users.add(person(name)))()
    with suppress(InvalidError):
        assert within(database, lambda uow: uow.users.named(name))() is None or "\0" in name


def test_numbers_that_no_column_holds_are_invalid(make: Make) -> None:
    database = make()
    error = refused(within(database, lambda uow: uow.collections.put("u", {10**30: 1}, None)))  # type: ignore[arg-type]  # the moment is not reached
    assert isinstance(error, InvalidError)


def test_faults_of_the_program_stay_what_they_are(make: Make) -> None:
    assert meaning(ZeroDivisionError()) is None
    assert meaning(None) is None
    database = make()
    with pytest.raises(Exception, match=r"(?i)syntax"):
        within(database, lambda uow: uow.session.execute(text("SELEC 1")))()


def test_a_full_disk_is_told_keeps_what_was_and_passes(make: Make, tmp_path: Path) -> None:
    # A file that can be bounded; PostgreSQL's cannot.
    database = make(with_tables(SqliteFiles(tmp_path)))
    within(database, lambda uow: uow.users.add(person("kept")))()
    room = [within(database, lambda uow: uow.session.scalar(text("PRAGMA page_count")))()]

    @event.listens_for(database.primary, "checkout")
    def bound(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={room[0]}")

    def many(uow: SqlUnitOfWork) -> None:
        for number in range(400):
            uow.audit.append("-", "deck.create", f"deck {number}", {"long": "x" * 500})

    assert isinstance(refused(within(database, many)), UnavailableError)
    assert within(database, lambda uow: uow.users.named("kept"))() is not None
    assert within(database, lambda uow: uow.audit.last_of("-"))() == 0
    room[0] = 10**6
    within(database, many)()
    assert within(database, lambda uow: uow.audit.last_of("-"))() == 400


# A PostgreSQL that is stopped and started


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with alone() as made:
        yield made


@pytest.fixture
def stopped(server: Postgres, tmp_path: Path) -> Iterator[AppSettings]:
    """Settings of a database whose server a test may stop; it runs again afterwards."""
    settings = AppSettings(
        home=tmp_path, database_url=SecretStr(server.address), pool_timeout=1,
        statement_timeout=0.5,
    )  # fmt: skip
    database = Database(settings)
    upgrade(database.primary)
    database.close()
    yield settings
    server.start()


def test_a_statement_that_takes_too_long_is_ended_and_told(stopped: AppSettings) -> None:
    database = Database(stopped)
    slow = within(database, lambda uow: uow.session.execute(text("SELECT pg_sleep(20)")))
    began = perf_counter()
    assert isinstance(refused(slow), UnavailableError)
    assert perf_counter() - began < 5
    assert within(database, lambda uow: uow.users.get("x"))() is None
    database.close()


def test_a_server_that_stops_is_told_in_every_step_and_used_again_when_it_is_back(
    stopped: AppSettings, server: Postgres
) -> None:
    database = Database(stopped)

    def stop_before_commit(uow: SqlUnitOfWork) -> None:
        uow.users.add(person("lost"))
        server.stop()

    def stop_before_query(uow: SqlUnitOfWork) -> None:
        uow.users.get("x")
        server.stop()
        uow.users.get("y")

    for act in (stop_before_commit, stop_before_query):
        assert isinstance(refused(within(database, act)), UnavailableError)
        assert isinstance(
            refused(within(database, lambda uow: uow.users.get("x"))), UnavailableError
        )
        server.start()
        assert within(database, lambda uow: uow.users.named("lost"))() is None
    within(database, lambda uow: uow.users.add(person("kept")))()
    database.close()


def test_an_application_answers_503_while_the_server_is_down_and_200_after(
    stopped: AppSettings, server: Postgres
) -> None:
    parts = compose(stopped, QUICK)
    try:
        browser = create_app(parts=parts).test_client()
        who = {"name": "Ann Otter", "password": "seven quiet lanterns"}
        assert browser.post("/api/v1/accounts", json=who).status_code == 201
        server.stop()
        for _ in range(3):
            down = browser.post("/api/v1/sessions", json=who, base_url="https://localhost")
            assert (down.status_code, down.content_type) == (503, "application/problem+json")
            assert down.headers["Retry-After"]
        server.start()
        up = browser.post("/api/v1/sessions", json=who, base_url="https://localhost")
        assert up.status_code == 201
    finally:
        parts.close()
