"""Basic lands and the colours that they make."""

from __future__ import annotations

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.strategies.mana import BASIC_COLORS, free_card, sources


def test_a_basic_land_is_made_where_no_catalogue_lists_it() -> None:
    for name, color in BASIC_COLORS.items():
        land = free_card(name, "magic")
        assert (land.category, land.name, land.game) == (Category.LAND, name, "magic")
        assert sources(land) == (color,)
    assert free_card("Wish", "magic").category is Category.OTHER


def test_other_lands_stand_for_their_colours_and_spells_for_none() -> None:
    dual = Card(number="D", name="Dual", category=Category.LAND, colors=("W", "U"), game="magic")
    spell = Card(number="S", name="S", category=Category.SPELL, colors=("W",), game="magic")
    assert sources(dual) == ("W", "U")
    assert sources(spell) == ()
