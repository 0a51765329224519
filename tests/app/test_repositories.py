"""What every repository promises, asked of memory, SQLite and PostgreSQL in the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from tcb_analytics.app.adapters.memory.store import Store
from tcb_analytics.app.adapters.memory.unit_of_work import MemoryUnitOfWork
from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.models.accounts import Access, User
from tcb_analytics.app.models.base import new_key
from tcb_analytics.app.models.holdings import DeckCard, StoredDeck
from tcb_analytics.app.models.watching import FIRST, FeatureFlag
from tcb_analytics.app.models.work import Job, JobState, KeptAnswer
from tcb_analytics.app.services.paging import Page, cursor_of
from tcb_analytics.app.services.ports import CardSearch
from tcb_analytics.app.services.refusals import (
    ConflictError,
    InvalidError,
    StaleError,
    UnavailableError,
)
from tcb_analytics.app.settings import AppSettings
from tests.app.databases import Databases, SqliteFiles, with_tables
from tests.app.worlds import GAME, NOON, World, card, later, some


@pytest.fixture(scope="module", params=["memory", "sqlite", "postgresql"])
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Databases | None:
    """Where databases of a kind are made; nowhere for memory."""
    if request.param == "memory":
        return None
    if request.param == "sqlite":
        return SqliteFiles(tmp_path_factory.mktemp("contract"))
    server: Databases = request.getfixturevalue("postgresql")
    return server


@pytest.fixture
def world(databases: Databases | None, tmp_path: Path) -> Iterator[World]:
    if databases is None:
        store = Store()
        yield World("memory", lambda: MemoryUnitOfWork(store))
        return
    address = with_tables(databases)
    url = SecretStr(address)
    database = Database(AppSettings(home=tmp_path, database_url=url, pool_timeout=0.3))
    yield World(databases.kind, database.begin)
    database.close()
    databases.drop(address)


def walked(page: Callable[[str | None], Page[Any]]) -> list[Any]:
    """Every item of a list, page by page."""
    found = page(None)
    items = list(found.items)
    while found.next:
        found = page(found.next)
        items += found.items
    return items


def deck(owner: User, cards: dict[int, int] | None = None, minutes: float = 0) -> StoredDeck:
    return StoredDeck(
        owner_id=owner.id, game=GAME, name="Pier patrol", created_at=later(minutes),
        updated_at=later(minutes),
        cards=[DeckCard(card_id=key, copies=copies) for key, copies in (cards or {}).items()],
    )  # fmt: skip


# Transactions


def test_what_is_not_committed_never_was(world: World) -> None:
    user = User(name="Ann Otter", folded="ann otter", password_hash="x")
    with world.begin() as uow:
        uow.users.add(user)
        assert uow.users.named("ann otter") is user

    with world.begin() as uow:
        assert uow.users.named("ann otter") is None


def test_an_error_undoes_everything(world: World) -> None:
    def fail() -> None:
        with world.begin() as uow:
            uow.users.add(User(name="Ann Otter", folded="ann otter", password_hash="x"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with world.begin() as uow:
        assert uow.users.named("ann otter") is None


def test_a_unit_of_work_may_be_entered_again(world: World) -> None:
    uow = world.begin()
    for name in ("ann", "bob"):
        with uow:
            uow.users.add(User(name=name, folded=name, password_hash="x"))
            uow.commit()
    with uow:
        assert uow.users.named("ann")
        assert uow.users.named("bob")


def test_what_is_set_on_an_entity_is_kept_by_a_commit(world: World) -> None:
    ann = world.person()
    with world.begin() as uow:
        found = uow.users.get(ann.id)
        assert found
        found.name = "Anna"
        uow.commit()
    with world.begin() as uow:
        again = uow.users.get(ann.id)
        assert again
        assert again.name == "Anna"


# Accounts


def test_a_name_is_given_once(world: World) -> None:
    world.person("Ann Otter")
    with pytest.raises(ConflictError) as refused, world.begin() as uow:
        uow.users.add(User(name="ANN OTTER", folded="ann otter", password_hash="x"))
    assert refused.value.where == "name"


def test_an_account_takes_all_that_hangs_on_it_along(world: World) -> None:
    ann, bob, cards = world.person(), world.person("Bob Heron"), world.cards(2)
    for user in (ann, bob):
        with world.begin() as uow:
            uow.accesses.add(
                Access(user_id=user.id, kind="token", digest=user.id, expires_at=later(9))
            )
            uow.decks.add(deck(user, {cards[0]: 4}))
            uow.collections.put(user.id, {cards[1]: 2}, NOON)
            uow.jobs.add(Job(owner_id=user.id, kind="build", request={}))
            uow.answers.claim(KeptAnswer(user_id=user.id, key="k", request="r"))
            uow.audit.append(user.pseudonym, "account.register", "account", {})
            uow.commit()
    with world.begin() as uow:
        gone = uow.users.get(ann.id)
        assert gone
        uow.users.remove(gone)
        uow.commit()

    for user, left in ((ann, 0), (bob, 1)):
        with world.begin() as uow:
            assert len(uow.accesses.of_user(user.id, "token")) == left
            assert len(uow.decks.of_owner(user.id, None, None, 9).items) == left
            assert len(uow.collections.copies(user.id, GAME)) == left
            assert len(uow.jobs.of_owner(user.id, None, 9).items) == left
            assert (uow.answers.get(user.id, "k") is not None) is bool(left)
            assert uow.audit.last_of(user.pseudonym) > 0


def test_sessions_and_tokens_are_found_by_digest_and_removed_by_kind_or_age(world: World) -> None:
    ann = world.person()
    with world.begin() as uow:
        for number, kind in enumerate(("session", "session", "token")):
            uow.accesses.add(
                Access(
                    user_id=ann.id, kind=kind, digest=f"d{number}", created_at=later(number),
                    expires_at=later(10 * number),
                )
            )  # fmt: skip
        uow.commit()
    with world.begin() as uow:
        found = uow.accesses.by_digest("d1")
        assert found
        assert (found[0].digest, found[1].id) == ("d1", ann.id)
        assert uow.accesses.by_digest("d9") is None
        assert [a.digest for a in uow.accesses.of_user(ann.id, "session")] == ["d1", "d0"]
        assert found[0].expires_at == later(10)
        assert uow.accesses.remove_expired(later(5)) == 1
        assert uow.accesses.remove_of_user(ann.id, "token") == 1
        assert uow.accesses.remove_of_user(ann.id) == 1
        uow.commit()
    with world.begin() as uow:
        assert uow.accesses.by_digest("d1") is None


def test_a_session_of_nobody_is_refused(world: World) -> None:
    access = Access(user_id=new_key(), kind="token", digest="d", expires_at=NOON)

    def add() -> None:
        with world.begin() as uow:
            uow.accesses.add(access)
            uow.commit()

    with pytest.raises(ConflictError):
        add()


# Cards


def test_cards_are_put_once_and_rewritten_where_they_changed(world: World) -> None:
    world.cards(4)
    with world.begin() as uow:
        before = uow.cards.mark(GAME)
        assert uow.cards.put([card(n) for n in range(4)], {}, later(1)) == 0
        assert uow.cards.mark(GAME) == before
        changed = replace(card(2), colors=("Blue", "Red"), types=("Crew",), cost=9)
        assert uow.cards.put([changed, card(7)], {"HB01": date(2026, 1, 2)}, later(1)) == 2
        uow.commit()
        assert uow.cards.mark(GAME) != before
    with world.begin() as uow:
        told = uow.cards.numbered(GAME, ["HB01-002", "HB01-999"])
        assert set(told) == {"HB01-002"}
        found = told["HB01-002"]
        assert [c.color.name for c in found.colors] == ["Blue", "Red"]
        assert [t.type.name for t in found.types] == ["Crew"]
        assert found.cost == 9
        assert found.set
        assert found.set.released == date(2026, 1, 2)
        assert uow.cards.by_id([found.id, 10**6])[found.id].number == "HB01-002"


def test_games_and_choices_are_those_of_the_cards(world: World) -> None:
    world.cards(4)
    world.cards(1, "elsewhere")
    with world.begin() as uow:
        assert uow.cards.games() == ["elsewhere", GAME]
        told = uow.cards.choices(GAME)
    assert {name: list(found) for name, found in told.items()} == {
        "colors": ["Blue", "Green", "Red"],
        "categories": ["Character"],
        "sets": ["HB01"],
        "types": ["Crew", "Pier 0", "Pier 1", "Pier 2", "Pier 3"],
    }


@pytest.mark.parametrize("order", ["name", "number", "cost", "power"])
@pytest.mark.parametrize("descending", [False, True])
def test_a_search_gives_every_card_once_though_cards_come_between(
    world: World, order: Any, descending: bool
) -> None:
    world.cards(23)
    asked = CardSearch(GAME, order=order, descending=descending, size=4)
    added = iter(range(50, 90))

    def page(cursor: str | None) -> Page[Any]:
        with world.begin() as uow:
            uow.cards.put([card(next(added))], {}, NOON)
            uow.commit()
            return uow.cards.search(replace(asked, cursor=cursor))

    numbers = [found.number for found in walked(page)]
    assert len(set(numbers)) == len(numbers)
    assert {f"HB01-{n:03}" for n in range(23)} <= set(numbers)


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"text": "WARDEN tide 12"}, lambda n: n == 12),
        ({"text": "pier-2"}, lambda n: False),
        ({"text": "pier 2"}, lambda n: n % 4 == 2 or "2" in str(n)),
        ({"text": "?!"}, lambda n: False),
        ({"text": "100%"}, lambda n: False),
        ({"colors": ("Red", "Blue")}, lambda n: n % 3 in (0, 1)),
        ({"types": ("Pier 3",)}, lambda n: n % 4 == 3),
        ({"sets": ("HB02",)}, lambda n: False),
        ({"categories": ("Character", "Leader")}, lambda n: True),
        ({"cost": (2, 3)}, lambda n: n % 7 in (2, 3)),
        ({"power": (None, 4000)}, lambda n: n % 5 and n % 9 <= 4),
        ({"power": (5000, None), "cost": (1, None)}, lambda n: n % 5 and n % 9 > 4 and n % 7),
    ],
)
def test_filters_mean_the_same_everywhere(
    world: World, asked: dict[str, Any], holds: Callable[[int], Any]
) -> None:
    world.cards(30)
    with world.begin() as uow:
        found = uow.cards.search(CardSearch(GAME, size=100, **asked)).items
    assert {c.number for c in found} == {f"HB01-{n:03}" for n in range(30) if holds(n)}


@pytest.mark.parametrize("size", [0, 101])
def test_pages_have_a_size(world: World, size: int) -> None:
    with world.begin() as uow, pytest.raises(InvalidError):
        uow.cards.search(CardSearch(GAME, size=size))


# Decks and collections


def test_a_deck_is_told_with_its_cards_and_counts_its_changes(world: World) -> None:
    ann, (one, two, three) = world.person(), world.cards(3)
    made = deck(ann, {one: 4, two: 1})
    with world.begin() as uow:
        uow.decks.add(made)
        uow.commit()
    with world.begin() as uow:
        found = uow.decks.get(made.id)
        assert found
        assert found.version == 1
        assert {(line.card.number, line.copies) for line in found.cards} == {
            ("HB01-000", 4), ("HB01-001", 1),
        }  # fmt: skip
        found.leader_id, found.updated_at = three, later(1)
        found.cards = [DeckCard(card_id=two, copies=3), DeckCard(card_id=three, copies=2)]
        uow.commit()
    with world.begin() as uow:
        again = uow.decks.get(made.id)
        assert again
        assert again.version == 2
        assert again.leader
        assert again.leader.number == "HB01-002"
        assert [color.color.name for color in again.leader.colors] == ["Green"]
        assert {(line.card_id, line.copies) for line in again.cards} == {(two, 3), (three, 2)}
        uow.decks.remove(again)
        uow.commit()
        assert uow.decks.get(made.id) is None


def test_of_two_who_change_a_deck_the_second_is_told(world: World) -> None:
    ann = world.person()
    made = deck(ann)
    with world.begin() as uow:
        uow.decks.add(made)
        uow.commit()
    if world.kind == "sqlite":  # has one writer at a time: the second waits, then is told so
        with world.begin() as first:
            first.decks.get(made.id)
            with pytest.raises(UnavailableError), world.begin() as second:
                second.decks.get(made.id)
        return
    with world.begin() as second:
        mine = some(second.decks.get(made.id))
        with world.begin() as first:
            some(first.decks.get(made.id)).name = "Theirs"
            first.commit()
        mine.name = "Mine"
        with pytest.raises(StaleError):
            second.commit()
    with world.begin() as uow:
        assert some(uow.decks.get(made.id)).name == "Theirs"


def test_decks_are_listed_by_last_change_and_complete_though_some_come(world: World) -> None:
    ann, bob = world.person(), world.person("Bob Heron")
    made = [deck(ann, minutes=n // 2) for n in range(9)]
    with world.begin() as uow:
        for one in [*made, deck(bob)]:
            uow.decks.add(one)
        uow.commit()

    def page(cursor: str | None) -> Page[Any]:
        with world.begin() as uow:
            uow.decks.add(deck(ann, minutes=99))
            uow.commit()
            return uow.decks.of_owner(ann.id, GAME, cursor, 2)

    found = [one for one in walked(page) if one.updated_at < later(50)]
    assert {one.id for one in found} == {one.id for one in made}
    assert [one.updated_at for one in found] == sorted((d.updated_at for d in made), reverse=True)
    with world.begin() as uow:
        assert uow.decks.of_owner(ann.id, "elsewhere", None, 9).items == []
        assert uow.decks.count(bob.id) == 1


def test_a_deck_refers_to_cards_that_exist(world: World) -> None:
    ann = world.person()

    def add() -> None:
        with world.begin() as uow:
            uow.decks.add(deck(ann, {10**6: 1}))
            uow.commit()

    with pytest.raises(ConflictError):
        add()


def test_copies_are_set_and_none_removes(world: World) -> None:
    ann, (one, two, three) = world.person(), world.cards(3)
    with world.begin() as uow:
        uow.collections.put(ann.id, {one: 4, two: 1, three: 0}, NOON)
        uow.collections.put(ann.id, {one: 2, two: 0}, later(1))
        uow.commit()
    with world.begin() as uow:
        assert uow.collections.copies(ann.id, GAME) == {"HB01-000": 2}
        (owned,) = uow.collections.of_user(ann.id, GAME, None, 9).items
        assert (owned.copies, owned.updated_at, owned.card.name) == (2, later(1), "Tide Warden 0")


def test_a_collection_is_listed_by_number_and_complete_though_cards_come(world: World) -> None:
    ann, keys = world.person(), world.cards(12)
    with world.begin() as uow:
        uow.collections.put(ann.id, dict.fromkeys(keys[::2], 1), NOON)
        uow.commit()
    coming = iter(keys[1::2])

    def page(cursor: str | None) -> Page[Any]:
        with world.begin() as uow:
            uow.collections.put(ann.id, {next(coming): 1}, NOON)
            uow.commit()
            return uow.collections.of_user(ann.id, GAME, cursor, 3)

    numbers = [owned.card.number for owned in walked(page)]
    assert numbers == sorted(set(numbers))
    assert {f"HB01-{n:03}" for n in range(0, 12, 2)} <= set(numbers)


@pytest.mark.parametrize("moment", ["soon", "2026-03-01", "2026-03-01T12:00:00"])
def test_a_cursor_with_no_moment_in_it_is_refused(world: World, moment: str) -> None:
    ann = world.person()
    with world.begin() as uow:
        uow.decks.add(deck(ann))
        uow.jobs.add(Job(owner_id=ann.id, kind="build", request={}))
        uow.commit()
    with world.begin() as uow:
        with pytest.raises(InvalidError):
            uow.decks.of_owner(ann.id, None, cursor_of("decks", (moment, "x")), 5)
        with pytest.raises(InvalidError):
            uow.jobs.of_owner(ann.id, cursor_of("jobs", (moment, "x")), 5)


# Jobs, answers, audit log, flags


def test_jobs_that_nobody_has_are_told_oldest_first(world: World) -> None:
    ann = world.person()
    states = [
        (JobState.QUEUED, None), (JobState.RUNNING, later(-1)), (JobState.RUNNING, later(5)),
        (JobState.DONE, None), (JobState.QUEUED, None),
    ]  # fmt: skip
    jobs = [
        Job(
            owner_id=ann.id, kind="build", request={"n": n, "deep": [1, None]}, state=state,
            leased_until=leased, created_at=later(-n),
            ended_at=later(-100) if state.ended else None,
        )
        for n, (state, leased) in enumerate(states)
    ]  # fmt: skip
    with world.begin() as uow:
        for job in jobs:
            uow.jobs.add(job)
        uow.commit()
    with world.begin() as uow:
        assert uow.jobs.waiting(NOON, 9) == [jobs[4].id, jobs[1].id, jobs[0].id]
        assert uow.jobs.waiting(NOON, 1) == [jobs[4].id]
        assert (uow.jobs.unfinished(ann.id), uow.jobs.unfinished(new_key())) == (4, 0)
        found = uow.jobs.get(jobs[1].id, lock=True)
        assert found
        assert found.request == {"n": 1, "deep": [1, None]}
        found.state, found.result, found.ended_at = JobState.DONE, {"wins": 3}, later(0)
        assert uow.jobs.remove_ended(later(-50)) == 1
        uow.commit()
    with world.begin() as uow:
        listed = walked(lambda cursor: uow.jobs.of_owner(ann.id, cursor, 2))
        assert [job.id for job in listed] == [jobs[n].id for n in (0, 1, 2, 4)]
        assert listed[1].result == {"wins": 3}


def test_a_key_has_one_answer_for_each_person(world: World) -> None:
    ann, bob = world.person(), world.person("Bob Heron")
    with world.begin() as uow:
        assert uow.answers.claim(KeptAnswer(user_id=ann.id, key="k", request="one")) is None
        assert uow.answers.claim(KeptAnswer(user_id=bob.id, key="k", request="two")) is None
        kept = uow.answers.claim(KeptAnswer(user_id=ann.id, key="k", request="other"))
        assert kept
        assert kept.request == "one"
        kept.status, kept.body = 201, b"\x00\xff"
        uow.commit()
    with world.begin() as uow:
        (found,) = uow.answers.of_user(ann.id)
        assert (found.status, found.body) == (201, b"\x00\xff")
        uow.answers.remove(ann.id, "k")
        uow.answers.remove(ann.id, "never there")
        assert uow.answers.get(ann.id, "k") is None
        assert uow.answers.remove_before(later(10**6)) == 1
        uow.commit()


def test_the_audit_log_is_a_chain(world: World) -> None:
    for number in range(7):
        with world.begin() as uow:
            uow.audit.append(
                "ann" if number % 2 else "bob", "deck.create", f"deck {number}", {"ü": 1}
            )
            uow.commit()
    with world.begin() as uow:
        entries = uow.audit.after(0, 100)
        assert [entry.number for entry in entries] == [1, 2, 3, 4, 5, 6, 7]
        assert [e.before for e in entries] == [FIRST, *(e.digest for e in entries[:-1])]
        assert all(entry.digest == entry.sealed() for entry in entries)
        assert [e.number for e in uow.audit.after(2, 2)] == [3, 4]
        newest = walked(lambda cursor: uow.audit.page(cursor, 3))
        assert [entry.number for entry in newest] == [7, 6, 5, 4, 3, 2, 1]
        assert (uow.audit.last_of("ann"), uow.audit.last_of("nobody")) == (6, 0)
        assert uow.wrote("ann") == 0


def test_flags_are_set_and_set_again(world: World) -> None:
    with world.begin() as uow:
        uow.flags.put(FeatureFlag(name="new-search", percent=10, meaning="m", updated_at=NOON))
        uow.flags.put(FeatureFlag(name="dark", percent=0, meaning="m", updated_at=NOON))
        uow.flags.put(FeatureFlag(name="new-search", percent=50, meaning="m", updated_at=NOON))
        uow.commit()
    with world.begin() as uow:
        assert [(flag.name, flag.percent) for flag in uow.flags.all()] == [
            ("dark", 0), ("new-search", 50),
        ]  # fmt: skip


@pytest.mark.parametrize("cursor", ["", "x", "W10", "e30", "WyJuYW1lKyIsMSwyXQ"])
def test_a_cursor_of_something_else_is_refused(world: World, cursor: str) -> None:
    ann = world.person()
    with world.begin() as uow:
        for ask in (
            lambda: uow.cards.search(CardSearch(GAME, cursor=cursor)),
            lambda: uow.decks.of_owner(ann.id, None, cursor, 5),
            lambda: uow.collections.of_user(ann.id, GAME, cursor, 5),
            lambda: uow.jobs.of_owner(ann.id, cursor, 5),
            lambda: uow.audit.page(cursor, 5),
        ):
            with pytest.raises(InvalidError):
                ask()
