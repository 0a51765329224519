"""Accounts as services know them, in memory: no database, real Argon2id."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter

import argon2
import pytest

from tcb_analytics.app.adapters.memory.store import Store
from tcb_analytics.app.adapters.memory.unit_of_work import MemoryUnitOfWork
from tcb_analytics.app.adapters.passwords import Argon2Hasher
from tcb_analytics.app.models.accounts import Role
from tcb_analytics.app.models.watching import AuditEntry
from tcb_analytics.app.services import accounts
from tcb_analytics.app.services.accounts import Opened, Visitor
from tcb_analytics.app.services.refusals import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    UnknownError,
    UnprovenError,
)
from tests.app.worlds import NOON, later

PASSWORD = "seven quiet lanterns"
QUICK = Argon2Hasher(argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def uow() -> MemoryUnitOfWork:
    return MemoryUnitOfWork(Store())


def register(uow: MemoryUnitOfWork, name: str = "Ann Otter", password: str = PASSWORD) -> None:
    accounts.register(uow, QUICK, name, password)


def log_in(
    uow: MemoryUnitOfWork, name: str = "Ann Otter", password: str = PASSWORD,
    replacing: str | None = None,
) -> Opened:  # fmt: skip
    return accounts.log_in(
        uow, QUICK, name, password, until=later(60), now=NOON, replacing=replacing
    )


def visitor(uow: MemoryUnitOfWork, secret: str, kind: str = "session") -> Visitor:
    return accounts.recognise(uow, secret, kind, now=NOON)


def logged(uow: MemoryUnitOfWork) -> list[AuditEntry]:
    with uow:
        return list(uow.audit.after(0, 100))


def test_a_player_registers_and_logs_in_by_any_writing_of_the_name(uow: MemoryUnitOfWork) -> None:
    user = accounts.register(uow, QUICK, "  Ann   Otter ", PASSWORD)

    assert (user.name, user.role) == ("Ann Otter", Role.PLAYER)
    assert PASSWORD not in user.password_hash
    assert visitor(uow, log_in(uow, "ANN ｏtter").secret).id == user.id


@pytest.mark.parametrize("taken", ["ann otter", "ANN  OTTER", "Ａnn Otter"])
def test_names_that_look_alike_are_one_name(uow: MemoryUnitOfWork, taken: str) -> None:
    register(uow)
    with pytest.raises(ConflictError) as refused:
        register(uow, taken)
    assert refused.value.where == "name"


@pytest.mark.parametrize(
    "name", ["", "ab", "  ab  ", "x" * 41, "an\u0000na", "an\u202ena", "a\nbc"]
)
def test_names_are_short_and_printable(uow: MemoryUnitOfWork, name: str) -> None:
    if name == "a\nbc":  # white space of any kind is one space
        assert accounts.register(uow, QUICK, name, PASSWORD).name == "a bc"
        return
    with pytest.raises(InvalidError) as refused:
        register(uow, name)
    assert refused.value.where == "name"


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short word",
        "qm7-Vx2_kT!",
        "x" * 129,
        "aaaabbbbcccc",
        "my ann otter 12",
        "ANNOTTER-2026",
        "Password1234!",
        "1q2w3e4r5t6y",
        "trading card brain",
    ],
)
def test_passwords_that_are_guessed_first_are_refused(uow: MemoryUnitOfWork, password: str) -> None:
    with pytest.raises(InvalidError) as refused:
        register(uow, password=password)
    assert refused.value.where == "password"
    assert logged(uow) == []


@pytest.mark.parametrize("password", ["qm7-Vx2_kT!w", "x1y2z" + "éàü" * 41, "ünïcödé pass"])
def test_long_and_unusual_passwords_are_fine(uow: MemoryUnitOfWork, password: str) -> None:
    register(uow, password=password)
    assert log_in(uow, password=password).secret


@pytest.mark.parametrize(
    ("name", "password"), [("Ann Otter", "another password"), ("Nobody", PASSWORD)]
)
def test_a_refused_login_does_not_tell_what_was_wrong(
    uow: MemoryUnitOfWork, name: str, password: str
) -> None:
    register(uow)
    with pytest.raises(UnprovenError, match="name and password do not belong together"):
        log_in(uow, name, password)
    assert logged(uow)[-1].action == "login.refused"


def test_failures_of_login_take_as_long_whether_or_not_the_name_exists(
    uow: MemoryUnitOfWork,
) -> None:
    slow = Argon2Hasher(argon2.PasswordHasher(time_cost=2, memory_cost=16_384, parallelism=1))
    accounts.register(uow, slow, "Ann Otter", PASSWORD)

    def took(name: str) -> float:
        began = perf_counter()
        with pytest.raises(UnprovenError):
            accounts.log_in(uow, slow, name, "wrong password", until=later(9), now=NOON)
        return perf_counter() - began

    pairs = [(took("Ann Otter"), took("Nobody")) for _ in range(9)]
    known, unknown = (min(times) for times in zip(*pairs, strict=True))
    assert 0.5 < known / unknown < 2


def test_a_login_ends_the_session_that_the_browser_had(uow: MemoryUnitOfWork) -> None:
    register(uow)
    first = log_in(uow)
    second = log_in(uow, replacing=first.secret)

    assert second.secret != first.secret
    assert visitor(uow, second.secret)
    with pytest.raises(UnprovenError):
        visitor(uow, first.secret)


def test_a_login_without_a_session_before_ends_none(uow: MemoryUnitOfWork) -> None:
    register(uow)
    first = log_in(uow)
    second = log_in(uow, replacing="tcb_s_unknown")
    assert visitor(uow, first.secret).id == visitor(uow, second.secret).id


def test_an_old_hash_is_renewed_at_login(uow: MemoryUnitOfWork) -> None:
    weaker = Argon2Hasher(argon2.PasswordHasher(time_cost=1, memory_cost=16, parallelism=1))
    before = accounts.register(uow, weaker, "Ann Otter", PASSWORD).password_hash
    log_in(uow)
    with uow:
        user = uow.users.named("ann otter")
        assert user
        assert user.password_hash != before
        assert not QUICK.aged(user.password_hash)
    assert log_in(uow).secret


def test_secrets_are_never_kept(uow: MemoryUnitOfWork) -> None:
    register(uow)
    opened = log_in(uow)
    with uow:
        found = uow.accesses.by_digest(accounts.digest_of(opened.secret))
        assert found
        assert opened.secret not in str(vars(found[0]))


@pytest.mark.parametrize("kind", ["session", "token"])
def test_a_proof_is_good_for_its_kind_until_it_ends(uow: MemoryUnitOfWork, kind: str) -> None:
    register(uow)
    opened = log_in(uow)
    secret = opened.secret
    if kind == "token":
        secret = accounts.make_token(uow, visitor(uow, secret), "laptop", later(60)).secret
    other = {"session": "token", "token": "session"}[kind]

    assert accounts.recognise(uow, secret, kind, now=later(59)).kind == kind
    for wrong, now in ((other, NOON), (kind, later(60))):
        with pytest.raises(UnprovenError):
            accounts.recognise(uow, secret, wrong, now=now)
    with pytest.raises(UnprovenError):
        visitor(uow, "tcb_s_guessed")


def test_last_use_is_kept_to_the_minute(uow: MemoryUnitOfWork) -> None:
    register(uow)
    secret = log_in(uow).secret

    def used_after(seconds: int) -> timedelta:
        who = accounts.recognise(uow, secret, "session", now=NOON + timedelta(seconds=seconds))
        with uow:
            (access,) = uow.accesses.of_user(who.id, "session")
            assert access.used_at
            return access.used_at - NOON

    assert [used_after(s).seconds for s in (0, 30, 60, 61, 90)] == [0, 0, 0, 61, 61]


def test_logging_out_ends_this_session_alone(uow: MemoryUnitOfWork) -> None:
    register(uow)
    here, there = log_in(uow), log_in(uow)
    accounts.log_out(uow, visitor(uow, here.secret))

    assert visitor(uow, there.secret)
    with pytest.raises(UnprovenError):
        visitor(uow, here.secret)
    assert logged(uow)[-1].action == "logout"


def test_tokens_are_made_listed_and_revoked(uow: MemoryUnitOfWork) -> None:
    register(uow)
    ann = visitor(uow, log_in(uow).secret)
    made = accounts.make_token(uow, ann, "  laptop ", later(60))

    assert [access.name for access in accounts.tokens(uow, ann)] == ["laptop"]
    accounts.revoke_token(uow, ann, made.access.id)
    assert accounts.tokens(uow, ann) == []
    with pytest.raises(UnprovenError):
        visitor(uow, made.secret, "token")
    assert [e.action for e in logged(uow)][-2:] == ["token.make", "token.revoke"]


def test_a_token_of_another_person_is_unknown(uow: MemoryUnitOfWork) -> None:
    register(uow)
    register(uow, "Bob Heron")
    ann, bob = (visitor(uow, log_in(uow, name).secret) for name in ("Ann Otter", "Bob Heron"))
    made = accounts.make_token(uow, ann, "laptop", later(60))

    with pytest.raises(UnknownError):
        accounts.revoke_token(uow, bob, made.access.id)
    assert visitor(uow, made.secret, "token").id == ann.id


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\nb", "a\u0000"])
def test_names_of_tokens_are_short_and_printable(uow: MemoryUnitOfWork, name: str) -> None:
    register(uow)
    ann = visitor(uow, log_in(uow).secret)
    with pytest.raises(InvalidError) as refused:
        accounts.make_token(uow, ann, name, later(60))
    assert refused.value.where == "name"


def test_an_account_has_so_many_tokens_and_no_more(uow: MemoryUnitOfWork) -> None:
    register(uow)
    ann = visitor(uow, log_in(uow).secret)
    for number in range(accounts.MOST_TOKENS):
        accounts.make_token(uow, ann, f"t{number}", later(60))
    with pytest.raises(ConflictError):
        accounts.make_token(uow, ann, "one more", later(60))
    assert len(accounts.tokens(uow, ann)) == accounts.MOST_TOKENS


def test_a_new_password_ends_every_session_and_token_and_opens_a_new_one(
    uow: MemoryUnitOfWork,
) -> None:
    register(uow)
    here, there = log_in(uow), log_in(uow)
    ann = visitor(uow, here.secret)
    token = accounts.make_token(uow, ann, "laptop", later(60))
    new = "eight loud lanterns"
    opened = accounts.change_password(uow, QUICK, ann, PASSWORD, new, now=later(5))

    assert opened is not None
    assert visitor(uow, opened.secret).id == ann.id
    assert opened.access.expires_at == later(60)
    ended = ((here.secret, "session"), (there.secret, "session"), (token.secret, "token"))
    for secret, kind in ended:
        with pytest.raises(UnprovenError):
            visitor(uow, secret, kind)
    with pytest.raises(UnprovenError):
        log_in(uow)
    assert log_in(uow, password="eight loud lanterns")
    with uow:
        user = uow.users.get(ann.id)
        assert user
        assert user.password_at == later(5)


def test_a_token_that_sets_a_password_is_the_one_that_stays(uow: MemoryUnitOfWork) -> None:
    register(uow)
    here = log_in(uow)
    ann = visitor(uow, here.secret)
    used, other = (accounts.make_token(uow, ann, name, later(60)) for name in ("a", "b"))
    program = visitor(uow, used.secret, "token")
    new = "eight loud lanterns"

    assert accounts.change_password(uow, QUICK, program, PASSWORD, new, now=NOON) is None
    assert visitor(uow, used.secret, "token").id == ann.id
    for secret, kind in ((here.secret, "session"), (other.secret, "token")):
        with pytest.raises(UnprovenError):
            visitor(uow, secret, kind)


def test_a_session_that_is_not_used_ends_before_its_time(uow: MemoryUnitOfWork) -> None:
    register(uow)
    secret = log_in(uow).secret

    def asked(minutes: float) -> Visitor:
        idle = timedelta(minutes=30)
        return accounts.recognise(uow, secret, "session", now=later(minutes), idle=idle)

    visitor(uow, secret)
    assert [asked(minutes).kind for minutes in (20, 50)] == ["session"] * 2
    with pytest.raises(UnprovenError):
        accounts.recognise(uow, secret, "session", now=later(60))
    with pytest.raises(UnprovenError):
        accounts.recognise(uow, secret, "session", now=later(59), idle=timedelta(minutes=8))


def test_one_login_more_than_there_may_be_ends_the_oldest(uow: MemoryUnitOfWork) -> None:
    register(uow)
    opened = [log_in(uow) for _ in range(accounts.MOST_SESSIONS)]
    ann = visitor(uow, opened[0].secret)
    oldest = min(opened, key=lambda one: one.access.created_at)
    last = log_in(uow)

    with uow:
        kept = {access.id for access in uow.accesses.of_user(ann.id, "session")}
    assert len(kept) == accounts.MOST_SESSIONS
    assert last.access.id in kept
    assert oldest.access.id not in kept


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [("wrong password", "eight loud lanterns", UnprovenError), (PASSWORD, "short", InvalidError)],
)
def test_a_refused_change_of_password_changes_nothing(
    uow: MemoryUnitOfWork, old: str, new: str, error: type[Exception]
) -> None:
    register(uow)
    here, there = log_in(uow), log_in(uow)
    ann = visitor(uow, here.secret)
    with pytest.raises(error):
        accounts.change_password(uow, QUICK, ann, old, new, now=NOON)
    assert visitor(uow, there.secret)
    assert log_in(uow)


def test_leaving_takes_everything_but_the_pseudonym_in_the_log(uow: MemoryUnitOfWork) -> None:
    register(uow)
    opened = log_in(uow)
    ann = visitor(uow, opened.secret)
    with pytest.raises(UnprovenError):
        accounts.leave(uow, QUICK, ann, "wrong password")
    assert visitor(uow, opened.secret)

    accounts.leave(uow, QUICK, ann, PASSWORD)

    with pytest.raises(UnprovenError):
        visitor(uow, opened.secret)
    entries = logged(uow)
    assert (entries[-1].action, entries[-1].actor) == ("account.delete", ann.pseudonym)
    told = str([(e.actor, e.subject, e.detail) for e in entries])
    assert ann.id not in told
    assert "otter" not in told.lower()
    register(uow)  # the name is free again


@pytest.mark.parametrize(
    "act",
    [
        lambda uow, who: accounts.make_token(uow, who, "laptop", later(60)),
        lambda uow, who: accounts.leave(uow, QUICK, who, PASSWORD),
        lambda uow, who: accounts.change_password(
            uow, QUICK, who, PASSWORD, "eight loud lanterns", now=NOON
        ),
    ],
)
def test_who_left_meanwhile_can_do_nothing(
    uow: MemoryUnitOfWork, act: Callable[[MemoryUnitOfWork, Visitor], object]
) -> None:
    register(uow)
    ann = visitor(uow, log_in(uow).secret)
    accounts.leave(uow, QUICK, ann, PASSWORD)
    with pytest.raises(UnprovenError):
        act(uow, ann)


def test_roles_cover_those_below(uow: MemoryUnitOfWork) -> None:
    register(uow)
    player = visitor(uow, log_in(uow).secret)
    player.must_be(Role.PLAYER)
    with pytest.raises(ForbiddenError):
        player.must_be(Role.ANALYST)
    assert Role.ADMIN.covers(Role.ANALYST)
    assert not Role.ANALYST.covers(Role.ADMIN)


def test_a_secret_tells_its_kind_and_holds_256_random_bits(uow: MemoryUnitOfWork) -> None:
    register(uow)
    session = log_in(uow).secret
    token = accounts.make_token(uow, visitor(uow, session), "t", later(60)).secret

    assert re.fullmatch(r"tcb_s_[\w-]{43}", session)
    assert re.fullmatch(r"tcb_t_[\w-]{43}", token)


def test_a_visitor_is_all_of_the_account_that_asks(uow: MemoryUnitOfWork) -> None:
    user = accounts.register(uow, QUICK, "Ann Otter", PASSWORD)
    opened = log_in(uow)

    assert visitor(uow, opened.secret) == Visitor(
        user.id, "Ann Otter", Role.PLAYER, user.pseudonym, opened.access.id, "session", 0
    )


@pytest.mark.parametrize("name", ["x", "x" * 60])
def test_the_shortest_and_the_longest_name_of_a_token_are_taken(
    uow: MemoryUnitOfWork, name: str
) -> None:
    register(uow)
    ann = visitor(uow, log_in(uow).secret)
    assert accounts.make_token(uow, ann, name, later(60)).access.name == name
