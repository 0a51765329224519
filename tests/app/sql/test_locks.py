"""Who waits for whom: nobody for each other."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.models.work import Job, JobState
from tcb_analytics.app.services.accounts import Visitor, leave, register
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import PASSWORD, QUICK


def test_an_account_is_deleted_while_a_worker_ends_its_job(settings: AppSettings) -> None:
    database = Database(settings)
    user = register(database.begin(), QUICK, "Ann Otter", PASSWORD)
    who = Visitor(user.id, user.name, Role.PLAYER, user.pseudonym, "access", "token")
    job = Job(owner_id=user.id, kind="build", request={}, state=JobState.RUNNING)
    with database.begin() as uow:
        uow.jobs.add(job)
        uow.commit()

    with ThreadPoolExecutor(1) as thread:
        with database.begin() as uow:
            ending = uow.jobs.get(job.id, lock=True)
            assert ending is not None
            leaving = thread.submit(leave, database.begin(), QUICK, who, PASSWORD)
            time.sleep(0.3)  # until it waits for the row, or for the one writer
            ending.state = JobState.DONE
            uow.audit.append(user.pseudonym, "job.done", f"job {job.id}", {})
            uow.commit()
        leaving.result(timeout=30)

    with database.look() as uow:
        assert uow.users.get(user.id) is None
        assert uow.jobs.get(job.id) is None
        assert [row.action for row in uow.audit.page(None, 2).items] == [
            "account.delete", "job.done",
        ]  # fmt: skip
    database.close()
