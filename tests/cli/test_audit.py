"""`tcb audit verify`: the log is whole, or the first entry that is not is named."""

from __future__ import annotations

import json
import re
from pathlib import Path

from sqlalchemy import text

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.settings import AppSettings
from tests.cli.conftest import Tcb


def log_of(home: Path, entries: int) -> Database:
    """A database whose log has some entries."""
    database = Database(AppSettings(home=home))
    upgrade(database.primary)
    with database.begin() as uow:
        for number in range(entries):
            uow.audit.append("someone", "deck.create", f"deck {number}", {})
        uow.commit()
    return database


def test_a_whole_log_is_told_with_what_to_note(tcb: Tcb, tmp_path: Path) -> None:
    log_of(tmp_path, 3).close()

    done = tcb("audit", "verify", home=tmp_path)
    noted = re.search(r"note (3:[0-9a-f]{64})", done.out)

    assert done.code == 0
    assert noted is not None
    assert tcb("audit", "verify", "--noted", noted[1], home=tmp_path).code == 0
    assert tcb("audit", "verify", "--noted", "3:" + "0" * 64, home=tmp_path).code == 1
    assert tcb("audit", "verify", "--noted", "three", home=tmp_path).code == 2


def test_the_first_broken_entry_is_named(tcb: Tcb, tmp_path: Path) -> None:
    database = log_of(tmp_path, 5)
    with database.primary.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_log_no_update"))
        connection.execute(text("UPDATE audit_log SET actor = 'x' WHERE number IN (2, 4)"))
    database.close()

    done = tcb("audit", "verify", home=tmp_path)
    told = json.loads(tcb("audit", "verify", "--json", home=tmp_path).out)

    assert done.code == 1
    assert "broken at entry 2" in done.out
    assert (told["broken"], told["entries"]) == (2, 1)


def test_a_database_without_tables_is_told_in_a_line(tcb: Tcb, tmp_path: Path) -> None:
    done = tcb("audit", "verify", home=tmp_path)

    assert done.code == 1
    assert "Traceback" not in done.err
    assert "tcb db upgrade" in done.err
