from __future__ import annotations

import pytest

from tests.simulator.effects.worded import clause


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "Rest up to 1 of your opponent's Characters with a cost of 4 or less",
            "rest 1? opp.chars(cost<=4)",
        ),
        (
            "Rest up to 1 of your opponent's Leader or Character cards",
            "rest 1? opp.leader/chars",
        ),
        (
            "Rest up to 2 of your opponent's DON!! cards",
            "rest 2? opp.don_active",
        ),
        (
            "Rest 3 of your DON!! cards",
            "rest 3 you.don_active",
        ),
        (
            "②",
            "rest 2 you.don_active",
        ),
        (
            "Rest your Leader",
            "rest all you.leader",
        ),
        (
            "Rest up to 1 of your opponent's cards",
            "#1 rest 1? opp.field; #2 rest 1? opp.don_active",
        ),
        (
            "Set this Character as active",
            "stand this",
        ),
        (
            "Set up to 2 of your DON!! cards as active",
            "stand 2? you.don_rested",
        ),
        (
            "Set up to 2 of your DON!! cards as active at the end of this turn",
            "stand 2? you.don_rested at-end",
        ),
        (
            "Set this Character or up to 1 of your DON!! cards as active",
            "#1 stand this; #2 stand 1? you.don_rested",
        ),
        (
            "Set all of your {Tide Guild} type Characters as active",
            "stand all you.chars(type=Tide Guild)",
        ),
        (
            "Set up to 2 of your Characters and your Leader as active",
            "stand 2? you.chars; stand all you.leader",
        ),
        (
            "Rest this Character and up to 1 of your opponent's Characters",
            "rest this; rest 1? opp.chars",
        ),
        (
            "Rest 1 of your DON!! cards and this Character",
            "rest 1 you.don_active; rest this",
        ),
        (
            "Rest this Character and 1 of your Characters",
            "rest this; rest 1 you.chars(not-this)",
        ),
        (
            "Rest 1 card of your field",
            "rest 1 you.field",
        ),
        (
            "Set up to 1 of your Characters and up to 1 of your DON!! cards as active",
            "stand 1? you.chars; stand 1? you.don_rested",
        ),
    ],
)
def test_resting_and_standing_are_read(text: str, meant: str) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Rest up to 9 of your opponent's cards",
        "Rest 1 of your cards",
        "Rest this Character and 1 of your cards",
    ],
)
def test_cards_of_any_kind_are_refused_where_the_choice_is_not_one_of_two(text: str) -> None:
    assert clause(text) is None
