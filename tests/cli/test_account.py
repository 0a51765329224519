"""Roles given at the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.models.accounts import Access, Role, User
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.cli.account import account
from tcb_analytics.errors import TcbError


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database of the command's home, with an account."""
    monkeypatch.setenv("TCB_HOME", str(tmp_path))
    made = Database(AppSettings(home=tmp_path))
    upgrade(made.primary)
    with made.begin() as uow:
        uow.users.add(User(name="Ann Otter", folded="ann otter", password_hash="x"))
        uow.commit()
    return made


def run(*words: str, command: str = "role") -> Result:
    return CliRunner().invoke(account, [command, *words])


def role(database: Database) -> Role:
    with database.look() as uow:
        found = uow.users.named("ann otter")
    assert found is not None
    return found.role


def test_a_role_is_given_and_told(database: Database) -> None:
    first = run("ann  OTTER", "admin")
    again = run("Ann Otter", "admin")

    assert (first.exit_code, first.output) == (0, "Ann Otter is now admin; was player\n")
    assert again.output == "Ann Otter is admin already\n"
    assert role(database) is Role.ADMIN
    told = run("Ann Otter", "analyst", "--json")
    assert json.loads(told.output) == {"name": "Ann Otter", "role": "analyst", "before": "admin"}


def test_unknown_names_and_roles_are_refused(database: Database) -> None:
    missing = run("Nobody", "admin")

    assert isinstance(missing.exception, TcbError)
    assert run("Ann Otter", "king").exit_code == 2
    assert role(database) is Role.PLAYER


def test_sessions_are_ended_of_one_account_or_of_all(database: Database) -> None:
    for name in ("Ann Otter", None):
        with database.begin() as uow:
            ann = uow.users.named("ann otter")
            assert ann is not None
            until = datetime.now(UTC) + timedelta(hours=1)
            uow.accesses.add(Access(user_id=ann.id, kind="session", digest="x", expires_at=until))
            uow.commit()
        words = [name] if name else ["--all", "--json"]
        told = run(*words, command="logout")
        assert told.output == "1 ended\n" if name else json.loads(told.output) == {"ended": 1}
    assert run("Ann Otter", "--all", command="logout").exit_code == 2
    assert run(command="logout").exit_code == 2
    assert isinstance(run("Nobody", command="logout").exception, TcbError)
