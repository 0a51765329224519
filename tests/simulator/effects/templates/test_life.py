from __future__ import annotations

import pytest

from tests.simulator.effects.worded import clause


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Add 1 card from the top of your Life cards to your hand",
            "to_hand top1 you.life",
        ),
        (
            "Add 1 card from the top or bottom of your Life cards to your hand",
            "to_hand end1 you.life",
        ),
        (
            "Add up to 1 card from the top of your opponent's Life cards to the owner's hand",
            "to_hand top1? opp.life",
        ),
        (
            "Your opponent adds 1 card from the top of their Life cards to their hand",
            "to_hand top1 opp.life",
        ),
        (
            "Trash up to 1 card from the top of your opponent's Life cards",
            "trash top1? opp.life",
        ),
        (
            "Turn 2 cards from the top of your Life cards face-up",
            "turn_life top2 you.life flag",
        ),
        (
            "Turn 1 card from the top of your Life cards face-down",
            "turn_life top1 you.life",
        ),
        (
            "Add up to 1 card from the top of your deck to the top of your Life cards",
            "to_life top1? you.deck",
        ),
        (
            (
                "Add up to 1 {Tide Guild} type Character card from your hand to the top of your "
                "Life cards face-up"
            ),
            "to_life 1? you.hand(character,type=Tide Guild) flag",
        ),
        (
            (
                "Add up to 1 of your opponent's Characters with a cost of 3 or less to the top "
                "of your opponent's Life cards face-up"
            ),
            "to_life 1? opp.chars(cost<=3) flag",
        ),
        (
            "Add up to 1 Character to the top of the owner's Life cards",
            "to_life 1? any.chars",
        ),
        (
            (
                "Look at up to 1 card from the top of your or your opponent's Life cards, and "
                "place it at the top or bottom of the Life cards"
            ),
            "peek_life 1? any.life",
        ),
        (
            (
                "Look at 1 card from the top of your Life cards and place it at the top or "
                "bottom of your Life cards"
            ),
            "peek_life 1 you.life",
        ),
        (
            "Look at all of your Life cards and place them back in your Life area in any order",
            "peek_life 99 you.life",
        ),
        (
            (
                "Reveal up to 1 Character card with a cost of 5 from your hand and add it to the "
                "top of your Life cards face-down"
            ),
            "to_life 1? you.hand(character,cost=5)",
        ),
        (
            "Deal 1 damage to your opponent",
            "damage 1 all opp.leader",
        ),
        (
            "You take 1 damage",
            "damage 1 all you.leader",
        ),
        (
            "Turn all of your Life cards face-down",
            "turn_life top99 you.life",
        ),
    ],
)
def test_moves_of_life_are_read(text: str, meant: str) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Add 1 card from the top of your opponent's Life cards to your hand",
        "Add up to 1 of your Characters to the top of your opponent's Life cards",
    ],
)
def test_life_never_goes_to_a_player_whom_the_text_does_not_name(text: str) -> None:
    assert clause(text) is None
