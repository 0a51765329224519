"""`tcb serve` in production, with real connections: nothing that was asked stays unanswered."""

from __future__ import annotations

import json
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import seed_of
from tests.app.databases import Databases
from tests.app.servers import Crowd, Server, serving

CARDS = "/api/v1/cards?size=5"


def environment_of(settings: AppSettings) -> dict[str, str]:
    """The settings as a shell would set them."""
    return {
        "TCB_HOME": str(settings.home),
        "TCB_DATABASE_URL": settings.database_url.get_secret_value(),
        "TCB_CACHE_URL": "null://",
        "TCB_REDIS_URL": "redis://127.0.0.1:1/0",
        "TCB_LIMIT_FACTOR": "1000",
    }


@pytest.fixture(scope="module")
def server(
    databases: Databases, lake_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Two workers over a database of each kind, until the last test stops them."""
    address = databases.copy(seed_of(databases, lake_home))
    settings = AppSettings(home=lake_home, database_url=SecretStr(address))
    options = ("--production", "--workers", "2", "--threads", "4")
    log = tmp_path_factory.mktemp("production") / "log"
    with serving(log, *options, environment=environment_of(settings)) as found:
        yield found


def workers_of(server: Server) -> set[str]:
    """Numbers of the workers that began."""
    return set(re.findall(r"Booting worker with pid: (\d+)", server.log.read_text()))


def replaced(server: Server, seconds: float = 60) -> None:
    """Replace all workers, and wait until the old ones are gone and the new ones answer."""
    before = workers_of(server)
    server.tell(signal.SIGHUP)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        log = server.log.read_text()
        gone = all(f"Worker exiting (pid: {worker})" in log for worker in before)
        if gone and len(workers_of(server)) >= len(before) + 2:
            return
        time.sleep(0.2)
    raise AssertionError(server.log.read_text())


def test_figures_of_all_workers_are_added_up_and_the_log_is_json(server: Server) -> None:
    with Crowd(server.port, CARDS, keep=False).asking() as crowd:
        time.sleep(0.5)
    figures = server.get("/metrics")[1].decode()

    counted = re.search(r'tcb_http_requests_total\{[^}]*cards",status="200"\} (\S+)', figures)
    assert counted is not None, figures
    assert float(counted[1]) == crowd.answered > 0
    lines = server.log.read_text().splitlines()
    assert "serving on" in lines[0]
    told = [json.loads(line) for line in lines[1:]]
    routes = [line["route"] for line in told if line["event"] == "request"]
    assert routes.count("/api/v1/cards") == crowd.answered


def test_no_request_is_lost_while_workers_are_replaced_and_when_all_stop(server: Server) -> None:
    crowds = [Crowd(server.port, CARDS, keep, clients=3) for keep in (False, True)]
    with crowds[0].asking(), crowds[1].asking():
        time.sleep(0.3)
        replaced(server)
        time.sleep(0.3)
        refused = [crowd.refused for crowd in crowds]
        server.tell(signal.SIGTERM)
        code = server.process.wait(40)

    assert [crowd.lost for crowd in crowds] == [[], []]
    assert refused == [0, 0]
    assert all(crowd.answered > 50 for crowd in crowds)
    assert all(crowd.refused for crowd in crowds)
    assert code == 0
