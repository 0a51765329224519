"""`tcb db retain`: removes what has had its time, and says how much."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tcb_analytics.app.adapters.passwords import Argon2Hasher
from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.models.work import Job, JobState
from tcb_analytics.app.services.accounts import register
from tcb_analytics.app.settings import AppSettings
from tests.cli.conftest import Tcb


def test_ended_jobs_go_when_their_days_are_over(tcb: Tcb, tmp_path: Path) -> None:
    database = Database(AppSettings(home=tmp_path))
    upgrade(database.primary)
    user = register(database.begin(), Argon2Hasher(), "Ann Otter", "seven quiet lanterns")
    with database.begin() as uow:
        for days in (5, 50):
            ended = datetime.now(UTC) - timedelta(days=days)
            uow.jobs.add(
                Job(owner_id=user.id, kind="build", request={}, state=JobState.DONE, ended_at=ended)
            )
        uow.commit()
    database.close()

    assert "1 jobs" in tcb("db", "retain", home=tmp_path).out
    assert "0 jobs" in tcb("db", "retain", home=tmp_path).out
    told = json.loads(tcb("db", "retain", "--days", "2", "--json", home=tmp_path).out)
    assert told == {"accesses": 0, "jobs": 1, "answers": 0}


def test_a_database_without_tables_is_told_in_a_line(tcb: Tcb, tmp_path: Path) -> None:
    done = tcb("db", "retain", home=tmp_path)

    assert done.code == 1
    assert "tcb db upgrade" in done.err
