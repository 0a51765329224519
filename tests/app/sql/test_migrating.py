"""Migrations up and down on both databases, and one that runs while others write."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from pydantic import SecretStr
from sqlalchemy import Engine, text

from tcb_analytics.app.adapters.sql.database import open_engine
from tcb_analytics.app.adapters.sql.migrating import (
    downgrade,
    newest,
    revision_of,
    revisions,
    upgrade,
)
from tcb_analytics.app.models.base import new_key
from tcb_analytics.app.models.migrations.versions import m0001_first_tables
from tcb_analytics.app.models.migrations.versions import m0002_folded_punctuation as m2
from tcb_analytics.app.models.migrations.versions import m0003_password_hash_beside as m3
from tcb_analytics.app.models.migrations.versions import m0004_password_hash_filled as m4
from tcb_analytics.app.models.migrations.versions import m0005_password_hash_alone as m5
from tcb_analytics.app.models.tables import METADATA
from tcb_analytics.app.settings import AppSettings
from tests.app.databases import Databases

NOW = "2026-03-01 12:00:00+00:00"


@pytest.fixture
def engine(databases: Databases, tmp_path: Path) -> Iterator[Engine]:
    """A new database with nothing in it."""
    address = databases.empty()
    settings = AppSettings(home=tmp_path, database_url=SecretStr(address), pool_timeout=30)
    made = open_engine(settings.database, settings)
    yield made
    made.dispose()


def shape(engine: Engine) -> dict[str, object]:
    """Columns, keys, indexes and rules of every table but Alembic's own."""
    seen = sa.inspect(engine)
    return {
        table: (
            {
                column["name"]: (str(column["type"]), column["nullable"])
                for column in seen.get_columns(table)
            },
            sorted(index["name"] or "" for index in seen.get_indexes(table)),
            sorted(str(found["name"]) for found in seen.get_unique_constraints(table)),
            sorted(str(found["name"]) for found in seen.get_check_constraints(table)),
            sorted(str(found["name"]) for found in seen.get_foreign_keys(table)),
        )
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


def test_every_step_up_can_be_taken_down_and_up_again(engine: Engine) -> None:
    steps = revisions()
    shapes = [shape(engine)]
    for step in steps:
        upgrade(engine, step)
        assert revision_of(engine) == step
        shapes.append(shape(engine))

    for number in range(len(steps) - 1, -1, -1):
        downgrade(engine, steps[number - 1] if number else "base")
        assert shape(engine) == shapes[number]
    upgrade(engine)
    assert (revision_of(engine), shape(engine)) == (newest(), shapes[-1])


def test_the_newest_revision_is_what_the_models_say(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    checks = {table: found[3] for table, found in shape(engine).items() if isinstance(found, tuple)}
    assert checks == {
        table.name: sorted(
            str(rule.name) for rule in table.constraints if isinstance(rule, sa.CheckConstraint)
        )
        for table in METADATA.tables.values()
    }
    assert set(m0001_first_tables.TABLES) == set(METADATA.tables)


def test_revisions_follow_each_other_in_one_line() -> None:
    first = [m0001_first_tables, m2, m3, m4, m5]
    assert [step.revision for step in first] == revisions()[:5]
    assert [step.down_revision for step in first] == [None, *revisions()[:4]]
    assert find_spec("tcb_analytics.app.models.migrations.env")


def test_an_upgrade_of_a_current_database_changes_nothing(engine: Engine) -> None:
    upgrade(engine)
    before = shape(engine)
    upgrade(engine)
    assert shape(engine) == before


def test_the_searched_text_of_cards_is_folded_anew_and_back(engine: Engine) -> None:
    upgrade(engine, "0001")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO card_types (id, game, name) VALUES (1, 'g', 'Fólk')"))
        connection.execute(
            text(
                "INSERT INTO cards (id, game, number, name, folded, category, cost, keywords,"
                " changed_at) VALUES (:id, 'g', :number, :name, :folded, 'Character', 0, '', :at)"
            ),
            [
                {"id": n + 1, "number": f"X-{n}", "name": "Mo.D. Ø'Føe", "folded": old, "at": NOW}
                for n, old in enumerate(["mo.d. ø'føe x-0 folk", *["?"] * 1500])
            ],
        )
        connection.execute(
            text("INSERT INTO card_has_types (card_id, type_id, position) VALUES (1, 1, 0)")
        )

    def folded() -> list[str]:
        with engine.connect() as connection:
            return list(connection.scalars(text("SELECT folded FROM cards ORDER BY id")))

    upgrade(engine, "0002")
    assert folded()[0] == "mo d ofoe x-0 folk"
    assert folded()[1500] == "mo d ofoe x-1500"
    downgrade(engine, "0001")
    assert folded()[0] == "mo.d. ø'føe x-0 folk"


class Writer(threading.Thread):
    """Registers accounts and changes their hashes as one version of the program does."""

    def __init__(self, engine: Engine, column: str) -> None:
        super().__init__(daemon=True)
        self.engine, self.column = engine, column
        self.ended = threading.Event()
        self.kept: dict[str, str] = {}
        self.error: Exception | None = None

    def run(self) -> None:
        number = 0
        try:
            while not self.ended.is_set():
                self.write(number)
                number += 1
        except Exception as error:
            self.error = error

    def write(self, number: int) -> None:
        """One account, and another hash for one that this writer made before."""
        key, told = new_key(), f"{self.column} {number}"
        with self.engine.begin() as connection:
            connection.execute(
                text(
                    f"INSERT INTO users (id, name, folded, {self.column}, role, pseudonym,"
                    " created_at, password_at) VALUES (:id, 'Ann', :id, :told, 'player', :id,"
                    " :at, :at)"
                ),
                {"id": key, "told": told, "at": NOW},
            )
        self.kept[key] = told
        if number % 3 == 2:
            old = list(self.kept)[number // 2]
            with self.engine.begin() as connection:
                changed = text(f"UPDATE users SET {self.column} = :told WHERE id = :id")
                connection.execute(changed, {"told": f"{told} again", "id": old})
            self.kept[old] = f"{told} again"

    def wait_for(self, more: int) -> None:
        """Wait until it has written so many accounts more."""
        goal, tick = len(self.kept) + more, threading.Event()
        for _ in range(600):
            if len(self.kept) >= goal or self.error:
                break
            tick.wait(0.05)
        assert self.error is None
        assert len(self.kept) >= goal

    def end(self) -> None:
        self.ended.set()
        self.join(30)


@pytest.fixture
def writer(engine: Engine) -> Iterator[Callable[[str], Writer]]:
    made: list[Writer] = []

    def start(column: str) -> Writer:
        made.append(Writer(engine, column))
        made[-1].start()
        return made[-1]

    yield start
    for one in made:
        one.end()


def test_a_column_is_renamed_while_old_and_new_programs_write_and_nothing_is_lost(
    engine: Engine, writer: Callable[[str], Writer]
) -> None:
    upgrade(engine, "0002")
    old = writer("password")
    old.wait_for(20)
    upgrade(engine, "0003")
    new = writer("password_hash")
    old.wait_for(10)
    new.wait_for(10)
    upgrade(engine, "0004")
    old.wait_for(10)
    new.wait_for(10)
    old.end()
    upgrade(engine, "0005")
    new.wait_for(10)
    new.end()

    assert (old.error, new.error) == (None, None)
    with engine.connect() as connection:
        found = dict(connection.execute(text("SELECT id, password_hash FROM users")).all())  # type: ignore[arg-type]  # rows are pairs
    assert found == old.kept | new.kept


def test_the_rename_is_taken_back_while_both_programs_write(
    engine: Engine, writer: Callable[[str], Writer]
) -> None:
    upgrade(engine, "0005")
    new = writer("password_hash")
    new.wait_for(10)
    downgrade(engine, "0004")
    old = writer("password")
    old.wait_for(10)
    new.wait_for(10)
    downgrade(engine, "0003")
    new.end()
    downgrade(engine, "0002")
    old.wait_for(10)
    old.end()

    assert (old.error, new.error) == (None, None)
    with engine.connect() as connection:
        found = dict(connection.execute(text("SELECT id, password FROM users")).all())  # type: ignore[arg-type]  # rows are pairs
    assert found == old.kept | new.kept


def test_copying_a_table_takes_nothing_along_that_refers_to_it(engine: Engine) -> None:
    upgrade(engine, "0002")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO users (id, name, folded, password, role, pseudonym, created_at,"
                " password_at) VALUES ('u', 'Ann', 'ann', 'h', 'player', 'p', :at, :at)"
            ),
            {"at": NOW},
        )
        connection.execute(
            text(
                "INSERT INTO accesses (id, user_id, kind, digest, name, created_at, expires_at)"
                " VALUES ('a', 'u', 'token', 'd', '', :at, :at)"
            ),
            {"at": NOW},
        )
    upgrade(engine)
    downgrade(engine, "0002")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM accesses")) == 1
