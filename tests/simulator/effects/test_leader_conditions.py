from __future__ import annotations

import re

import pytest

from tcb_analytics.simulator.effects.conditions import read_condition
from tcb_analytics.simulator.effects.counting import count, everything
from tcb_analytics.simulator.effects.kinds import Op, Owner, Pick, Place
from tcb_analytics.simulator.effects.leader_conditions import LEADER_CONDITIONS
from tcb_analytics.simulator.effects.notation import condition_notation


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "your Leader is [Tam Orr] or multicolored",
            "you.leader((name=Tam Orr or multicolored)) >=1",
        ),
        (
            'your Leader has the {Tide Guild} type or a type including "Choir"',
            "you.leader((type=Tide Guild or type~Choir)) >=1",
        ),
        (
            "your Leader has 7000 power or more and the {Tide Guild} type",
            "you.leader(type=Tide Guild,power>=7000) >=1",
        ),
        ("your Leader's colors include blue", "you.leader(blue) >=1"),
        ("your opponent's Leader is multicolored", "opp.leader(multicolored) >=1"),
    ],
)
def test_a_leader_is_asked_for_what_the_text_names(text: str, meant: str) -> None:
    conditions = read_condition(text)

    assert conditions
    assert condition_notation(conditions) == meant


@pytest.mark.parametrize(
    "text", ["your Leader is [Tam Orr] or sad", "your Leader has hope or the {Tide Guild} type"]
)
def test_a_fact_that_no_card_prints_is_refused(text: str) -> None:
    assert read_condition(text) is None


def test_every_sentence_is_a_pattern() -> None:
    assert all(re.compile(pattern) for pattern, _ in LEADER_CONDITIONS)


def test_a_count_is_of_all_cards_of_a_player() -> None:
    condition = count(everything(Owner.OPPONENT, Place.HAND), Op.AT_MOST, 3)

    assert condition.target
    assert condition.target.pick is Pick.ALL
    assert condition_notation((condition,)) == "opp.hand <=3"
