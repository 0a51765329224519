"""Every list takes a fixed number of statements, whatever its size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from tcb_analytics.app.adapters.sql.unit_of_work import SqlUnitOfWork
from tcb_analytics.app.bootstrap import Parts
from tests.app.api.deck_making import cards, made
from tests.app.conftest import GAME, Caller
from tests.app.counting import counted

MANY = 40


@pytest.fixture
def engine(parts: Parts) -> Engine:
    """The engine that the application writes and reads with."""
    uow = parts.begin()
    assert isinstance(uow, SqlUnitOfWork)
    bound = uow.session.get_bind()
    assert isinstance(bound, Engine)
    return bound


@pytest.fixture
def told(
    engine: Engine, player: Caller, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, int]]:
    """Asks for a list: how many statements it took, and how many rows came."""
    # Flags are read again after some seconds, which on a busy machine pass between two requests.
    monkeypatch.setattr(parts.operation.switches, "_seconds", 3600)

    def ask(path: str, who: Caller = player, **asked: Any) -> tuple[int, int]:
        who("GET", "/account")  # a token is noted as used once a minute
        parts.catalogue.forget()  # looked up once a second
        with counted(engine) as statements:
            answer = who("GET", path, query_string={"size": 100} | asked)
        assert answer.status_code == 200, answer.text
        return len(statements), len(answer.json["items"])

    return ask


def test_decks(player: Caller, nobody: Caller, told: Callable[..., tuple[int, int]]) -> None:
    leaders = cards(nobody, categories="Leader")
    others = cards(nobody, categories="Character")
    made(player, {"name": "One", "leader": leaders[0]["number"],
                  "cards": {others[0]["number"]: 1}})  # fmt: skip
    few = told("/decks")
    for place in range(MANY - 1):
        picked = {card["number"]: 2 for card in others[place : place + 20]}
        leader = leaders[place % len(leaders)]["number"]
        made(player, {"name": f"Deck {place}", "leader": leader, "cards": picked})
    many = told("/decks")

    assert (few[1], many[1]) == (1, MANY)
    assert few[0] == many[0] <= 8


def test_collections(player: Caller, nobody: Caller, told: Callable[..., tuple[int, int]]) -> None:
    numbers = [card["number"] for card in cards(nobody)]

    def own(chosen: list[str]) -> None:
        items = [{"number": number, "copies": 1} for number in chosen]
        player("PATCH", f"/collections/{GAME}", json={"items": items})

    own(numbers[:1])
    few = told(f"/collections/{GAME}")
    own(numbers)
    many = told(f"/collections/{GAME}")

    assert (few[1], many[1]) == (1, 100)
    assert few[0] == many[0] <= 6


def test_cards_and_the_audit_log(admin: Caller, told: Callable[..., tuple[int, int]]) -> None:
    for path in ("/cards", "/audit"):
        for _ in range(5):
            admin("POST", "/decks", json={"name": "Deck", "game": GAME})
        few, many = told(path, admin, size=1), told(path, admin, size=100)
        assert few[1] == 1 < many[1]
        assert few[0] == many[0] <= 8
