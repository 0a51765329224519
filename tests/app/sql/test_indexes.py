"""Every index is used by the query it is there for, as both databases' own EXPLAIN tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, Index, UniqueConstraint, insert, text

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.adapters.sql.unit_of_work import SqlUnitOfWork
from tcb_analytics.app.models.tables import METADATA
from tcb_analytics.app.services.paging import cursor_of
from tcb_analytics.app.services.ports import CardSearch
from tcb_analytics.app.settings import AppSettings
from tests.app.counting import counted
from tests.app.databases import Databases
from tests.app.worlds import NOON, later

PEOPLE, CARDS, EACH = 400, 12_000, 25
GAMES = ("harbour", "tidebreak", "elsewhere")


def user(number: int) -> str:
    return f"{number:032x}"


def rows() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """As much as a small club leaves behind in a year: enough that a plan matters."""
    people, each = range(PEOPLE), range(EACH)
    yield "users", [
        {
            "id": user(n), "name": f"p {n}", "folded": f"p {n}", "password_hash": "h",
            "role": "player", "pseudonym": user(n), "created_at": NOON, "password_at": NOON,
        }
        for n in people
    ]  # fmt: skip
    yield "accesses", [
        {
            "id": user(n * 1000 + k), "user_id": user(n), "kind": "token" if k % 5 else "session",
            "digest": f"{n} {k}", "name": "t", "created_at": NOON,
            "expires_at": later(n * EACH + k),
        }
        for n in people
        for k in each
    ]  # fmt: skip
    for table, field in (("card_sets", "code"), ("colors", "name"), ("card_types", "name")):
        yield (
            table,
            [
                {"id": g * 100 + k, "game": game, field: f"{field} {k}"}
                for g, game in enumerate(GAMES)
                for k in range(60)
            ],
        )
    yield "cards", [
        {
            "id": n, "game": GAMES[n % 3], "number": f"N{n:05}", "name": f"card {n * 7 % 5000}",
            "folded": f"card {n * 7 % 5000} n{n:05} name {n % 60}", "category": "Character",
            "set_id": n % 3 * 100 + n // 3 % 60, "cost": n % 11, "power": n % 13 * 1000 or None,
            "keywords": "", "changed_at": NOON,
        }
        for n in range(1, CARDS)
    ]  # fmt: skip
    for table, column in (("card_colors", "color_id"), ("card_has_types", "type_id")):
        yield (
            table,
            [
                {"card_id": n, column: n % 3 * 100 + n // 3 % 60, "position": 0}
                for n in range(1, CARDS)
            ],
        )
    yield "decks", [
        {
            "id": user(n * 1000 + k), "owner_id": user(n), "game": GAMES[k % 3], "name": "d",
            "version": 1, "created_at": NOON, "updated_at": later(k),
        }
        for n in people
        for k in each
    ]  # fmt: skip
    yield (
        "deck_cards",
        [{"deck_id": user(n * 1000), "card_id": k + 1, "copies": 2} for n in people for k in each],
    )
    yield (
        "collections",
        [
            {"user_id": user(n), "card_id": k * 40 + 1, "copies": 2, "updated_at": NOON}
            for n in people
            for k in each
        ],
    )
    yield "jobs", [
        {
            "id": user(n * 1000 + k), "owner_id": user(n), "kind": "build", "request": {},
            "state": "queued" if (n, k) == (7, 7) else "done", "progress": 1.0, "attempt": 1,
            "cancelling": False, "created_at": later(k), "ended_at": later(n),
        }
        for n in people
        for k in each
    ]  # fmt: skip
    yield "kept_answers", [
        {
            "user_id": user(n), "key": f"k{k}", "request": "r", "status": 200, "kind": "j",
            "body": b"", "created_at": later(n * EACH + k),
        }
        for n in people
        for k in each
    ]  # fmt: skip
    yield "audit_log", [
        {
            "number": n * EACH + k + 1, "at": NOON, "actor": user(n), "action": "deck.create",
            "subject": "d", "detail": {}, "before": "", "digest": "",
        }
        for n in people
        for k in each
    ]  # fmt: skip


@pytest.fixture(scope="module")
def club(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    settings = AppSettings(
        home=tmp_path_factory.mktemp("club"), database_url=SecretStr(databases.empty())
    )
    database = Database(settings)
    upgrade(database.primary)
    with database.primary.begin() as connection:
        for table, found in rows():
            connection.execute(insert(METADATA.tables[table]), found)
    with database.primary.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("ANALYZE"))
    yield database
    database.close()


def plan_of(engine: Engine, ask: Callable[[SqlUnitOfWork], object], database: Database) -> str:
    """How the database carries out each query of what is asked."""
    with database.begin() as uow, counted(engine) as found:
        ask(uow)
        connection = uow.session.connection()
        word = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
        lines = []
        for statement, parameters in list(found):
            many = isinstance(parameters, list)
            shown = connection.exec_driver_sql(
                word + statement, parameters[0] if many else parameters
            )
            lines += [" ".join(str(part) for part in row) for row in shown]
        return "\n".join(lines)


def search(**asked: Any) -> Callable[[SqlUnitOfWork], object]:
    return lambda uow: uow.cards.search(CardSearch("harbour", size=30, **asked))


USES: dict[str, Callable[[SqlUnitOfWork], object]] = {
    "uq_users_folded": lambda uow: uow.users.named("p 7"),
    "ix_accesses_user_id_kind": lambda uow: uow.accesses.of_user(user(7), "token"),
    "ix_accesses_expires_at": lambda uow: uow.accesses.remove_expired(later(30)),
    "uq_accesses_digest": lambda uow: uow.accesses.by_digest("7 7"),
    "uq_cards_game_number": lambda uow: uow.cards.numbered("harbour", ["N00003"]),
    "ix_cards_game_name_id": search(order="name"),
    "ix_cards_game_cost_id": search(order="cost", cursor=cursor_of("cost+", (5, 6000))),
    "ix_cards_game_power_id": search(power=(12_000, 12_000), order="power"),
    "ix_cards_game_set_id_id": search(sets=("code 7",)),
    "ix_card_colors_color_id_card_id": search(colors=("name 7",)),
    "ix_card_has_types_type_id_card_id": search(types=("name 7",)),
    "ix_decks_owner_id_updated_at_id": lambda uow: uow.decks.of_owner(user(7), None, None, 20),
    "ix_jobs_owner_id_created_at_id": lambda uow: uow.jobs.of_owner(user(7), None, 20),
    "ix_jobs_open": lambda uow: uow.jobs.waiting(NOON, 5),
    "ix_kept_answers_created_at": lambda uow: uow.answers.remove_before(later(30)),
    "ix_audit_log_actor_number": lambda uow: uow.audit.last_of(user(7)),
}
RULES = {
    "uq_users_pseudonym",
    "uq_card_sets_game_code",
    "uq_colors_game_name",
    "uq_card_types_game_name",
}
"""Indexes that are there to refuse a second row; the last three tables are read whole anyway."""


def test_every_index_has_a_query_and_no_query_an_index_that_is_gone() -> None:
    declared = {
        str(found.name)
        for table in METADATA.tables.values()
        for found in [*table.indexes, *table.constraints]
        if isinstance(found, Index | UniqueConstraint)
    }
    assert declared == set(USES) | RULES


@pytest.mark.parametrize("name", USES)
def test_an_index_is_used_by_its_query(club: Database, name: str) -> None:
    plan = plan_of(club.primary, USES[name], club)
    index = next(
        found
        for table in METADATA.tables.values()
        for found in [*table.indexes, *table.constraints]
        if found.name == name
    )
    # SQLite names the index of a unique rule after its table, not after the rule.
    names = [name]
    if isinstance(index, UniqueConstraint) and club.primary.dialect.name == "sqlite":
        columns = " AND ".join(f"{column.name}=?" for column in index.columns)
        names = [f"sqlite_autoindex_{index.table.name}_", columns]
    assert all(part in plan for part in names), plan


def test_a_page_far_behind_reads_no_more_rows_than_the_first(club: Database) -> None:
    def took(cursor: str | None) -> float:
        best = 9.0
        for _ in range(5):
            began = perf_counter()
            with club.look() as uow:
                uow.cards.search(CardSearch("harbour", cursor=cursor, size=30))
            best = min(best, perf_counter() - began)
        return best

    far = cursor_of("name+", ("card 999", 0))
    assert took(far) < 3 * took(None) + 0.01


def test_words_are_found_in_a_whole_catalogue_fast_without_an_index(club: Database) -> None:
    """A word may begin inside another, so no b-tree helps; reading all names does.

    The largest game of the lake has some thirty thousand cards. PostgreSQL's trigrams and
    SQLite's full-text search would each find other cards than the other does.
    """
    with club.look() as uow:
        uow.cards.search(CardSearch("harbour", text="none has this"))
        began = perf_counter()
        for _ in range(10):
            assert uow.cards.search(CardSearch("harbour", text="none has this")).items == []
    assert (perf_counter() - began) / 10 < 0.1


def test_removing_a_player_looks_for_nothing_by_reading_whole_tables() -> None:
    """The database follows references by index: each begins with the reference's column."""
    for table in METADATA.tables.values():
        keys = [tuple(c.name for c in found.columns) for found in table.indexes]
        keys.append(tuple(c.name for c in table.primary_key.columns))
        for reference in table.foreign_keys:
            if reference.ondelete == "CASCADE":
                assert any(key[0] == reference.parent.name for key in keys), (table.name, keys)
