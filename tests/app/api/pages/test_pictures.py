"""Pictures drawn from facts: whole for every card, inert for hostile ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from tcb_analytics.app.bootstrap import Parts
from tcb_analytics.app.services import catalogue
from tcb_analytics.app.services.ports import CardSearch
from tcb_analytics.cards.card import Card, Category
from tests.app.api.pages.conftest import HTTPS, Reader
from tests.app.conftest import GAME

SVG = "{http://www.w3.org/2000/svg}"


def test_every_card_has_a_picture_that_holds_its_number(parts: Parts, anyone: Reader) -> None:
    page = catalogue.search(parts.look(), CardSearch(GAME, size=100))
    for card in page.items:
        answer = anyone.get(f"/pictures/{GAME}/{card.number}.svg")
        drawn = ElementTree.fromstring(answer.data)
        assert card.number in "".join(drawn.itertext())
        assert answer.content_type.startswith("image/svg+xml")


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "]]><script>alert(1)</script>",
        "&amp; \"quoted\" 'name'",
        "ＷＩＤＥ" * 40,
    ],
)
def test_a_hostile_card_is_drawn_as_text(parts: Parts, anyone: Reader, name: str) -> None:
    card = Card(number="X-1", name=name[:200], category=Category.CHARACTER, game=GAME)
    catalogue.seed(parts.begin(), [replace(card, types=(name[:80],))], {}, datetime.now(UTC))
    answer = anyone.get(f"/pictures/{GAME}/X-1.svg")
    drawn = ElementTree.fromstring(answer.data)

    assert {node.tag.removeprefix(SVG) for node in drawn.iter()} <= {
        "svg", "defs", "linearGradient", "stop", "rect", "circle", "text", "tspan",
    }  # fmt: skip
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "name", ["Can You Still Fight, Old Friend?! Of Course!!", "The Man Who Was Told To Wait " * 6]
)
def test_a_long_name_is_drawn_small_within_its_band_and_ends_where_it_is_cut(
    parts: Parts, anyone: Reader, name: str
) -> None:
    card = Card(number="X-2", name=name, category=Category.EVENT, game=GAME)
    catalogue.seed(parts.begin(), [card], {}, datetime.now(UTC))
    drawn = ElementTree.fromstring(anyone.get(f"/pictures/{GAME}/X-2.svg").data)

    lines = list(drawn.iter(f"{SVG}tspan"))
    text = next(node for node in drawn.iter(f"{SVG}text") if list(node))
    band = list(drawn.iter(f"{SVG}rect"))[-1]
    assert float(text.get("y", 0)) - float(text.get("font-size", 0)) > float(band.get("y", 0))
    assert all(len(line.text or "") <= 21 for line in lines)
    told = " ".join(line.text or "" for line in lines)
    assert told == name or (len(name) > 63 and told.endswith("…"))


def test_an_unchanged_picture_is_not_sent_again(anyone: Reader) -> None:
    number = "TB01-054"
    first = anyone.get(f"/pictures/{GAME}/{number}.svg")
    headers = {"If-None-Match": first.headers["ETag"]}
    again = anyone.client.get(f"/pictures/{GAME}/{number}.svg", base_url=HTTPS, headers=headers)

    assert (again.status_code, again.data) == (304, b"")
    assert "max-age" in first.headers["Cache-Control"]


def test_there_is_no_picture_of_no_card(anyone: Reader) -> None:
    assert anyone.get(f"/pictures/{GAME}/none.svg").status_code == 404
