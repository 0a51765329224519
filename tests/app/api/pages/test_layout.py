"""What all pages share: errors as pages, hostile names as text, nothing that the policy refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import NoReturn

import pytest
from apiflask import APIFlask

from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.services import catalogue
from tcb_analytics.app.services.refusals import UnavailableError
from tcb_analytics.cards.card import Card, Category
from tests.app.api.pages.conftest import Reader, said
from tests.app.api.pages.marks import Marks
from tests.app.api.pages.test_decks import made
from tests.app.conftest import GAME

ATTACK = "\"'><img src=x onerror=alert(1)>"


def hostile_pages(parts: Parts, reader: Reader) -> Iterator[str]:
    """Every page that shows something of a player who calls everything an attack."""
    card = Card(
        number="X-1", name=ATTACK, category=Category.CHARACTER, game=GAME, types=(ATTACK,),
        colors=(ATTACK,), effect=ATTACK, trigger=ATTACK, rarity=ATTACK[:24], set_code=ATTACK[:24],
    )  # fmt: skip
    catalogue.seed(parts.begin(), [card], {}, datetime.now(UTC))
    reader.register(ATTACK)
    path = made(reader, name=ATTACK, leader="")
    reader.post("/collection", set="X-1=3")
    page = reader.get(path).text
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    reader.post(path, version=version, set="X-1=4")
    yield reader.post(path, version=version, set="X-1=4", name=ATTACK).text  # changed elsewhere
    yield reader.post(path, version="99", set=f"{ATTACK}=x").text
    yield reader.post("/account/tokens", name=ATTACK).text
    yield reader.post("/collection/import", text=ATTACK, mode=ATTACK).text
    yield reader.post("/decks/new", name=ATTACK, text=f"4x{ATTACK}").text
    yield reader.post("/build", strategy=ATTACK, include=ATTACK, leader=ATTACK).text
    yield reader.post("/simulate", deck=f"deck:{ATTACK}", opponent_text=ATTACK, games=ATTACK).text
    yield reader.post("/login", name=ATTACK, password=ATTACK, then=f"/{ATTACK}").text
    yield reader.post("/register", name=ATTACK, password="x").text
    for address in (
        path, f"{path}/analysis", f"/cards/{GAME}/X-1", "/cards", "/decks", "/collection",
        "/account", "/build", "/simulate", "/jobs", "/matchups", "/decks/new",
    ):  # fmt: skip
        yield reader.get(address).text
        yield reader.get(address, text=ATTACK, game=ATTACK, cursor=ATTACK, deck=ATTACK).text


def test_what_players_write_is_shown_as_text_on_every_page(parts: Parts, anyone: Reader) -> None:
    pages = list(hostile_pages(parts, anyone))
    shown = [page for page in pages if "&lt;img src=x" in page]

    assert len(shown) > 20
    for page in pages:
        assert "<img src=x" not in page
        assert Marks(page).foreign == []


@pytest.mark.parametrize("path", ["/cards", "/decks", "/login", "/collection", "/build"])
def test_a_database_that_is_away_is_told_on_a_page(parts: Parts, path: str) -> None:
    def away(*_: object) -> NoReturn:
        raise UnavailableError("the database does not answer")

    broken = Reader(create_app(parts=replace(parts, look=away, begin=away)).test_client())
    broken.client.set_cookie("__Host-tcb", "x", domain="localhost", secure=True)
    answer = broken.get(path)

    assert (answer.status_code, answer.mimetype) in {(503, "text/html"), (200, "text/html")}
    assert answer.status_code == 503 or path == "/login"


def test_a_fault_of_ours_is_told_with_the_number_that_finds_it(parts: Parts) -> None:
    def broken(*_: object) -> NoReturn:
        raise ZeroDivisionError("secret detail")

    reader = Reader(create_app(parts=replace(parts, look=broken)).test_client())
    answer = reader.get("/cards")

    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert answer.headers["X-Request-Id"] in said(answer)
    assert "secret detail" not in answer.text


def test_every_place_of_the_bar_is_a_page(ann: Reader) -> None:
    bar = re.findall(r'<a href="(/\w+)"', ann.get("/cards").text.partition("</nav>")[0])

    assert len(bar) >= 6
    for path in bar:
        answer = ann.get(path)
        assert answer.status_code == 200
        assert f'<a href="{path}" aria-current="page">' in answer.text


def test_forms_that_are_sent_carry_the_sessions_token(app: APIFlask, ann: Reader) -> None:
    path = made(ann, text="4xTB01-011")
    for address in ("/cards", f"/cards/{GAME}/TB01-011", "/collection", "/decks/new", path,
                    "/build", "/simulate", "/account"):  # fmt: skip
        page = ann.get(address).text
        forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)
        assert forms
        assert all(f'name="csrf" value="{ann.csrf()}"' in form for form in forms)
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("pages.") and "POST" in (rule.methods or ()):
            view = rule.rule.replace("<deck_id>", path.rpartition("/")[2])
            answer = ann.client.post(view, base_url="https://localhost", data={"set": "TB01-011=9"})
            assert answer.status_code in (403, 422), rule.rule
            assert view in ("/login", "/register") or answer.status_code == 403
