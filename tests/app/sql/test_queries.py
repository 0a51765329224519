"""Every list takes the same few queries, whether it shows one row or a hundred."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.adapters.sql.unit_of_work import SqlUnitOfWork
from tcb_analytics.app.models.accounts import Access, User
from tcb_analytics.app.models.holdings import DeckCard, StoredDeck
from tcb_analytics.app.models.watching import FeatureFlag
from tcb_analytics.app.models.work import Job, KeptAnswer
from tcb_analytics.app.services.ports import CardSearch
from tcb_analytics.app.settings import AppSettings
from tests.app.counting import counted
from tests.app.databases import Databases
from tests.app.worlds import GAME, NOON, card, later, some

ROWS = 100


@pytest.fixture(scope="module")
def filled(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Database, dict[int, User]]]:
    """A database with one who has one of everything, and one who has a hundred."""
    settings = AppSettings(
        home=tmp_path_factory.mktemp("queries"), database_url=SecretStr(databases.empty())
    )
    database = Database(settings)
    upgrade(database.primary)
    people = {
        count: User(name=f"has {count}", folded=f"has {count}", password_hash="h")
        for count in (1, ROWS)
    }
    with database.begin() as uow:
        uow.cards.put([card(n) for n in range(ROWS)], {}, NOON)
        keys = sorted(uow.cards.keys(GAME, [card(n).number for n in range(ROWS)]).values())
        for count, user in people.items():
            uow.users.add(user)
            for n in range(count):
                _add(uow, user, n, keys)
            uow.collections.put(user.id, dict.fromkeys(keys[:count], 2), NOON)
            uow.flags.put(FeatureFlag(name=f"flag {count}", percent=1, meaning="m"))
        uow.commit()
    yield database, people
    database.close()


def _add(uow: SqlUnitOfWork, user: User, number: int, keys: list[int]) -> None:
    cards = [DeckCard(card_id=key, copies=2) for key in keys[number % 5 : number % 5 + 30]]
    uow.decks.add(
        StoredDeck(
            owner_id=user.id, game=GAME, name="d", leader_id=keys[number], cards=cards,
            updated_at=later(number),
        )
    )  # fmt: skip
    uow.jobs.add(Job(owner_id=user.id, kind="build", request={}, created_at=later(number)))
    uow.accesses.add(
        Access(
            user_id=user.id, kind="token", digest=f"{user.id} {number}", expires_at=later(number)
        )
    )
    uow.answers.claim(KeptAnswer(user_id=user.id, key=f"{number}", request="r"))
    uow.audit.append(user.pseudonym, "deck.create", "deck", {})


def _facts(cards: Any) -> int:
    """Touch all that a card is shown with; a fact that was not loaded raises."""
    for one in cards:
        assert one.set
        assert all(found.color.name for found in one.colors)
        assert all(found.type.name for found in one.types)
    return len(list(cards))


def _decks(uow: SqlUnitOfWork, user: User, size: int) -> int:
    decks = uow.decks.of_owner(user.id, None, None, size).items
    for deck in decks:
        assert deck.leader
        _facts([deck.leader])
        assert all(line.card.name for line in deck.cards)
    return len(decks)


LISTS: dict[str, tuple[int, Callable[[SqlUnitOfWork, User, int], int]]] = {
    "cards": (3, lambda uow, _, n: _facts(uow.cards.search(CardSearch(GAME, size=n)).items)),
    "cards by number": (
        3,
        lambda uow, _, n: _facts(
            uow.cards.numbered(GAME, [card(k).number for k in range(n)]).values()
        ),
    ),
    "cards by key": (3, lambda uow, _, n: _facts(uow.cards.by_id(range(1, n + 1)).values())),
    "keys": (1, lambda uow, _, n: len(uow.cards.keys(GAME, [card(k).number for k in range(n)]))),
    "decks": (5, _decks),
    "collection": (
        3,
        lambda uow, user, n: _facts(
            [owned.card for owned in uow.collections.of_user(user.id, GAME, None, n).items]
        ),
    ),
    "copies": (1, lambda uow, user, _: len(uow.collections.copies(user.id, GAME))),
    "jobs": (1, lambda uow, user, n: len(uow.jobs.of_owner(user.id, None, n).items)),
    "waiting jobs": (1, lambda uow, _, n: len(uow.jobs.waiting(NOON, n))),
    "tokens": (1, lambda uow, user, _: len(uow.accesses.of_user(user.id, "token"))),
    "answers": (1, lambda uow, user, _: len(uow.answers.of_user(user.id))),
    "audit": (1, lambda uow, _, n: len(uow.audit.page(None, n).items)),
    "audit in order": (1, lambda uow, _, n: len(uow.audit.after(0, n))),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_as_many_queries_for_one_row_as_for_a_hundred(
    filled: tuple[Database, dict[int, User]], name: str
) -> None:
    database, people = filled
    queries, ask = LISTS[name]
    for rows in (1, ROWS):
        with database.look() as uow, counted(database.primary) as found:
            assert ask(uow, people[rows], rows) == rows
        assert len(found) <= queries, "\n".join(statement for statement, _ in found)
        if rows == ROWS:
            assert len(found) == queries


def test_a_deck_takes_as_many_queries_however_many_cards_it_has(
    filled: tuple[Database, dict[int, User]],
) -> None:
    database, people = filled
    with database.look() as uow:
        (listed,) = uow.decks.of_owner(people[1].id, None, None, 1).items
    with database.look() as uow, counted(database.primary) as found:
        deck = some(uow.decks.get(listed.id))
        assert _facts([line.card for line in deck.cards]) == 30
    assert len(found) == 7


def test_a_seed_of_cards_that_are_there_writes_nothing(
    filled: tuple[Database, dict[int, User]],
) -> None:
    database, _ = filled
    with database.begin() as uow, counted(database.primary) as found:
        assert uow.cards.put([card(n) for n in range(ROWS)], {}, NOON) == 0
    assert all(statement.startswith("SELECT") for statement, _ in found)
    assert len(found) <= 6
