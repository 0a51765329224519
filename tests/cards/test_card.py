from __future__ import annotations

import dataclasses

import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.errors import CardError


def test_a_card_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Card("TY01-001", "Ada").name = "Bo"


def test_lists_from_a_table_become_tuples_so_that_cards_can_be_counted() -> None:
    card = Card("TY01-001", "Ada", Category.LEADER, colors=["Red"])
    assert card.colors == ("Red",)
    assert {card: 4}[card] == 4


def test_a_bare_text_is_no_list_of_colours() -> None:
    with pytest.raises(CardError, match="colors must be a list"):
        Card("TY01-001", "Ada", colors="Red")


def test_a_category_of_no_game_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CardError, match="'Monster'; known: Leader, Character"):
        Card("TY01-001", "Ada", "Monster")


def test_a_card_without_a_number_is_refused() -> None:
    with pytest.raises(CardError, match="needs a number"):
        Card(" ", "Ada")


def test_an_unknown_card_is_kept_and_says_that_it_is_unknown() -> None:
    card = Card.unknown("OP99-001")
    assert not card.known
    assert (card.number, card.set_code, card.label) == ("OP99-001", "OP99", "OP99-001")


def test_text_joins_effect_and_trigger() -> None:
    assert (
        Card("TY01-001", "Ada", effect="[Rush]", trigger="Draw 1 card.").text
        == "[Rush]\nDraw 1 card."
    )
    assert Card("TY01-001", "Ada").text == ""
