"""The audit log is append-only, and whoever changes it all the same is found out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import downgrade, upgrade
from tcb_analytics.app.models.migrations.versions import m0006_append_only_audit as refusal
from tcb_analytics.app.models.watching import FIRST
from tcb_analytics.app.services.audit import STEP, verify
from tcb_analytics.app.settings import AppSettings

ENTRIES = 12


@pytest.fixture
def database(settings: AppSettings) -> Iterator[Database]:
    """A database whose log holds some entries besides that of its seed."""
    found = Database(settings)
    for number in range(ENTRIES - 1):
        with found.begin() as uow:
            uow.audit.append("someone", "deck.create", f"deck {number}", {"größe": [number, None]})
            uow.commit()
    yield found
    found.close()


def change(database: Database, *statements: str) -> None:
    """Change the log as its owner can: without what refuses it."""
    with database.primary.begin() as connection:
        if database.primary.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_log_no_update"))
            connection.execute(text("DROP TRIGGER audit_log_no_delete"))
        else:
            connection.execute(text("ALTER TABLE audit_log DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(text(statement))


def test_a_log_that_nobody_touched_is_whole(database: Database) -> None:
    verdict = verify(database.look())

    assert (verdict.entries, verdict.broken, verdict.head[0]) == (ENTRIES, None, ENTRIES)
    assert verify(database.look(), verdict.head) == verdict


def test_an_empty_log_is_whole(databases: object, settings: AppSettings) -> None:
    found = Database(settings)
    change(found, "DELETE FROM audit_log")

    assert verify(found.look()).head == (0, FIRST)
    found.close()


def test_a_log_longer_than_one_step_is_walked_to_its_end(database: Database) -> None:
    with database.begin() as uow:
        for number in range(STEP + 1):
            uow.audit.append("someone", "login", f"account {number}", {})
        uow.commit()

    verdict = verify(database.look())

    assert (verdict.entries, verdict.broken) == (ENTRIES + STEP + 1, None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET action = 'x' WHERE number = 3",
        "DELETE FROM audit_log WHERE number = 3",
        "DELETE FROM audit_log",
    ],
)
def test_the_database_refuses_to_change_or_remove_entries(
    database: Database, statement: str
) -> None:
    with pytest.raises(DatabaseError, match=refusal.WHY), database.primary.begin() as connection:
        connection.execute(text(statement))

    assert verify(database.look()).entries == ENTRIES


def test_postgresql_refuses_to_empty_the_log(database: Database) -> None:
    if database.primary.dialect.name == "sqlite":
        return  # it has no TRUNCATE
    with pytest.raises(DatabaseError, match=refusal.WHY), database.primary.begin() as connection:
        connection.execute(text("TRUNCATE audit_log"))


@pytest.mark.parametrize(
    ("statement", "number", "why"),
    [
        ("UPDATE audit_log SET action = 'x' WHERE number = 7", 7, "changed"),
        ("UPDATE audit_log SET subject = 'deck 99' WHERE number = 1", 1, "changed"),
        ("UPDATE audit_log SET actor = 'another' WHERE number = 12", 12, "changed"),
        ("UPDATE audit_log SET detail = '{}' WHERE number = 5", 5, "changed"),
        ("UPDATE audit_log SET before = repeat_me WHERE number = 4", 4, "does not follow"),
        ("DELETE FROM audit_log WHERE number = 6", 7, "gone"),
        ("DELETE FROM audit_log WHERE number = 1", 2, "gone"),
        ("UPDATE audit_log SET number = 100 WHERE number = 3", 4, "gone"),
        ("UPDATE audit_log SET digest = repeat_me WHERE number = 9", 9, "changed"),
    ],
)
def test_the_first_entry_that_was_tampered_with_is_named(
    database: Database, statement: str, number: int, why: str
) -> None:
    change(database, statement.replace("repeat_me", f"'{'f' * 64}'"))

    verdict = verify(database.look())

    assert verdict.broken == number
    assert why in verdict.why


def test_two_entries_that_change_places_are_found(database: Database) -> None:
    change(
        database,
        "UPDATE audit_log SET number = 1003 WHERE number = 3",
        "UPDATE audit_log SET number = 3 WHERE number = 8",
        "UPDATE audit_log SET number = 8 WHERE number = 1003",
    )

    assert verify(database.look()).broken == 3


def test_an_end_that_was_cut_off_is_found_by_whoever_noted_the_last_entry(
    database: Database,
) -> None:
    noted = verify(database.look()).head
    change(database, f"DELETE FROM audit_log WHERE number > {ENTRIES - 2}")

    assert verify(database.look()).broken is None
    assert verify(database.look(), noted).broken == ENTRIES - 1


def test_a_chain_that_was_forged_anew_is_found_by_whoever_noted_an_entry(
    database: Database,
) -> None:
    noted = verify(database.look()).head
    change(database, f"DELETE FROM audit_log WHERE number > {ENTRIES - 1}")
    with database.begin() as uow:
        uow.audit.append("someone", "innocent", "", {})
        uow.commit()

    assert verify(database.look()).broken is None
    assert verify(database.look(), noted).broken == ENTRIES


def test_the_refusal_goes_and_comes_with_its_migration(database: Database) -> None:
    change_it = text("UPDATE audit_log SET action = action WHERE number = 2")
    downgrade(database.primary, refusal.down_revision)
    with database.primary.begin() as connection:
        connection.execute(change_it)
    upgrade(database.primary)

    with pytest.raises(DatabaseError, match=refusal.WHY), database.primary.begin() as connection:
        connection.execute(change_it)
    assert verify(database.look()).broken is None
