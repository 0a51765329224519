"""`tcb db`: from nothing to a filled database, and its backup in another place."""

from __future__ import annotations

import io
import json
import sqlite3
from pathlib import Path

import pytest

from tcb_analytics.app.adapters.sql.migrating import newest, revisions
from tcb_analytics.warehouse.importing import import_paths
from tests.cli.conftest import Tcb


@pytest.fixture
def home(sample_folder: Path, tmp_path: Path) -> Path:
    """A data home with a lake."""
    import_paths([sample_folder / "cards"], tmp_path / "own" / "lake", limit=100_000_000)
    return tmp_path / "own"


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "app.sqlite3") as connection:
        return connection.execute(query).fetchall()


def test_a_fresh_home_is_set_up_and_filled(tcb: Tcb, home: Path) -> None:
    made = tcb("db", "upgrade", home=home)
    assert (made.code, made.out.splitlines()[0]) == (0, f"revision {newest()}; was none")
    assert tcb("db", "upgrade", home=home).out.startswith(f"revision {newest()}, as before")

    seeded = tcb("db", "seed", home=home)
    assert seeded.code == 0, seeded.err
    assert "seed tidebreak 300/300 cards" in seeded.err
    assert rows(home, "SELECT count(*), count(DISTINCT number) FROM cards") == [(300, 300)]
    assert rows(home, "SELECT count(*) FROM card_sets WHERE released IS NULL") == [(0,)]
    assert "300 cards, 0 of them new or changed" in tcb("db", "seed", home=home).out
    assert tcb("db", "verify", home=home).out == "nothing is wrong\n"


def test_a_seed_without_tables_or_lake_says_what_to_do(tcb: Tcb, home: Path) -> None:
    without = tcb("db", "seed", home=home)
    assert (without.code, "Next: tcb db upgrade" in without.err) == (1, True)
    nothing = tcb("db", "seed")
    assert nothing.code == 1
    assert "Next: " in nothing.err


def test_a_backup_is_restored_elsewhere_and_verified(tcb: Tcb, home: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "monday", tmp_path / "other"
    for words in (["upgrade"], ["seed"], ["backup", str(file)]):
        assert tcb("db", *words, home=home).code == 0
    assert "Next: " in tcb("db", "backup", file, home=home).err
    done = tcb("db", "restore", file, home=other)
    assert done.code == 0, done.err
    every = "SELECT id, number, name, folded, changed_at FROM cards ORDER BY id"
    assert rows(other, every) == rows(home, every)
    assert tcb("db", "verify", file, home=other).code == 0

    with sqlite3.connect(other / "app.sqlite3") as connection:
        connection.execute("UPDATE cards SET cost = cost + 1 WHERE id IN (4, 5)")
    found = tcb("db", "verify", file, "--json", home=other)
    assert found.code == 1
    (fault,) = json.loads(found.out)
    assert fault == {"what": "changed", "where": "cards", "rows": 2, "which": "4; 5"}

    again = tcb("db", "restore", file, home=other)
    assert again.code == 1
    assert "not empty" in again.err


def test_tables_go_back_a_step_only_when_asked_twice(
    tcb: Tcb, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tcb("db", "upgrade", home=home)
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    earlier = revisions()[-2]
    assert tcb("db", "downgrade", earlier, home=home).code == 130
    assert tcb("db", "downgrade", "--yes", earlier, home=home).code == 0
    wrong = tcb("db", "verify", home=home)
    assert (wrong.code, newest() in wrong.out) == (1, True)
    assert tcb("db", "downgrade", "--yes", newest(), home=home).code == 2
    assert tcb("db", "downgrade", "--yes", "nine", home=home).code == 2
    assert tcb("db", "upgrade", home=home).code == 0


def test_a_broken_chain_and_lost_references_are_found(tcb: Tcb, home: Path) -> None:
    for words in ("upgrade", "seed"):
        tcb("db", words, home=home)
    with sqlite3.connect(home / "app.sqlite3") as connection:
        connection.execute("DELETE FROM card_sets")
        connection.execute("DROP TRIGGER IF EXISTS audit_log_no_update")
        connection.execute("UPDATE audit_log SET action = 'nothing'")
    found = tcb("db", "verify", "--json", home=home)
    assert found.code == 1
    assert [(row["what"], row["where"]) for row in json.loads(found.out)] == [
        ("names card_sets that are gone", "cards.set_id"),
        ("the chain is broken", "audit_log"),
    ]


def test_a_database_that_cannot_be_used_is_one_line(
    tcb: Tcb, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address, code in (
        ("postgresql://nobody@127.0.0.1:9/none", 1),
        ("mysql://localhost/none", 2),
        ("::", 2),
    ):
        monkeypatch.setenv("TCB_DATABASE_URL", address)
        for words in (["upgrade"], ["seed"], ["backup", str(tmp_path / "b")], ["verify"]):
            done = tcb("db", *words, home=home)
            assert (done.code, "Traceback" in done.err) == (code, False), done.err
            assert len(done.err.splitlines()) <= 3
