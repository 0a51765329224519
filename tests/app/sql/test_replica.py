"""Reads on a replica that really streams: near, behind, down, and never behind its reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import event, text

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.adapters.sql.replica import EVERY, NEAR, REST
from tcb_analytics.app.adapters.sql.unit_of_work import SqlUnitOfWork
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import compose
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.errors import ConfigError
from tests.app.conftest import PASSWORD, QUICK
from tests.app.sql.postgres_pair import Postgres, alone, standby_of

Pair = tuple[Postgres, Postgres]


class Clock:
    """Seconds that pass when a test says so."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def pair() -> Iterator[Pair]:
    with alone() as primary, standby_of(primary) as standby:
        database = Database(AppSettings(database_url=SecretStr(primary.address)))
        upgrade(database.primary)
        database.close()
        caught_up(primary, standby)
        yield primary, standby


@pytest.fixture
def settings(pair: Pair, tmp_path: Path) -> AppSettings:
    primary, standby = pair
    return AppSettings(
        home=tmp_path, database_url=SecretStr(primary.address),
        database_replica_url=SecretStr(standby.address), pool_timeout=2,
    )  # fmt: skip


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(settings: AppSettings, clock: Clock, pair: Pair) -> Iterator[Database]:
    made = Database(settings, clock)
    yield made
    made.close()
    pair[1].run("SELECT pg_wal_replay_resume()")
    caught_up(*pair)


def caught_up(primary: Postgres, standby: Postgres) -> None:
    """Wait until the replica has what the primary has."""
    goal, tick = primary.run("SELECT pg_current_wal_lsn()"), Event()
    for _ in range(400):
        if standby.run(f"SELECT pg_last_wal_replay_lsn() >= '{goal}'"):
            return
        tick.wait(0.02)
    raise AssertionError("the replica does not follow")


def on_replica(uow: SqlUnitOfWork) -> bool:
    with uow:
        return bool(uow.session.scalar(text("SELECT pg_is_in_recovery()")))


def write(database: Database, actor: str = "ann") -> int:
    """A change by somebody; its number."""
    with database.begin() as uow:
        uow.audit.append(actor, "deck.create", "deck", {})
        uow.commit()
    with database.begin() as uow:
        return uow.wrote(actor)


def test_reads_go_to_the_replica_and_writes_do_not(database: Database) -> None:
    assert on_replica(database.look())
    assert not on_replica(database.begin())
    again = database.look()
    assert on_replica(again)
    assert on_replica(again)


def test_whoever_wrote_reads_it_though_the_replica_is_behind(
    database: Database, pair: Pair
) -> None:
    assert on_replica(database.look())
    pair[1].run("SELECT pg_wal_replay_pause()")
    number = write(database)

    for _ in range(3):
        with database.look(number) as uow:
            assert uow.audit.last_of("ann") == number
    assert not on_replica(database.look(number))
    assert on_replica(database.look(number - 1))
    assert on_replica(database.look())

    pair[1].run("SELECT pg_wal_replay_resume()")
    caught_up(*pair)
    assert on_replica(database.look(number))


def test_a_replica_that_stays_behind_is_left_alone_until_it_is_near_again(
    database: Database, pair: Pair, clock: Clock
) -> None:
    assert on_replica(database.look())
    pair[1].run("SELECT pg_wal_replay_pause()")
    seen = []
    for _ in range(int(NEAR + 3)):
        write(database)
        clock.now += EVERY
        seen.append(on_replica(database.look()))
    assert seen[0]  # a moment behind is near
    assert seen[2:] == [False] * len(seen[2:])

    pair[1].run("SELECT pg_wal_replay_resume()")
    caught_up(*pair)
    clock.now += EVERY
    assert on_replica(database.look())


def test_after_an_idle_hour_a_replica_that_is_behind_is_not_trusted(
    database: Database, pair: Pair, clock: Clock
) -> None:
    assert on_replica(database.look())
    pair[1].run("SELECT pg_wal_replay_pause()")
    write(database)
    clock.now += 3600
    assert not on_replica(database.look())


def test_reads_go_on_while_the_replica_is_down_and_return_to_it(
    database: Database, pair: Pair, clock: Clock
) -> None:
    _, standby = pair
    assert on_replica(database.look())
    standby.stop()
    try:
        assert [on_replica(database.look()) for _ in range(4)] == [False] * 4
        clock.now += REST + 1
        assert not on_replica(database.look())
    finally:
        standby.start()
        caught_up(*pair)
    clock.now += REST - 2
    assert not on_replica(database.look())  # it rests, so that no reader waits for it
    clock.now += 3
    assert on_replica(database.look())


def test_readers_go_on_while_the_primary_is_down_and_writers_are_told(
    database: Database, pair: Pair, clock: Clock
) -> None:
    primary, standby = pair
    number = write(database)
    caught_up(primary, standby)
    primary.stop()
    try:
        clock.now += EVERY
        with database.look() as uow:
            assert uow.audit.last_of("ann") == number
        with pytest.raises(UnavailableError):
            write(database)
    finally:
        primary.start()
    assert write(database) == number + 1
    caught_up(primary, standby)


def test_an_application_shows_each_visitor_what_they_wrote(
    settings: AppSettings, pair: Pair, database: Database
) -> None:
    parts = compose(settings, QUICK)
    try:
        app = create_app(parts=parts)
        who, https = {"name": "Ann Otter", "password": PASSWORD}, {"base_url": "https://localhost"}
        browser = app.test_client()
        assert browser.post("/api/v1/accounts", json=who, **https).status_code == 201
        csrf = browser.post("/api/v1/sessions", json=who, **https).json["csrf"]
        caught_up(*pair)
        pair[1].run("SELECT pg_wal_replay_pause()")

        def names() -> set[str]:
            listed = browser.get("/api/v1/tokens", **https)
            assert listed.status_code == 200
            return {token["name"] for token in listed.json["items"]}

        made: set[str] = set()
        for number in range(6):
            if number == 4:
                pair[1].run("SELECT pg_wal_replay_resume()")
            answer = browser.post(
                "/api/v1/tokens", json={"name": f"t{number}"}, headers={"X-CSRF-Token": csrf},
                **https,
            )  # fmt: skip
            assert answer.status_code == 201
            made.add(f"t{number}")
            assert names() == made
    finally:
        parts.close()


def test_a_read_whose_replica_dies_in_the_middle_is_answered_by_the_primary(
    settings: AppSettings, pair: Pair
) -> None:
    _, standby = pair
    database = Database(settings)
    parts = replace(compose(settings, QUICK), look=database.look)
    try:
        browser = create_app(parts=parts).test_client()
        who, https = {"name": "Cid Gull", "password": PASSWORD}, {"base_url": "https://localhost"}
        assert browser.post("/api/v1/accounts", json=who, **https).status_code == 201
        csrf = {"X-CSRF-Token": browser.post("/api/v1/sessions", json=who, **https).json["csrf"]}
        caught_up(*pair)
        dying: list[str] = []

        @event.listens_for(database.replica, "before_cursor_execute")
        def die(*given: Any) -> None:
            if "FROM decks" in given[2] and not dying:
                dying.append(given[2])
                standby.stop()

        read = browser.get("/api/v1/decks", **https)
        assert (len(dying), read.status_code) == (1, 200)
        changed = browser.post("/api/v1/tokens", json={"name": "t"}, headers=csrf, **https)
        assert changed.status_code == 201
    finally:
        standby.start()
        caught_up(*pair)
        parts.close()
        database.close()


@pytest.mark.parametrize(
    ("primary", "replica"),
    [("", "postgresql://h/x"), ("postgresql://h/x", "sqlite:///x"), ("postgresql://h/x", "::")],
)
def test_a_replica_takes_postgresql_on_both_sides(
    tmp_path: Path, primary: str, replica: str
) -> None:
    settings = AppSettings(
        home=tmp_path, database_url=SecretStr(primary), database_replica_url=SecretStr(replica)
    )
    with pytest.raises(ConfigError) as refused:
        Database(settings)
    assert refused.value.where == "TCB_DATABASE_REPLICA_URL"
