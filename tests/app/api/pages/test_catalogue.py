"""Cards as pages: searching, paging, one card, and what is said when nothing fits."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from pydantic import SecretStr

from tcb_analytics.app.adapters.sql.database import Database
from tcb_analytics.app.adapters.sql.migrating import upgrade
from tcb_analytics.app.api.factory import create_app
from tcb_analytics.app.bootstrap import Parts, compose
from tcb_analytics.app.services import catalogue
from tcb_analytics.app.settings import AppSettings
from tcb_analytics.cards.card import Card, Category
from tests.app.api.pages.conftest import Reader, said
from tests.app.conftest import GAME, QUICK
from tests.app.databases import Databases

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "' onfocus=alert(3) autofocus='",
    "{{ 7*7 }}</title><svg onload=alert(4)>",
)


def numbers(page: str) -> list[str]:
    return re.findall(rf'<li><a href="/cards/{GAME}/([^"]+)"', page)


def test_walking_the_pages_shows_every_card_once(anyone: Reader) -> None:
    page, seen = anyone.get("/cards"), []
    for _ in range(20):
        seen += numbers(page.text)
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        if following is None:
            break
        page = anyone.get(unescape(following[1]))

    assert len(seen) == len(set(seen)) == 300


def test_the_next_page_keeps_what_was_searched(anyone: Reader) -> None:
    page = anyone.get("/cards", colors="Red", sort="cost").text
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following
    answer = anyone.get(unescape(following[1]))

    assert 'id="colors"' in answer.text
    assert re.search(r"<option selected>Red</option>", answer.text)
    assert "First page" in answer.text


def test_only_the_first_pictures_are_fetched_at_once(anyone: Reader) -> None:
    ways = re.findall(r'loading="(\w+)"', anyone.get("/cards").text)

    assert ways.count("eager") == 6
    assert ways.count("lazy") == len(ways) - 6 > 6


def test_a_search_that_finds_nothing_says_what_helps(anyone: Reader) -> None:
    answer = anyone.get("/cards", text="zzzz")

    assert answer.status_code == 200
    assert "Fewer words or filters find more" in said(answer)


@pytest.mark.parametrize(
    ("field", "value"),
    [("cost_max", "many"), ("sort", "beauty"), ("cursor", "x"), ("size", "0"), ("text", "a\0b"),
     ("colors", "x" * 81), ("unknown", "1"), ("game", "chess")],
)  # fmt: skip
def test_what_cannot_be_searched_is_told_on_a_page(anyone: Reader, field: str, value: str) -> None:
    answer = anyone.get("/cards", **{field: value})

    assert answer.status_code in (404, 422)
    assert answer.mimetype == "text/html"
    assert "That did not work" in said(answer)


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_hostile_search_is_shown_as_text(anyone: Reader, attack: str) -> None:
    page = anyone.get("/cards", text=attack).text

    assert attack not in page
    assert unescape(page).count(attack) == 1


def test_a_card_page_tells_its_facts(anyone: Reader) -> None:
    number = numbers(anyone.get("/cards").text)[0]
    answer = anyone.get(f"/cards/{GAME}/{number}")

    assert answer.status_code == 200
    assert number in said(answer)
    assert f'src="/pictures/{GAME}/{number}.svg"' in answer.text


def test_an_unknown_card_is_a_page_too(anyone: Reader) -> None:
    answer = anyone.get(f"/cards/{GAME}/none")

    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "no such card" in said(answer)


def test_pages_are_never_kept_by_caches_and_run_nothing_that_is_not_ours(anyone: Reader) -> None:
    answer = anyone.get("/cards")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<[^>]+\son\w+=|<style|\sstyle=|javascript:", answer.text)
    assert re.findall(r"<script(?! src=\"/assets/)", answer.text) == []


def test_a_card_that_is_numbered_by_its_name_tells_it_once(parts: Parts, anyone: Reader) -> None:
    card = Card(number="Lone Otter", name="Lone Otter", category=Category.EVENT, game=GAME)
    catalogue.seed(parts.begin(), [card], {}, datetime.now(UTC))

    assert "<b>Lone Otter</b><span>Event</span>" in anyone.get("/cards", text="Lone Otter").text
    picture = anyone.get(f"/pictures/{GAME}/Lone%20Otter.svg").text
    assert picture.count("Lone Otter") == 1


def test_the_first_page_leads_to_the_cards(anyone: Reader) -> None:
    assert anyone.get("/").location == "/cards"


def test_a_catalogue_without_cards_says_how_it_is_filled(
    databases: Databases, lake_home: Path
) -> None:
    empty = AppSettings(home=lake_home, database_url=SecretStr(databases.empty()))
    parts = compose(empty, QUICK)
    try:
        database = Database(empty)
        upgrade(database.primary)
        database.close()
        answer = Reader(create_app(parts=parts).test_client()).get("/cards")
    finally:
        parts.close()

    assert answer.status_code == 503
    assert "tcb db seed" in said(answer)
