from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck
from tests.tiny_set import ADA, TINY_CATALOG, TINY_DECK


class Reader(HTMLParser):
    """The tags, attributes and text of a page, as a browser takes them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.shown = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.shown += data


PLAIN_TAGS = {
    "style", "div", "p", "span", "bdi", "small", "ul", "li", "table", "thead", "tbody", "tr", "th",
    "td", "dl", "dt", "dd",
}  # fmt: skip
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></div><iframe src=//evil>",
    "=cmd|' /C calc'!A0",
    "javascript:alert(1)",
    "../../etc/passwd",
    "&lt;b&gt;",
]


def read(deck: Deck) -> Reader:
    html = deck._repr_html_()
    assert not re.search(r"https?:|//|url\(|@import", html.split("</style>")[0])
    reader = Reader(html)
    assert reader.open == []
    assert reader.tags <= PLAIN_TAGS
    assert reader.attributes <= {"class", "style", "title", "colspan"}
    return reader


def test_numbers_names_costs_counts_curve_and_verdict_are_shown() -> None:
    shown = read(TINY_DECK).shown
    for part in ("Tiny swarm", "Ada", "TY01-006", "Fay", "7000", "Characters (46)", "Events (4)",
                 "50 cards, 6 different", "Legal in Tidebreak, standard", "Cards by cost",
                 "Counter in total46,000"):  # fmt: skip
        assert part in shown
    assert "Not legal" not in shown


def test_broken_rules_are_shown_and_their_cards_marked() -> None:
    deck = Deck({TINY_CATALOG["TY01-010"]: 5, Card.unknown("TY09-001", "tidebreak"): 1}, leader=ADA)
    shown = read(deck).shown
    assert "Not legal in Tidebreak, standard: 3 broken rules, 1 warning" in shown
    assert "At most 4 copies allowed: 5 of TY01-010 Jo" in shown
    assert "Warning: unknown to the catalogue" in shown
    assert "✗ Jo" in shown
    assert "⚠ not in the catalogue" in shown


def test_the_bars_of_the_curve_are_as_tall_as_their_counts() -> None:
    html = TINY_DECK._repr_html_()
    heights = [int(px) for px in re.findall(r"height:([0-9]+)px\"></div>", html)]
    counts = list(TINY_DECK.curve().values())
    assert heights == [round(90 * count / max(counts)) for count in counts]


def test_a_game_without_power_and_numbers_gets_no_empty_columns() -> None:
    lion = Card("Savannah Lions", "Savannah Lions", Category.CREATURE, ("W",), 1, game="magic")
    shown = read(Deck({lion: 2}, side={lion: 1})).shown
    assert "Sideboard (1)" in shown
    for column in ("Number", "Power", "Counter"):
        assert column not in shown


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_from_the_data_is_live(name: str) -> None:
    card = dataclasses.replace(TINY_CATALOG["TY01-003"], name=name, colors=(name, "Red"))
    deck = Deck({card: 5}, leader=dataclasses.replace(ADA, name=name), name=name)
    assert name in read(deck).shown


@given(st.text(min_size=1))
def test_any_name_is_shown_as_text(name: str) -> None:
    read(Deck({Card("TY01-003", name, Category.EVENT, (name,)): 5}, name=name))


def test_both_themes_of_page_and_notebook_are_styled() -> None:
    css = TINY_DECK._repr_html_().split("</style>")[0]
    for part in (
        "prefers-color-scheme: dark",
        'data-jp-theme-light="true"',
        'data-jp-theme-light="false"',
    ):
        assert part in css
