from __future__ import annotations

import dataclasses
import pickle

import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import DeckError
from tests.tiny_set import ADA, BO, TINY_CATALOG, TINY_DECK

CY, DI, ISLE = TINY_CATALOG["TY01-003"], TINY_CATALOG["TY01-004"], TINY_CATALOG["TY01-009"]


def test_the_tiny_deck_knows_its_size_curve_colours_and_counter() -> None:
    assert TINY_DECK.size == 50
    assert TINY_DECK.curve() == {0: 0, 1: 38, 2: 4, 3: 4, 4: 0, 5: 4}
    assert TINY_DECK.colors == ("Red",)
    assert TINY_DECK.counts["TY01-007"] == 30
    assert TINY_DECK.counter_total == 4 * 1000 + 4 * 1000 + 4 * 2000 + 30 * 1000
    assert TINY_DECK.game == "tidebreak"


def test_a_deck_made_of_pairs_or_in_another_order_is_the_same_deck() -> None:
    one = Deck({CY: 2, DI: 1}, leader=ADA)
    other = Deck([(DI, 1), (CY, 1), (CY, 1)], leader=ADA, name="another label")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Deck({CY: 2, DI: 1}, leader=BO)


def test_prints_of_one_number_are_copies_of_one_card() -> None:
    art = dataclasses.replace(CY, print_id="TY01-003_p1")
    assert Deck([(CY, 2), (art, 2)]).counts == {"TY01-003": 4}


@pytest.mark.parametrize("count", [0, -1, True, 1.0])
def test_a_card_without_a_whole_copy_is_refused(count: int) -> None:
    with pytest.raises(DeckError, match="at least one copy"):
        Deck({CY: count})


def test_the_leaders_colours_come_first_and_the_rest_by_copies() -> None:
    blue = dataclasses.replace(CY, number="TY01-020", colors=("Blue",))
    green = dataclasses.replace(CY, number="TY01-021", colors=("Green",))
    assert Deck({blue: 1, green: 3}, leader=ADA).colors == ("Red", "Green", "Blue")


def test_lands_and_unknown_cards_have_no_place_in_the_curve() -> None:
    plains = Card("Plains", "Plains", Category.LAND, game="magic")
    deck = Deck({plains: 17, Card.unknown("OP99-001"): 4, DI: 1})
    assert deck.curve() == {0: 0, 1: 0, 2: 1}


def test_an_empty_deck_answers_every_question() -> None:
    deck = Deck()
    assert (deck.size, deck.curve(), deck.colors, deck.game, deck.counter_total) == (
        0,
        {},
        (),
        None,
        0,
    )
    assert "0 cards" in deck._repr_html_()


def test_a_deck_survives_being_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(TINY_DECK)) == TINY_DECK
