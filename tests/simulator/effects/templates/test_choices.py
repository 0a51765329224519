from __future__ import annotations

import pytest

from tests.simulator.effects.worded import clause


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "K.O. or rest up to 1 of your opponent's Characters with a cost of 3 or less",
            "#1 ko 1? opp.chars(cost<=3); #2 rest 1? opp.chars(cost<=3)",
        ),
        (
            (
                "Return up to 1 Character with a cost of 2 or less to the owner's hand or the "
                "bottom of their deck"
            ),
            "#1 to_hand 1? any.chars(cost<=2); #2 to_deck_bottom 1? any.chars(cost<=2)",
        ),
        (
            (
                "Return up to 1 Character to the owner's hand or place it at the bottom of their "
                "deck"
            ),
            "#1 to_hand 1? any.chars; #2 to_deck_bottom 1? any.chars",
        ),
        (
            (
                "Add up to 1 of your opponent's Characters with a cost of 3 or less to the top "
                "or bottom of your opponent's Life cards face-up"
            ),
            "#1 to_life 1? opp.chars(cost<=3) flag; #2 to_life_bottom 1? opp.chars(cost<=3) flag",
        ),
        (
            "Place up to 1 Character at the top or bottom of the owner's Life cards face-down",
            "#1 to_life 1? any.chars; #2 to_life_bottom 1? any.chars",
        ),
        (
            "Place 1 card from your hand at the top or bottom of your deck",
            "#1 to_deck_top 1 you.hand; #2 to_deck_bottom 1 you.hand",
        ),
        (
            "Place 2 cards from your hand at the top or bottom of your deck in any order",
            (
                "#1 to_deck_top 2 you.hand; #2 to_deck_top 1 you.hand; #2 to_deck_bottom 1 "
                "you.hand; #3 to_deck_bottom 2 you.hand"
            ),
        ),
        (
            "Rest up to a total of 2 of your opponent's Characters or DON!! cards",
            (
                "#1 rest 2? opp.chars; #2 rest 1? opp.chars; #2 rest 1? opp.don_active; #3 rest "
                "2? opp.don_active"
            ),
        ),
        (
            "Rest up to 1 of your opponent's DON!! cards or Characters with a cost of 3 or less",
            "#1 rest 1? opp.chars(cost<=3); #2 rest 1? opp.don_active",
        ),
        (
            "Rest up to 2 of your opponent's cards",
            (
                "#1 rest 2? opp.field; #2 rest 1? opp.field; #2 rest 1? opp.don_active; #3 rest "
                "2? opp.don_active"
            ),
        ),
        (
            (
                "K.O. up to 1 of your opponent's Characters with a cost of 0 or your opponent's "
                "Stages with a cost of 3 or less"
            ),
            "#1 ko 1? opp.chars(cost=0); #2 ko 1? opp.stage(cost<=3)",
        ),
        (
            (
                "Play up to 1 [Tam Orr] or up to 1 {Tide Guild} type Character card with a cost "
                "of 1 from your hand"
            ),
            (
                "#1 play 1? you.hand(character|stage,name=Tam Orr); #2 play 1? "
                "you.hand(character,type=Tide Guild,cost=1)"
            ),
        ),
        (
            (
                "Select up to 1 {Tide Guild} type card from your hand and play it or add it to "
                "the top of your Life cards face-up"
            ),
            (
                "#1 play 1? you.hand(character|stage,type=Tide Guild); #2 to_life 1? "
                "you.hand(type=Tide Guild) flag"
            ),
        ),
    ],
)
def test_choices_are_read(text: str, meant: str) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "K.O. or sing up to 1 of your opponent's Characters",
        (
            "Add up to 1 of your Characters to the top or bottom of your opponent's Life "
            "cards face-up"
        ),
        "Play up to 1 Event or up to 1 [Tam Orr] from your hand",
        (
            "Select up to 1 Event from your hand and play it or add it to the top of your "
            "Life cards face-up"
        ),
        "Rest up to 1 of your opponent's Stages or DON!! cards",
    ],
)
def test_a_choice_of_which_one_part_is_not_understood_is_refused(text: str) -> None:
    assert clause(text) is None
