from __future__ import annotations

import pytest

from tcb_analytics.simulator.effects.clauses import read_sentence
from tcb_analytics.simulator.effects.conditions import read_condition
from tcb_analytics.simulator.effects.steadiness import disturbs
from tests.simulator.effects.worded import effects, read


@pytest.mark.parametrize(
    ("action", "condition", "expected"),
    [
        ("draw 1 card", "you have 4 or less cards in your hand", True),
        ("draw 1 card", "you have 2 or less Life cards", False),
        ("draw 1 card", "your opponent has 4 or less cards in their hand", False),
        ("deal 1 damage to your opponent", "your opponent has 1 Life card", True),
        ("deal 1 damage to your opponent", "you have 1 Life card", False),
        ("play up to 1 red Character card from your hand", "you have 3 or more Characters", True),
        ("K.O. up to 1 of your opponent's Characters", "you have 3 or more Characters", False),
        ("K.O. up to 1 of your opponent's Characters", "your Leader has the {Tide} type", False),
        ("K.O. up to 1 of your Characters", "you have 3 or more rested DON!! cards", True),
        ("rest up to 1 of your Characters", "you have 2 or more Characters", False),
        ("rest up to 1 of your Characters", "you have 2 or more rested Characters", True),
        ("rest 1 of your DON!! cards", "you have 2 or more rested DON!! cards", True),
        ("add up to 1 DON!! card from your DON!! deck and rest it", "you have 6 DON!! cards on "
         "your field", True),
        (
            "give up to 1 of your opponent's Characters -2 cost during this turn",
            "there is a Character with a cost of 0",
            True,
        ),
        ("this Character gains [Rush] during this turn", "this Character is rested", False),
    ],
)  # fmt: skip
def test_an_action_disturbs_what_it_can_change(
    action: str, condition: str, *, expected: bool
) -> None:
    actions, conditions = read_sentence(action), read_condition(condition)

    assert actions
    assert conditions
    assert disturbs(actions[0], conditions[0]) is expected


def test_a_condition_shared_by_actions_that_leave_it_alone_is_kept_on_each() -> None:
    text = "[On Play] You may rest this Character: If you have 1 or less Life cards, draw 1 card. "

    assert read(text + "Then, draw 2 cards.") == (
        "on_play pay[rest this] do[draw 1 if[you.life <=1]; draw 2 if[you.life <=1]]",
    )


def test_a_condition_that_the_first_action_changes_for_the_second_is_refused() -> None:
    text = (
        "[On Play] You may rest this Character: If you have 1 or less Life cards, add up to 1 "
        "card from the top of your deck to the top of your Life cards. Then, draw 1 card."
    )

    assert effects(text).unmodelled == (text,)


def test_a_condition_of_the_whole_ability_is_judged_once_and_may_change() -> None:
    text = (
        "[On Play] If you have 1 or less Life cards, add up to 1 card from the top of your deck "
        "to the top of your Life cards. Then, draw 1 card."
    )

    assert read(text) == ("on_play if[you.life <=1] do[to_life top1? you.deck; draw 1]",)


def test_branches_do_not_disturb_each_other() -> None:
    text = (
        "[Main] Choose one:\n* If you have 4 or less cards in your hand, draw 2 cards.\n"
        "* If you have 4 or less cards in your hand, draw 1 card."
    )

    assert effects(text).modelled
