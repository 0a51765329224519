"""Backup and restore, compared row by row, within each database and from one into the other."""

from __future__ import annotations

import resource
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, select, text

from tcb_analytics.app.adapters.sql.backup import backup, restore
from tcb_analytics.app.adapters.sql.backup_file import MANIFEST, BackupError, BackupReader
from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import newest, revision_of, upgrade
from tcb_analytics.app.adapters.sql.rows import tables
from tcb_analytics.app.adapters.sql.verifying import compare, dangling
from tcb_analytics.app.models.tables import METADATA
from tcb_analytics.app.services import audit
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.app.settings import AppSettings
from tests.app.databases import Databases, SqliteFiles, with_tables
from tests.app.sql.filled import fill
from tests.app.worlds import NOON, card

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
Make = Callable[..., Database]


@pytest.fixture
def make(databases: Databases, tmp_path: Path) -> Iterator[Make]:
    """Makes databases, of the fixture's kind where no address is given."""
    made: list[Database] = []

    def one(address: str | None = None) -> Database:
        url = SecretStr(address or databases.empty())
        made.append(Database(AppSettings(home=tmp_path, database_url=url)))
        return made[-1]

    yield one
    for database in made:
        database.close()


@pytest.fixture
def full(make: Make, databases: Databases) -> Database:
    database = make(with_tables(databases))
    fill(database.begin())
    return database


@pytest.fixture
def file(full: Database, tmp_path: Path) -> Path:
    path = tmp_path / "monday.tcb-backup"
    backup(full.primary, path, AT)
    return path


def everything(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every table, read by the models and not by what is tested."""
    with engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in METADATA.sorted_tables
        }


def test_a_restored_database_is_the_one_that_was_backed_up_row_by_row(
    full: Database, file: Path, make: Make
) -> None:
    other = make()
    manifest = restore(other.primary, file)

    assert everything(other.primary) == everything(full.primary)
    assert manifest.rows == sum(len(rows) for rows in everything(full.primary).values())
    assert revision_of(other.primary) == newest()
    assert list(compare(other.primary, file)) == list(dangling(other.primary)) == []
    assert audit.verify(other.begin()).broken is None


def test_a_backup_moves_to_the_other_kind_of_database_and_back(
    full: Database, file: Path, make: Make, tmp_path: Path
) -> None:
    other = make(SqliteFiles(tmp_path).empty())
    restore(other.primary, file)
    again = tmp_path / "again"
    backup(other.primary, again, AT)
    back = make()
    restore(back.primary, again)

    assert everything(back.primary) == everything(full.primary)
    with zipfile.ZipFile(file) as one, zipfile.ZipFile(again) as two:
        assert one.namelist() == two.namelist()
        assert [one.read(name) for name in one.namelist()] == [
            two.read(name) for name in two.namelist()
        ]


def test_a_restored_database_goes_on_counting(full: Database, file: Path, make: Make) -> None:
    other = make()
    restore(other.primary, file)
    with other.begin() as uow:
        assert uow.cards.put([card(900)], {}, NOON) == 1
        uow.commit()


def test_what_is_written_meanwhile_is_not_in_the_backup(full: Database, tmp_path: Path) -> None:
    before = everything(full.primary)
    path = tmp_path / "b"

    def write(done: int, total: int, now: str) -> None:
        with full.begin() as uow:
            uow.audit.append("-", "deck.create", f"during {now}", {})
            uow.commit()

    backup(full.primary, path, AT, progress=write)
    kept = BackupReader(path)
    assert {name: part.rows for name, part in kept.manifest.tables.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    (found,) = compare(full.primary, path)
    assert (found.table, found.missing, found.changed) == ("audit_log", 0, 0)
    assert found.added == len(before) + 1


def test_a_database_that_holds_anything_is_left_alone(full: Database, file: Path) -> None:
    before = everything(full.primary)
    with pytest.raises(BackupError, match="not empty"):
        restore(full.primary, file)
    assert everything(full.primary) == before


def test_tables_of_somebody_else_are_left_alone(file: Path, make: Make) -> None:
    other = make()
    with other.primary.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER PRIMARY KEY)"))
    with pytest.raises(BackupError, match="not this program's"):
        restore(other.primary, file)
    with other.primary.connect() as connection:
        assert [table.name for table in tables(connection)] == ["theirs"]


def test_an_empty_database_of_another_revision_is_filled(file: Path, make: Make) -> None:
    other = make()
    upgrade(other.primary, "0001")
    restore(other.primary, file)
    assert compare(other.primary, file) == []


def test_a_restore_that_fails_leaves_nothing(
    file: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make()

    def fail(done: int, total: int, now: str) -> None:
        if now == "jobs":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(other.primary, file, progress=fail)
    assert all(rows == [] for rows in everything(other.primary).values())
    restore(other.primary, file)
    assert compare(other.primary, file) == []


def altered(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Write a backup again with members changed, or left out."""
    with zipfile.ZipFile(file) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    with zipfile.ZipFile(file, "w") as opened:
        for name, data in members.items():
            told = change(name, data)
            if told is not None:
                opened.writestr(name, told)


@pytest.mark.parametrize(
    "change",
    [
        lambda name, data: data.replace(b"Ann", b"Bob") if "users" in name else data,
        lambda name, data: b"\n".join(data.split(b"\n")[1:]) if "users" in name else data,
        lambda name, data: None if "users" in name else data,
        lambda name, data: data.replace(b"tcb-backup-1", b"tcb-backup-9"),
        lambda name, data: data.replace(b'"0006"', b'"9999"') if name == MANIFEST else data,
        lambda name, data: b"{}" if name == MANIFEST else data,
        lambda name, data: b"not json" if name == MANIFEST else data,
    ],
)
def test_a_backup_that_was_changed_is_refused_before_anything_is_written(
    file: Path, make: Make, change: Callable[[str, bytes], bytes | None]
) -> None:
    altered(file, change)
    other = make()
    with pytest.raises(BackupError):
        restore(other.primary, file)
    assert revision_of(other.primary) is None


@pytest.mark.parametrize("keep", [0, 100, 0.5, -20])
def test_a_backup_that_was_cut_off_is_refused(file: Path, make: Make, keep: float) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: int(keep * len(data)) if 0 < keep < 1 else int(keep)])
    with pytest.raises(BackupError):
        restore(make().primary, file)


def test_a_file_that_is_none_is_refused(make: Make, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="cannot be"):
        restore(make().primary, tmp_path / "none")


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file of this process may grow beyond some bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_without_room_leaves_the_backup_before_as_it_was(full: Database, file: Path) -> None:
    before = file.read_bytes()
    with full_disk(3000), pytest.raises(BackupError, match="cannot be written"):
        backup(full.primary, file, AT, force=True)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir() if "part" in path.name] == []


def test_a_file_is_replaced_only_on_demand_and_read_by_its_owner_alone(
    full: Database, file: Path
) -> None:
    with pytest.raises(BackupError, match="already"):
        backup(full.primary, file, AT)
    backup(full.primary, file, AT, force=True)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_database_without_tables_has_no_backup(make: Make, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no tables"):
        backup(make().primary, tmp_path / "b", AT)
    assert not (tmp_path / "b").exists()


def test_differences_are_told_by_table_and_key(full: Database, file: Path) -> None:
    with full.primary.begin() as connection:
        connection.execute(text("UPDATE users SET name = 'Someone' WHERE folded = 'ann 1'"))
        connection.execute(text("DELETE FROM kept_answers WHERE key = 'k2'"))
        connection.execute(text("UPDATE feature_flags SET name = 'other'"))
    found = {one.table: one for one in compare(full.primary, file)}
    assert {name: (d.missing, d.added, d.changed) for name, d in found.items()} == {
        "users": (0, 0, 1), "kept_answers": (1, 0, 0), "feature_flags": (1, 1, 0),
    }  # fmt: skip
    assert found["feature_flags"].keys == ["new-search", "other"]


def test_references_that_lead_nowhere_are_counted(full: Database) -> None:
    engine = full.primary
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA foreign_keys=OFF")
        else:
            connection.execute(text("SET session_replication_role = replica"))
        connection.execute(text("DELETE FROM users WHERE folded = 'ann 0'"))
        connection.commit()
        connection.invalidate()
    found = {(one.table, one.column, one.names): one.rows for one in dangling(engine)}
    assert found == {
        ("accesses", "user_id", "users"): 1, ("decks", "owner_id", "users"): 1,
        ("collections", "user_id", "users"): 12, ("jobs", "owner_id", "users"): 1,
        ("kept_answers", "user_id", "users"): 1,
    }  # fmt: skip


def test_a_database_that_is_down_is_told_as_such(tmp_path: Path, file: Path) -> None:
    settings = AppSettings(
        home=tmp_path, database_url=SecretStr("postgresql://nobody@127.0.0.1:9/none")
    )
    down = Database(settings)
    for act in (
        lambda: backup(down.primary, tmp_path / "b", AT),
        lambda: restore(down.primary, file),
        lambda: compare(down.primary, file),
        lambda: dangling(down.primary),
    ):
        with pytest.raises(UnavailableError):
            act()
