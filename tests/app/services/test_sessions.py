"""Sessions are seen and ended by their owner, with the password, and by the operator."""

from __future__ import annotations

import argon2
import pytest

from tcb_analytics.app.adapters.memory.store import Store
from tcb_analytics.app.adapters.memory.unit_of_work import MemoryUnitOfWork
from tcb_analytics.app.adapters.passwords import Argon2Hasher
from tcb_analytics.app.services import accounts, sessions
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.refusals import UnknownError, UnprovenError
from tests.app.worlds import NOON, later

PASSWORD = "seven quiet lanterns"
QUICK = Argon2Hasher(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def uow() -> MemoryUnitOfWork:
    made = MemoryUnitOfWork(Store())
    for name in ("Ann Otter", "Bob Heron"):
        accounts.register(made, QUICK, name, PASSWORD)
    return made


def enter(uow: MemoryUnitOfWork, name: str = "Ann Otter") -> Visitor:
    opened = accounts.log_in(uow, QUICK, name, PASSWORD, until=later(60), now=NOON)
    return accounts.recognise(uow, opened.secret, "session", now=NOON)


def kept(uow: MemoryUnitOfWork, who: Visitor) -> set[str]:
    return {access.id for access in sessions.sessions(uow, who)}


def noted(uow: MemoryUnitOfWork) -> tuple[str, str, str, dict[str, object]]:
    with uow:
        last = uow.audit.after(0, 1000)[-1]
    return last.actor, last.action, last.subject, last.detail


def test_all_sessions_but_ones_own_are_ended_and_tokens_stay(uow: MemoryUnitOfWork) -> None:
    here, there, bob = enter(uow), enter(uow), enter(uow, "Bob Heron")
    accounts.make_token(uow, here, "laptop", later(60))
    assert kept(uow, here) == {here.access, there.access}

    assert sessions.end_sessions(uow, QUICK, here, PASSWORD) == 1
    assert kept(uow, here) == {here.access}
    assert kept(uow, bob) == {bob.access}
    assert len(accounts.tokens(uow, here)) == 1
    assert noted(uow) == (here.pseudonym, "session.end", "account", {"count": 1})


def test_one_session_is_ended_even_ones_own(uow: MemoryUnitOfWork) -> None:
    here, there, third = enter(uow), enter(uow), enter(uow)

    assert sessions.end_sessions(uow, QUICK, here, PASSWORD, there.access) == 1
    assert kept(uow, here) == {here.access, third.access}
    assert sessions.end_sessions(uow, QUICK, here, PASSWORD, here.access) == 1
    assert kept(uow, here) == {third.access}


def test_sessions_are_not_ended_without_the_password_or_by_others(uow: MemoryUnitOfWork) -> None:
    here, there, bob = enter(uow), enter(uow), enter(uow, "Bob Heron")

    with pytest.raises(UnprovenError, match="the password is wrong"):
        sessions.end_sessions(uow, QUICK, here, "another password")
    with pytest.raises(UnknownError, match="no such session"):
        sessions.end_sessions(uow, QUICK, bob, PASSWORD, there.access)
    assert kept(uow, here) == {here.access, there.access}
    accounts.leave(uow, QUICK, here, PASSWORD)
    with pytest.raises(UnprovenError):
        sessions.end_sessions(uow, QUICK, here, PASSWORD)


def test_the_operator_ends_all_of_an_account(uow: MemoryUnitOfWork) -> None:
    ann, bob = enter(uow), enter(uow, "Bob Heron")
    accounts.make_token(uow, ann, "laptop", later(60))

    assert sessions.end_all(uow, " ann  OTTER", now=NOON) == 2
    assert kept(uow, ann) == set()
    assert accounts.tokens(uow, ann) == []
    assert kept(uow, bob) == {bob.access}
    told = ("-", "session.end", f"account {ann.pseudonym}", {"count": 2})
    assert noted(uow) == told
    with pytest.raises(UnknownError) as refused:
        sessions.end_all(uow, "Nobody", now=NOON)
    assert refused.value.where == "name"


def test_the_operator_ends_all_of_everybody(uow: MemoryUnitOfWork) -> None:
    ann, bob = enter(uow), enter(uow, "Bob Heron")

    assert sessions.end_all(uow, None, now=NOON) == 2
    assert kept(uow, ann) == kept(uow, bob) == set()
    assert noted(uow) == ("-", "session.end", "every account", {"count": 2})
