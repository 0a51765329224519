from __future__ import annotations

import pytest

from tests.simulator.effects.worded import clause


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "This Character gains [Rush] during this turn",
            "keywords rush this for turn",
        ),
        (
            "Up to 1 of your Characters gains [Blocker] until the start of your next turn",
            "keywords blocker 1? you.chars for your_turn_start",
        ),
        (
            "This Character has [Rush]",
            "keywords rush this",
        ),
        (
            "This Character gains [Blocker] and +2 cost",
            "keywords blocker this; cost +2 this",
        ),
        (
            "This Character gains +1000 power and [Double Attack]",
            "keywords double_attack this; power +1000 this",
        ),
        (
            "Up to 1 of your Characters gains [Banish] and +1000 power during this turn",
            "keywords banish 1? you.chars for turn; power +1000 those for turn",
        ),
        (
            "Your Leader and all of your Characters gain [Unblockable] during this turn",
            (
                "keywords unblockable all you.leader for turn; keywords unblockable all "
                "you.chars for turn"
            ),
        ),
        (
            "This Character can also attack active Characters",
            "keywords attacks_active this",
        ),
        (
            "This Character can also attack your opponent's active Characters during this turn",
            "keywords attacks_active this for turn",
        ),
        (
            "This Character can attack Characters on the turn in which it is played",
            "keywords rush_characters this",
        ),
        (
            (
                "Your {Tide Guild} type Characters can attack Characters on the turn in which "
                "they are played"
            ),
            "keywords rush_characters all you.chars(type=Tide Guild)",
        ),
    ],
)
def test_given_keywords_are_read(text: str, meant: str) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "This Character gains [Swift] during this turn",
        "This Character can also attack Stages",
    ],
)
def test_an_unknown_keyword_is_refused(text: str) -> None:
    assert clause(text) is None
