"""A page takes as many queries for a long list as for a short one."""

from __future__ import annotations

import re

from sqlalchemy import Engine

from tests.app.api.pages.conftest import Reader
from tests.app.api.pages.test_decks import made
from tests.app.conftest import GAME
from tests.app.counting import counted

MOST = 18
"""Queries of a page, those that tell who asks among them."""


def asked(reader: Reader, path: str) -> int:
    """Queries that a page takes, of whatever database."""
    with counted(Engine) as queries:  # type: ignore[arg-type]  # a class stands for all of its kind
        assert reader.get(path).status_code == 200
    return len(queries)


def test_lists_take_a_fixed_number_of_queries(ann: Reader) -> None:
    numbers = re.findall(rf'/cards/{GAME}/([^"]+)"', ann.get(
        "/cards", size="60", sort="number", categories="Character").text)  # fmt: skip
    short = made(ann, text=f"1x{numbers[0]}")
    long = made(ann, text="\n".join(f"2x{number}" for number in dict.fromkeys(numbers)))
    ann.post("/collection/import", text=f"1x{numbers[0]}", mode="set")
    before = {path: asked(ann, path) for path in ("/collection", "/decks", short)}
    ann.post("/collection/import", text="\n".join(f"1x{n}" for n in set(numbers)), mode="set")
    for name in range(5):
        made(ann, name=f"Deck {name}", text="4xTB01-011")
    after = {path: asked(ann, path) for path in ("/collection", "/decks", short)}

    assert after == before
    assert asked(ann, long) == before[short]
    assert max(before.values()) <= MOST
    assert asked(ann, "/cards?size=10") == asked(ann, "/cards?size=100")
