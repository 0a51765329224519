from __future__ import annotations

import pytest

from tcb_analytics.simulator.effects.lines import split_line
from tcb_analytics.simulator.effects.variants import variants
from tests.simulator.effects.worded import effects, read


def test_a_line_that_says_one_thing_stays_one_line() -> None:
    line = split_line("[On Play] Draw 1 card.")

    assert variants(line) == (line,)


def test_ko_or_removal_is_two_replacements_that_share_their_use() -> None:
    text = (
        "[Once Per Turn] If this Character would be K.O.'d or would be removed from the field by "
        "your opponent's effect, you may trash 1 card from your hand instead."
    )

    assert read(text) == (
        "instead_of_ko of[this] once pay[trash 1 you.hand]",
        "instead_of_removal of[this] once pay[trash 1 you.hand]",
    )
    assert {ability.group for ability in effects(text).abilities} == {0}


@pytest.mark.parametrize(
    ("condition", "cost"),
    [
        ("0 DON!! cards on your field or 8 or more DON!! cards on your field", ""),
        ("0 or 8 or more DON!! cards on your field", "You may rest this Leader: "),
    ],
)
def test_none_or_many_don_is_two_abilities_of_which_one_is_used(condition: str, cost: str) -> None:
    found = read(f"[Activate: Main] [Once Per Turn] {cost}If you have {condition}, draw 1 card.")

    assert [("don =0" in one, "don >=8" in one) for one in found] == [(True, False), (False, True)]


def test_none_or_many_is_refused_where_both_abilities_could_be_used() -> None:
    text = "[On Play] If you have 0 or 8 or more DON!! cards on your field, draw 1 card."

    assert not effects(text).modelled


def test_cards_of_any_kind_are_rested_in_every_mixture() -> None:
    assert read("[Activate: Main] [Once Per Turn] You may rest 2 of your cards: Draw 1 card.") == (
        "activate_main once pay[rest 2 you.field] do[draw 1]",
        "activate_main once pay[rest 1 you.field; rest 1 you.don_active] do[draw 1]",
        "activate_main once pay[rest 2 you.don_active] do[draw 1]",
    )
    assert read("If this Character would be K.O.'d, you may rest 1 of your cards instead.") == (
        "instead_of_ko of[this] pay[rest 1 you.field]",
        "instead_of_ko of[this] pay[rest 1 you.don_active]",
    )


def test_cards_of_any_kind_are_refused_where_the_cost_could_be_paid_twice() -> None:
    assert not effects("[On K.O.] You may rest 1 of your cards: Draw 1 card.").modelled
    assert not effects("[Main] You may rest 2 of your cards: Draw 1 card.").modelled
