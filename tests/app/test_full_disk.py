"""A disk that is really full: what is told, that reads go on, that nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from tcb_analytics.app.adapters.sql.backup import backup
from tcb_analytics.app.adapters.sql.backup_file import BackupError
from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.adapters.sql.verifying import compare
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import Parts, compose
from tcb_analytics.app.services import audit, catalogue
from tcb_analytics.app.settings import AppSettings
from tests.app.conftest import GAME, PASSWORD, QUICK, Caller
from tests.app.databases import SqliteFiles
from tests.app.small_disk import SmallDisk, small_disk
from tests.app.sql.postgres_pair import alone
from tests.app.worlds import NOON, card

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONG = "a word that takes room, " * 8


@pytest.fixture(params=["sqlite", "postgresql"])
def on_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[SmallDisk, Parts]]:
    """An application whose database lies on a small disk."""
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(12 if request.param == "sqlite" else 160))
        if request.param == "sqlite":
            address = SqliteFiles(disk.folder).empty()
        else:
            address = stack.enter_context(alone(disk.folder / "data")).address
        settings = AppSettings(
            home=tmp_path, database_url=SecretStr(address), limit_factor=1000, pool_timeout=2
        )
        database = Database(settings)
        upgrade(database.primary)
        catalogue.seed(database.begin(), [card(number, GAME) for number in range(60)], {}, NOON)
        database.close()
        parts = replace(compose(settings), hasher=QUICK)
        stack.callback(parts.close)
        yield disk, parts


def player(parts: Parts) -> Caller:
    """A player with a token."""
    browser, https = create_app(parts=parts).test_client(), {"base_url": "https://localhost"}
    who = {"name": "Ann Otter", "password": PASSWORD}
    assert browser.post("/api/v1/accounts", json=who).status_code == 201
    csrf = {"X-CSRF-Token": browser.post("/api/v1/sessions", json=who, **https).json["csrf"]}
    made = browser.post("/api/v1/tokens", json={"name": "t"}, headers=csrf, **https)
    headers = {"Authorization": f"Bearer {made.json['secret']}"}
    return Caller(browser.application.test_client(), "Ann Otter", headers)


def decks_of(who: Caller) -> list[str]:
    """Names of the decks in an export of everything that one has."""
    told = who("GET", "/account/export")
    assert told.status_code == 200
    return sorted(deck["name"] for deck in told.json["decks"])


def test_writes_are_told_to_come_again_and_exports_go_on_until_there_is_room(
    on_disk: tuple[SmallDisk, Parts],
) -> None:
    disk, parts = on_disk
    who = player(parts)
    made = []

    def make(name: str) -> int:
        cards = {card(number, GAME).number: 2 for number in range(60)}
        told = who("POST", "/decks", json={"name": name, "game": GAME, "cards": cards})
        if told.status_code == 201:
            made.append(name)
        elif told.status_code == 503:
            assert told.content_type == "application/problem+json"
            assert told.headers["Retry-After"]
        return told.status_code

    assert make("before") == 201
    disk.fill()
    told = [make(f"during {number}") for number in range(60)]
    assert set(told) <= {201, 503}
    assert told[-1] == 503
    assert decks_of(who) == sorted(made)
    assert who("GET", f"/cards?game={GAME}").status_code == 200

    disk.empty()
    assert make("after") == 201
    assert decks_of(who) == sorted(made)
    assert audit.verify(parts.begin()).broken is None


def test_a_backup_onto_a_full_disk_leaves_nothing_and_is_made_when_there_is_room(
    parts: Parts, settings: AppSettings
) -> None:
    player(parts)
    database = Database(settings)
    with small_disk(1) as disk:
        file = disk.folder / "monday.tcb-backup"
        disk.fill()
        with pytest.raises(BackupError, match="cannot be written"):
            backup(database.primary, file, AT)
        assert [path.name for path in disk.folder.iterdir()] == ["ballast"]
        disk.empty()
        backup(database.primary, file, AT)
        assert compare(database.primary, file) == []
    database.close()
