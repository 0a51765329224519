from __future__ import annotations

import pytest

from tests.simulator.effects.worded import clause


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "K.O. up to 1 of your opponent's Characters with 3000 power or less",
            "ko 1? opp.chars(power<=3000)",
        ),
        (
            "K.O. up to 1 of your opponent's rested Characters",
            "ko 1? opp.chars(rested)",
        ),
        (
            "K.O. all Characters other than this Character",
            "ko all any.chars(not-this)",
        ),
        (
            (
                "K.O. up to 1 of your opponent's Characters with a cost of 3 or less and up to 1 "
                "of your opponent's Stages"
            ),
            "ko 1? opp.chars(cost<=3); ko 1? opp.stage",
        ),
        (
            "Trash this Character",
            "trash this",
        ),
        (
            "Trash up to 1 of your opponent's Characters with a cost of 0",
            "trash 1? opp.chars(cost=0)",
        ),
        (
            "Return up to 1 Character with a cost of 5 or less to the owner's hand",
            "to_hand 1? any.chars(cost<=5)",
        ),
        (
            "Return 1 Character to your hand",
            "to_hand 1 you.chars",
        ),
        (
            "Add up to 1 red Event from your trash to your hand",
            "to_hand 1? you.trash(event,red)",
        ),
        (
            "Add this card to your hand",
            "to_hand this.trash/life",
        ),
        (
            "Add this Character card from your trash to your hand",
            "to_hand this.trash",
        ),
        (
            (
                "Place up to 1 Character with a base cost of 2 or less at the bottom of the "
                "owner's deck"
            ),
            "to_deck_bottom 1? any.chars(base-cost<=2)",
        ),
        (
            "Place up to 2 Characters at the bottom of the owner's deck in any order",
            "to_deck_bottom 2? any.chars",
        ),
        (
            "Place up to 1 card from your opponent's trash at the bottom of the owner's deck",
            "to_deck_bottom 1? opp.trash",
        ),
        (
            "Place 3 cards from your trash at the bottom of your deck in any order",
            "to_deck_bottom 3 you.trash",
        ),
        (
            "Return 2 cards from your hand to the bottom of your deck in any order",
            "to_deck_bottom 2 you.hand",
        ),
        (
            "Place 1 card from your hand at the top of your deck",
            "to_deck_top 1 you.hand",
        ),
        (
            "Trash this Character and 1 of your Characters",
            "trash this; trash 1 you.chars(not-this)",
        ),
        (
            (
                "Return up to 1 Character with a cost of 8 or less and up to 1 Character with a "
                "cost of 3 or less to the owner's hand"
            ),
            "to_hand 1? any.chars(cost<=8); to_hand 1? any.chars(cost<=3)",
        ),
        (
            (
                "Place up to 1 of your opponent's Characters with a cost of 2 or less and up to "
                "1 of your opponent's Characters with a cost of 1 or less at the bottom of the "
                "owner's deck in any order"
            ),
            "to_deck_bottom 1? opp.chars(cost<=2); to_deck_bottom 1? opp.chars(cost<=1)",
        ),
        (
            "Place 1 of your Characters other than this Character at the bottom of your deck",
            "to_deck_bottom 1 you.chars(not-this)",
        ),
        (
            (
                "Your opponent places 3 Events from their trash at the bottom of their deck in "
                "any order"
            ),
            "to_deck_bottom 3 opp.trash(event) by-opp",
        ),
        (
            "Your opponent returns 1 of their active Characters to the owner's hand",
            "to_hand 1 opp.chars(active) by-opp",
        ),
        (
            "Your opponent places 1 of their Characters at the bottom of the owner's deck",
            "to_deck_bottom 1 opp.chars by-opp",
        ),
    ],
)
def test_removals_are_read(text: str, meant: str) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Return 1 of your opponent's Characters to your hand",
        "Add up to 1 Character card from your opponent's trash to your hand",
        "Place 1 of your opponent's Characters at the bottom of your deck",
    ],
)
def test_a_card_never_goes_to_a_place_that_is_not_its_owners(text: str) -> None:
    assert clause(text) is None
