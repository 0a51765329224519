from __future__ import annotations

import pytest

from tests.simulator.effects.worded import clause


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Draw 2 cards",
            "draw 2",
        ),
        (
            "Draw a card",
            "draw 1",
        ),
        (
            "Trash 2 cards from your opponent's hand",
            "trash 2 opp.hand",
        ),
        (
            (
                "Return all cards in your hand to your deck and shuffle your deck. Then, draw "
                "cards equal to the number you returned to your deck"
            ),
            "reshuffle_hand all you.hand",
        ),
        (
            "Your opponent draws 1 card",
            "draw 1 all opp.deck",
        ),
        (
            "Trash 1 card from your hand",
            "trash 1 you.hand",
        ),
        (
            "Trash up to 2 {Tide Guild} type cards from your hand",
            "trash 2? you.hand(type=Tide Guild)",
        ),
        (
            "Trash all cards from your hand",
            "trash all you.hand",
        ),
        (
            "Reveal 2 Events from your hand",
            "reveal 2 you.hand(event)",
        ),
        (
            "Your opponent trashes 2 cards from their hand",
            "trash 2 opp.hand by-opp",
        ),
        (
            "They place 2 cards from their hand at the bottom of their deck in any order",
            "to_deck_bottom 2 opp.hand by-opp",
        ),
        (
            "Trash 3 cards from the top of your deck",
            "trash top3 you.deck",
        ),
        (
            "Trash 1 card from the top of your opponent's deck",
            "trash top1 opp.deck",
        ),
        (
            "Your opponent chooses 1 card from their hand and trashes it",
            "trash 1 opp.hand by-opp",
        ),
    ],
)
def test_draws_and_discards_are_read(text: str, meant: str) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Draw some cards",
        "Draw 2 cards for each of your Characters",
        "Trash 1 Event from your opponent's hand",
    ],
)
def test_a_draw_that_is_not_a_plain_number_is_refused(text: str) -> None:
    assert clause(text) is None
