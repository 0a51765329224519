from __future__ import annotations

import pytest

from tcb_analytics.simulator.effects.actions import ActionKind
from tcb_analytics.simulator.effects.ir import Ability, Action, CardEffects, Condition, Target
from tcb_analytics.simulator.effects.kinds import (
    ConditionKind,
    Gate,
    Keyword,
    Owner,
    Pick,
    Place,
    Rest,
    State,
    Timing,
)
from tcb_analytics.simulator.effects.notation import (
    ability_notation,
    action_notation,
    condition_notation,
    notation,
    target_notation,
)

ALL_MINE = Target(pick=Pick.ALL)


def test_printed_keywords_stand_on_a_line_of_their_own() -> None:
    draw = Ability(Timing.ON_PLAY, actions=(Action(ActionKind.DRAW, amount=2),))
    found = CardEffects("XX01-001", (draw,), Keyword.BLOCKER | Keyword.RUSH)

    assert notation(found) == ("has blocker|rush", "on_play do[draw 2]")


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        (Target(), "1 you.chars"),
        (Target(up_to=True, owner=Owner.OPPONENT, state=State.RESTED), "1? opp.chars(rested)"),
        (Target(pick=Pick.THIS, places=Place.FIELD), "this"),
        (Target(pick=Pick.THIS, places=Place.TRASH), "this.trash"),
        (Target(pick=Pick.SAME, places=Place.FIELD), "those"),
        (Target(pick=Pick.SUBJECT, places=Place.FIELD), "subject"),
        (Target(pick=Pick.TOP, places=Place.LIFE, count=2, up_to=True), "top2? you.life"),
        (Target(pick=Pick.TOP_OR_BOTTOM, places=Place.LIFE), "end1 you.life"),
        (Target(places=Place.HAND, chooser=Owner.OPPONENT), "1 you.hand by-opp"),
        (Target(cost_least=3, cost_most=5, not_this=True), "1 you.chars(cost>=3,cost<=5,not-this)"),
        (Target(power_least=0, power_most=0, base_power=True), "1 you.chars(base-power=0)"),
        (Target(cost_count=(Owner.OPPONENT, Place.LIFE)), "1 you.chars(cost<=#opp.life)"),
    ],
)
def test_a_target_says_how_many_whose_where_and_which(target: Target, meant: str) -> None:
    assert target_notation(target) == meant


def test_conditions_are_comparisons() -> None:
    compared = Condition(ConditionKind.COMPARE, amount=-1, target=ALL_MINE, other=ALL_MINE)
    summed = Condition(ConditionKind.SUM_COST, amount=9, target=ALL_MINE)
    both = Condition(ConditionKind.COUNT_TWO, target=ALL_MINE, other=ALL_MINE)
    second = Condition(ConditionKind.TURN_AT_LEAST, amount=2)

    assert condition_notation((compared,)) == "you.chars >= you.chars-1"
    assert condition_notation((summed, second)) == "sum_cost you.chars >=9 & turn_at_least 2"
    assert condition_notation((both,)) == "you.chars + you.chars >=1"


def test_an_action_says_what_hangs_on_it() -> None:
    given = Action(
        ActionKind.GIVE_DON,
        target=Target(),
        amount=1,
        gate=Gate.MAY,
        branch=2,
        source_places=Place.DON_ACTIVE,
        at_end_of_turn=True,
    )
    looked = Action(
        ActionKind.SEARCH,
        target=Target(places=Place.DECK),
        amount=5,
        destination=Place.HAND,
        rest=Rest.TRASH,
    )

    assert action_notation(given) == "#2 may give_don 1 1 you.chars from don_active at-end"
    assert action_notation(looked) == "search 5 1 you.deck to hand rest trash"


def test_base_power_of_nothing_is_written_too() -> None:
    action = Action(ActionKind.SET_POWER, target=Target(), amount=0)

    assert action_notation(action) == "set_power 0 1 you.chars"


def test_an_ability_shows_all_its_parts() -> None:
    ability = Ability(
        Timing.WHEN_KOED,
        don=1,
        once_per_turn=True,
        optional=True,
        subject=ALL_MINE,
        costs=(Action(ActionKind.REST, target=Target(pick=Pick.THIS, places=Place.FIELD)),),
        actions=(Action(ActionKind.POWER, target=Target(), amount=1000, per=ALL_MINE),),
        branches=2,
        opponent_branches=True,
    )

    assert ability_notation(ability) == (
        "when_koed of[all you.chars] don1 once optional pay[rest this] opp-choose2 "
        "do[power +1000 per 1 you.chars 1 you.chars]"
    )
