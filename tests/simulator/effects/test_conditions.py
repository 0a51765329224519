from __future__ import annotations

import pytest

from tcb_analytics.simulator.effects.conditions import read_condition
from tcb_analytics.simulator.effects.notation import condition_notation


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "your Leader has the {Tide Guild} type",
            "you.leader(type=Tide Guild) >=1",
        ),
        (
            "your Leader has the {Tide Guild} or {Sky Watch} type",
            "you.leader(type=Tide Guild|Sky Watch) >=1",
        ),
        (
            "your Leader is [Mira Vale] or [Tam Orr]",
            "you.leader(name=Mira Vale|Tam Orr) >=1",
        ),
        (
            "your Leader has the {Tide Guild} type or is [Tam Orr]",
            "you.leader(name=Tam Orr,or:type=Tide Guild) >=1",
        ),
        (
            'your Leader\'s type includes "Guild"',
            "you.leader(type~Guild) >=1",
        ),
        (
            "your Leader has the <Slash> attribute",
            "you.leader(attribute=Slash) >=1",
        ),
        (
            "your Leader is multicolored",
            "you.leader(multicolored) >=1",
        ),
        (
            "your opponent's Leader has the {Tide Guild} type",
            "opp.leader(type=Tide Guild) >=1",
        ),
        (
            "your Leader has 0 power or less",
            "you.leader(power<=0) >=1",
        ),
        ("you do not have 5 Characters with a cost of 5 or more", "you.chars(cost>=5) <=4"),
        ("you have 6 or more rested cards", "you.field(rested) + you.don_rested >=6"),
        ("your Leader's colors include blue", "you.leader(blue) >=1"),
        ("your Leader is active", "you.leader(active) >=1"),
        (
            "your Leader has the {Tide Guild} type and is rested",
            "you.leader(rested,type=Tide Guild) >=1",
        ),
        (
            "your Leader has the {Tide Guild} type or the <Slash> attribute",
            "you.leader((type=Tide Guild or attribute=Slash)) >=1",
        ),
        (
            "the number of cards in your hand is at least 3 less than the number in your "
            "opponent's hand",
            "you.hand <= opp.hand-3",
        ),
        (
            "the number of your Characters is at least 2 less than the number of your opponent's "
            "Characters",
            "you.chars <= opp.chars-2",
        ),
        (
            'you only have Characters with a type including "Guild"',
            "you.chars(type~Guild) >=1 & you.chars(type~Guild) >= you.chars+0",
        ),
        (
            "you have 6 or less cards in your hand and a Character with a cost of 8 or more",
            "you.hand <=6 & you.chars(cost>=8) >=1",
        ),
        (
            "your Leader is multicolored, you have 2 or less Life cards and this Character is "
            "rested",
            "you.leader(multicolored) >=1 & you.life <=2 & this(rested) >=1",
        ),
        (
            "you have 2 or less Life cards",
            "you.life <=2",
        ),
        (
            "your opponent has 5 or more cards in their hand",
            "opp.hand >=5",
        ),
        (
            "you have 10 DON!! cards on your field",
            "you.don =10",
        ),
        (
            "you have 15 or more cards in your trash",
            "you.trash >=15",
        ),
        (
            "you have 3 or more rested DON!! cards",
            "you.don_rested >=3",
        ),
        (
            "you have any DON!! cards given",
            "you.don_given >=1",
        ),
        (
            "you have a total of 2 or more given DON!! cards",
            "you.don_given >=2",
        ),
        (
            "you and your opponent have a total of 5 or less Life cards",
            "any.life <=5",
        ),
        (
            "you have 4 or more Events in your trash",
            "you.trash(event) >=4",
        ),
        (
            "you have a face-up Life card",
            "you.life(face-up) >=1",
        ),
        (
            "you have less Life cards than your opponent",
            "you.life <= opp.life-1",
        ),
        (
            "your opponent has more DON!! cards on their field than you",
            "opp.don >= you.don+1",
        ),
        (
            (
                "the number of DON!! cards on your field is equal to or less than the number on "
                "your opponent's field"
            ),
            "you.don <= opp.don+0",
        ),
        (
            (
                "the number of DON!! cards on your field is at least 2 less than the number on "
                "your opponent's field"
            ),
            "you.don <= opp.don-2",
        ),
        (
            (
                "the number of your Life cards is equal to or less than the number of your "
                "opponent's Life cards"
            ),
            "you.life <= opp.life+0",
        ),
        (
            "this Character was played on this turn",
            "played_this_turn",
        ),
        (
            "it is your second turn or later",
            "turn_at_least 2",
        ),
        (
            "this Character is rested",
            "this(rested) >=1",
        ),
        (
            "this Character has 7000 power or more",
            "this(power>=7000) >=1",
        ),
        (
            "you don't have [Tam Orr]",
            "you.field(name=Tam Orr) <=0",
        ),
        (
            "you have no other [Mira Vale] Characters",
            "you.chars(name=Mira Vale,not-this) <=0",
        ),
        (
            "there is a Character with a cost of 0 or with a cost of 8 or more",
            "any.chars(cost<=0) + any.chars(cost>=8) >=1",
        ),
        (
            "your opponent has a Character with a cost of 0 or with a cost of 8 or more",
            "opp.chars(cost<=0) + opp.chars(cost>=8) >=1",
        ),
        (
            "you have 2 or more rested Characters",
            "you.chars(rested) >=2",
        ),
        (
            "there is a Character with a cost of 0",
            "any.chars(cost=0) >=1",
        ),
        (
            "you have [Tam Orr] and [Bel Orr]",
            "you.field(name=Tam Orr) >=1 & you.field(name=Bel Orr) >=1",
        ),
        (
            "the only Characters on your field are {Tide Guild} type Characters",
            "you.chars(type=Tide Guild) >=1 & you.chars(type=Tide Guild) >= you.chars+0",
        ),
        (
            (
                "you have a {Tide Guild} type Character other than this Character and you have 3 "
                "or less Life cards"
            ),
            "you.chars(type=Tide Guild,not-this) >=1 & you.life <=3",
        ),
    ],
)
def test_a_condition_is_read_from_end_to_end(text: str, meant: str) -> None:
    conditions = read_condition(text)

    assert conditions
    assert condition_notation(conditions) == meant


@pytest.mark.parametrize(
    "text",
    [
        "you have 3 different Characters",
        "your Leader is brave",
        "you have cards",
        "it is raining",
        "you do not have enough Characters",
        "you have [Tam Orr] and [Bel Orr] Characters with 6000 base power",
        "your opponent has more cards than the moon and you have 2 or less Life cards",
        "there are 5 cards",
        (
            "the number of DON!! cards on your field is equal to or less than the number of "
            "your opponent's Life cards"
        ),
    ],
)
def test_a_condition_that_counts_something_else_is_refused(text: str) -> None:
    assert read_condition(text) is None
