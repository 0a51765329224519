from __future__ import annotations

import pytest

from tests.simulator.effects.worded import clause


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "This Character gains +1000 power",
            "power +1000 this",
        ),
        (
            "Up to 1 of your Leader or Character cards gains +2000 power during this battle",
            "power +2000 1? you.leader/chars for battle",
        ),
        (
            "Up to 3 of your Characters gain +1000 power during this turn",
            "power +1000 3? you.chars for turn",
        ),
        (
            "Give up to 1 of your opponent's Characters -3000 power during this turn",
            "power -3000 1? opp.chars for turn",
        ),
        (
            (
                "Give -1000 power during this turn to up to 1 of your opponent's Characters with "
                "a DON!! card given"
            ),
            "power -1000 1? opp.chars(don>=1) for turn",
        ),
        (
            "Give up to 1 of your opponent's Characters -2 cost during this turn",
            "cost -2 1? opp.chars for turn",
        ),
        (
            "All of your Characters gain +1000 power and +1 cost",
            "power +1000 all you.chars; cost +1 all you.chars",
        ),
        (
            "Your Leader's base power becomes 7000 during this turn",
            "set_power 7000 all you.leader for turn",
        ),
        (
            "Up to 1 of your opponent's Characters' base power becomes 0 during this turn",
            "set_power 0 1? opp.chars for turn",
        ),
        (
            "This Character gains +1000 power for every 3 cards in your trash",
            "power +1000 per 3 you.trash this",
        ),
        (
            "This Character gains +1000 power for each of your {Tide Guild} type Characters",
            "power +1000 per 1 you.chars(type=Tide Guild) this",
        ),
        (
            "Give this card in your hand -3 cost",
            "cost -3 this.hand",
        ),
        (
            "That card gains an additional +2000 power during this battle",
            "power +2000 those for battle",
        ),
        (
            "Your Leader and all of your Characters gain +1000 power during this turn",
            "power +1000 all you.leader for turn; power +1000 all you.chars for turn",
        ),
        (
            "Set the base power of all of your {Tide Guild} type Characters to 7000",
            "set_power 7000 all you.chars(type=Tide Guild)",
        ),
        (
            "All of your [Tam Orr] cards' base power and this Character's base power become 6000",
            "set_power 6000 all you.field(name=Tam Orr); set_power 6000 this",
        ),
        (
            "This Character gains +1000 power for every 2 Events in your trash",
            "power +1000 per 2 you.trash(event) this",
        ),
        (
            "This Character gains +1000 power and +2 cost for every 5 cards in your trash",
            "power +1000 per 5 you.trash this; cost +2 per 5 you.trash this",
        ),
        (
            "Your Leader gains +1000 power for each of your Characters during this turn",
            "power +1000 per 1 you.chars all you.leader for turn",
        ),
        (
            "Give blue Events in your hand -1 cost",
            "cost -1 all you.hand(event,blue)",
        ),
        (
            (
                "The cost of playing {Tide Guild} type Character cards with a cost of 2 or more "
                "from your hand will be reduced by 1"
            ),
            "cost -1 all you.hand(character,type=Tide Guild,cost>=2)",
        ),
    ],
)
def test_changes_of_power_and_cost_are_read(text: str, meant: str) -> None:
    assert clause(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "This Character gains +1000 power for each of your Characters with a different name",
        "This Character gains +1000 power for every card trashed",
        "This Character's base power becomes the same as your Leader's",
    ],
)
def test_a_count_that_the_form_cannot_take_is_refused(text: str) -> None:
    assert clause(text) is None
