from __future__ import annotations

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.deck_print import print_deck
from tests.tiny_set import ADA, BO, TINY_CATALOG

CY = TINY_CATALOG["TY01-003"]


def test_a_deck_whose_leader_could_be_mistaken_is_printed_with_headings() -> None:
    assert print_deck(Deck({CY: 4, BO: 1}, leader=ADA)) == (
        "Leader\n1xTY01-001\n\nDeck\n1xTY01-002\n4xTY01-003"
    )
    assert print_deck(Deck({BO: 1})) == "Leader\n\nDeck\n1xTY01-002"


def test_a_sideboard_is_printed_under_its_heading() -> None:
    assert print_deck(Deck({CY: 4}, side={CY: 1})) == "Deck\n4xTY01-003\n\nSideboard\n1xTY01-003"


def test_names_that_would_command_a_terminal_are_printed_inert() -> None:
    card = Card("TY01-003", "Cy\x1b[2J\u202e\nx", Category.EVENT)
    assert print_deck(Deck({card: 1}), "plain") == "1 TY01-003 Cy[2J x"


def test_cards_without_printed_numbers_get_a_line_each() -> None:
    cards = {Card(name, name, Category.SPELL, game="magic"): 1 for name in ("Fire Bolt", "Ice")}
    assert print_deck(Deck(cards), "line") == "1xFire Bolt\n1xIce"
