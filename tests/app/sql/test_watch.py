"""The databases as operators see them."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.watch import SqlWatch
from tcb_analytics.app.models.work import Job, JobState
from tcb_analytics.app.services.accounts import register
from tcb_analytics.app.services.operation import PoolState
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import PASSWORD, QUICK
from tests.app.databases import Databases
from tests.app.servers import free_port


def test_a_database_that_is_ready_answers_and_tells_its_jobs(settings: AppSettings) -> None:
    database = Database(settings)
    user = register(database.begin(), QUICK, "Ann Otter", PASSWORD)
    with database.begin() as uow:
        for state in (JobState.QUEUED, JobState.QUEUED, JobState.DONE):
            uow.jobs.add(Job(owner_id=user.id, kind="build", request={}, state=state))
        uow.commit()
    watch = SqlWatch(database)

    watch.answers("database")
    watch.is_current()
    assert not watch.is_empty()
    assert watch.jobs() == {"queued": 2, "running": 0, "done": 1, "failed": 0, "cancelled": 0}
    database.close()


def test_an_empty_database_is_told_from_one_that_is_away(databases: Databases) -> None:
    empty = Database(AppSettings(database_url=SecretStr(databases.empty())))
    away = Database(
        AppSettings(database_url=SecretStr(f"postgresql://ann:x@127.0.0.1:{free_port()}/gone"))
    )

    assert SqlWatch(empty).is_empty()
    with pytest.raises(UnavailableError, match="revision none"):
        SqlWatch(empty).is_current()
    for question in (SqlWatch(away).is_empty, SqlWatch(away).jobs, SqlWatch(away).is_current):
        with pytest.raises(UnavailableError):
            question()
    with pytest.raises(UnavailableError):
        SqlWatch(away).answers("database")
    empty.close()
    away.close()


def test_the_pool_tells_every_change(settings: AppSettings) -> None:
    database = Database(settings.model_copy(update={"pool_size": 1, "pool_overflow": 2}))
    told: list[PoolState] = []
    watch = SqlWatch(database)
    watch.on_change(lambda _, state: told.append(state))

    with database.look() as first, database.look() as second:
        first.cards.games()
        second.cards.games()
        assert watch.pools() == {"database": PoolState(size=1, in_use=2, overflow=1)}

    assert max(state.in_use for state in told) == 2
    assert told[-1].in_use == 0
    assert watch.pools()["database"].in_use == 0
    database.close()
