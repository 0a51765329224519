from __future__ import annotations

import pytest

from tests.simulator.effects.worded import clause


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            (
                "Up to 1 of your opponent's Characters cannot attack until the end of your "
                "opponent's next turn"
            ),
            "forbid attack 1? opp.chars for opponent_turn_end",
        ),
        (
            (
                "Up to 1 of your opponent's Characters with a cost of 4 or less cannot activate "
                "[Blocker] during this turn"
            ),
            "forbid block 1? opp.chars(cost<=4) for turn",
        ),
        (
            "This Character cannot be K.O.'d in battle",
            "forbid battle_ko this",
        ),
        (
            "This Character cannot be K.O.'d by effects",
            "forbid effect_ko this",
        ),
        (
            "This Character cannot be K.O.'d by your opponent's effects",
            "forbid opponent_ko this",
        ),
        (
            "This Character cannot be removed from the field by your opponent's effects",
            "forbid opponent_removal this",
        ),
        (
            "Up to 1 of your Characters cannot be K.O.'d during this turn",
            "forbid battle_ko|effect_ko 1? you.chars for turn",
        ),
        (
            (
                "Up to 1 of your opponent's Characters cannot be rested until the end of your "
                "opponent's next End Phase"
            ),
            "forbid rest 1? opp.chars for opponent_end_phase",
        ),
        (
            (
                "Up to 1 of your opponent's rested Characters will not become active in your "
                "opponent's next Refresh Phase"
            ),
            "forbid stand 1? opp.chars(rested) for opponent_refresh",
        ),
        (
            "Negate the effect of up to 1 of your opponent's Characters during this turn",
            "negate 1? opp.chars for turn",
        ),
        (
            "Your opponent cannot activate [Blocker] during this battle",
            "stop_blockers all opp.chars for battle",
        ),
        (
            (
                "Your opponent cannot activate the [Blocker] of any Character with a cost of 5 "
                "or less during this battle"
            ),
            "stop_blockers all opp.chars(cost<=5) for battle",
        ),
        (
            (
                "None of your {Tide Guild} type Characters can be K.O.'d by effects until the "
                "start of your next turn"
            ),
            "forbid effect_ko all you.chars(type=Tide Guild) for your_turn_start",
        ),
        (
            (
                "Your Characters with a cost of 3 or less other than [Tam Orr] cannot be K.O.'d "
                "by your opponent's effects"
            ),
            "forbid opponent_ko all you.chars(name!=Tam Orr,cost<=3)",
        ),
        (
            "This Character cannot be K.O.'d or rested by your opponent's effects",
            "forbid opponent_ko|opponent_rest this",
        ),
        (
            "This Character cannot be rested by your opponent's effects",
            "forbid opponent_rest this",
        ),
        (
            (
                "Select up to 1 of your opponent's Characters. The selected Character cannot "
                "attack during this turn"
            ),
            "forbid attack 1? opp.chars for turn",
        ),
        (
            "That Character will not become active in your opponent's next Refresh Phase",
            "forbid stand those for opponent_refresh",
        ),
        (
            "This Character will not become active in your next Refresh Phase",
            "forbid stand this for opponent_refresh",
        ),
        (
            (
                "Negate the effects of your opponent's Leader and all of their Characters during "
                "this turn"
            ),
            "negate all opp.leader for turn; negate all opp.chars for turn",
        ),
        (
            "This Character cannot attack unless your opponent has 2 or more Characters",
            "forbid attack this if[opp.chars <=1]",
        ),
    ],
)
def test_prohibitions_are_read(text: str, meant: str) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Your opponent cannot play Characters during this turn",
        "This Character cannot be K.O.'d by your opponent's Leader",
        (
            "Up to 1 of your opponent's rested cards will not become active in your "
            "opponent's next Refresh Phase"
        ),
        "This Character cannot attack unless it rains",
        "All of your Characters will not become active in your next Refresh Phase",
    ],
)
def test_a_prohibition_of_another_kind_is_refused(text: str) -> None:
    assert clause(text) is None
