from __future__ import annotations

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.html_parts import cost, dots, figure, shown, style
from tests.tiny_set import ADA, BO, TINY_CATALOG


def test_data_is_shown_as_inert_text() -> None:
    assert shown('<b title="x">') == "<bdi>&lt;b title=&quot;x&quot;&gt;</bdi>"


def test_a_colour_without_a_swatch_gets_no_dot() -> None:
    assert dots(BO.colors).count("tcb-dot") == 2
    assert dots(('" onload="x', "Mauve")) == ""


def test_what_has_no_cost_shows_a_dash() -> None:
    assert (cost(ADA), cost(Card.unknown("TY09-001")), cost(TINY_CATALOG["TY01-004"])) == (
        "–",
        "–",
        "2",
    )
    assert (figure(None), figure(0)) == ("–", "0")


def test_the_style_fetches_nothing() -> None:
    assert all(word not in style() for word in ("url(", "@import", "http", "//"))
