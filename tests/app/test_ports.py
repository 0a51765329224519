"""Every port is served in memory and on SQL alike: the same methods with the same parameters."""

from __future__ import annotations

import inspect
from types import ModuleType

import pytest

from tcb_analytics.app.adapters.memory import accounts as memory_accounts
from tcb_analytics.app.adapters.memory import cards as memory_cards
from tcb_analytics.app.adapters.memory import entities as memory_entities
from tcb_analytics.app.adapters.memory import holdings as memory_holdings
from tcb_analytics.app.adapters.memory import paging as memory_paging
from tcb_analytics.app.adapters.memory import watching as memory_watching
from tcb_analytics.app.adapters.memory import work as memory_work
from tcb_analytics.app.adapters.sql import accounts as sql_accounts
from tcb_analytics.app.adapters.sql import cards as sql_cards
from tcb_analytics.app.adapters.sql import facts, seeding
from tcb_analytics.app.adapters.sql import holdings as sql_holdings
from tcb_analytics.app.adapters.sql import paging as sql_paging
from tcb_analytics.app.adapters.sql import watching as sql_watching
from tcb_analytics.app.adapters.sql import work as sql_work
from tcb_analytics.app.models.holdings import StoredDeck
from tcb_analytics.app.services import ports
from tcb_analytics.app.services.paging import MOST
from tcb_analytics.app.services.refusals import InvalidError

MEMORY = (memory_accounts, memory_cards, memory_holdings, memory_watching, memory_work)
SQL = (sql_accounts, sql_cards, sql_holdings, sql_watching, sql_work)
PORTS = (
    "Users", "Accesses", "Cards", "Decks", "Collections", "Jobs", "KeptAnswers", "AuditLog",
    "Flags",
)  # fmt: skip


def methods(kind: type) -> dict[str, list[str]]:
    return {
        name: list(inspect.signature(found).parameters)
        for name, found in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }


def named(rooms: tuple[ModuleType, ...], name: str) -> type:
    found: type = next(getattr(room, name) for room in rooms if hasattr(room, name))
    return found


@pytest.mark.parametrize("port", PORTS)
def test_a_port_is_served_alike_by_both(port: str) -> None:
    asked = methods(getattr(ports, port))
    for rooms, prefix in ((MEMORY, "Memory"), (SQL, "Sql")):
        served = methods(named(rooms, f"{prefix}{port}"))
        assert {name: served.get(name) for name in asked} == asked


def test_what_the_rooms_share_knows_the_tables() -> None:
    kind = memory_entities.kind_of(StoredDeck)
    assert (kind.key, kind.version) == (("id",), "version")
    assert {(found.column, found.cascades) for found in kind.refers} == {
        ("owner_id", True), ("leader_id", False),
    }  # fmt: skip
    for size in (0, MOST + 1):
        with pytest.raises(InvalidError):
            sql_paging.sized(size)
        with pytest.raises(InvalidError):
            memory_paging.paged("o", [], lambda item: (1,), cursor=None, size=size, kinds=(int,))
    assert len(facts.FACTS) == 3
    assert methods(seeding.Seeding).keys() == {"put"}
