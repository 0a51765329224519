"""Alive is alive; ready names every part, and fails for those that matter."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from apiflask import APIFlask
from pydantic import SecretStr

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import downgrade
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.api.health import Readiness
from tcb_analytics.app.bootstrap import Parts, compose
from tcb_analytics.app.services.operation import Check
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import QUICK
from tests.app.servers import free_port

NAMES = {"database", "migrations", "cache", "lake"}


def asked(settings: AppSettings, path: str = "/readyz") -> tuple[int, dict[str, object], str]:
    """Status, document and kind of an answer of an application with these settings."""
    parts = compose(settings, QUICK)
    try:
        found = create_app(parts=parts).test_client().get(path)
        return found.status_code, found.get_json(), found.content_type
    finally:
        parts.close()


def test_every_part_is_named_with_its_state(settings: AppSettings) -> None:
    status, told, _ = asked(settings)

    assert (status, told) == (200, {"status": "up", "parts": dict.fromkeys(NAMES, "up")})


def test_a_database_that_is_away_is_told_and_the_process_lives_all_the_same() -> None:
    nowhere = f"postgresql://ann:p4ssw0rd@127.0.0.1:{free_port()}/gone"
    settings = AppSettings(database_url=SecretStr(nowhere), pool_timeout=1)

    status, told, kind = asked(settings)
    alive = asked(settings, "/healthz")

    assert (status, kind) == (503, "application/problem+json")
    states = {wrong["field"]: wrong["message"] for wrong in told["errors"]}
    assert (states["database"], states["migrations"]) == ("down", "down")
    assert set(states) == NAMES
    assert "p4ssw0rd" not in str(told)
    assert alive[:2] == (200, {"status": "up"})


def test_a_database_of_an_older_revision_is_not_ready(settings: AppSettings) -> None:
    database = Database(settings)
    downgrade(database.primary, "0001")
    database.close()

    status, told, _ = asked(settings)

    assert status == 503
    states = {wrong["field"]: wrong["message"] for wrong in told["errors"]}
    assert (states["database"], states["migrations"]) == ("up", "down")


def test_without_cache_and_lake_it_is_ready_but_degraded(
    settings: AppSettings, tmp_path: Path
) -> None:
    gone = SecretStr(f"redis://127.0.0.1:{free_port()}/0")
    home = tmp_path / "home"
    shutil.rmtree(home, ignore_errors=True)

    status, told, _ = asked(settings.model_copy(update={"home": home, "cache_url": gone}))

    assert status == 200
    assert told["status"] == "degraded"
    assert (told["parts"]["cache"], told["parts"]["lake"]) == ("down", "down")


def test_asking_often_does_not_make_the_database_work_and_recovery_is_seen() -> None:
    asks, working = [0], [False]

    def ask() -> None:
        asks[0] += 1
        if not working[0]:
            raise UnavailableError("away")

    readiness = Readiness([Check("database", vital=True, run=ask)])
    for _ in range(50):
        assert readiness.down(readiness.states()) == ["database"]
    assert asks == [1]
    working[0] = True
    readiness._until = 0.0
    assert readiness.down(readiness.states()) == []


def test_a_check_that_breaks_is_a_part_that_is_down(parts: Parts) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    operation = replace(parts.operation, checks=(Check("cache", vital=False, run=broken),))
    app: APIFlask = create_app(parts=replace(parts, operation=operation))

    assert app.test_client().get("/readyz").json["parts"] == {"cache": "down"}
