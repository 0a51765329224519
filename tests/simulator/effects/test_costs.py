from __future__ import annotations

import pytest

from tcb_analytics.simulator.effects.costs import condition_of_costs, is_payable, read_costs
from tcb_analytics.simulator.effects.notation import action_notation


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", ""),
        ("DON!! -2", "return_don 2 all you.don"),
        ("You can rest this Character", "rest this"),
        ("You may rest this Character", "rest this"),
        ("\u2460", "rest 1 you.don_active"),
        ("\u2461 You may trash 1 card from your hand", "rest 2 you.don_active; trash 1 you.hand"),
        ("DON!! -1, You may rest this Stage", "return_don 1 all you.don; rest this"),
        (
            "You may trash 1 card from your hand and rest this Stage",
            "trash 1 you.hand; rest this",
        ),
        (
            "You may rest 2 of your DON!! cards, and return 1 of your Characters to the owner's "
            "hand",
            "rest 2 you.don_active; to_hand 1 you.chars",
        ),
    ],
)
def test_everything_before_the_colon_is_paid_in_order(text: str, meant: str) -> None:
    costs = read_costs(text)

    assert costs is not None
    assert "; ".join(map(action_notation, costs)) == meant
    assert all(map(is_payable, costs))


def test_a_condition_may_stand_before_the_costs() -> None:
    text = "If you have 2 or less Life cards, you may rest this Character"

    assert condition_of_costs(text) == (
        "you have 2 or less Life cards",
        "you may rest this Character",
    )
    assert condition_of_costs("DON!! -2") == ("", "DON!! -2")


@pytest.mark.parametrize(
    "text",
    [
        "You may draw 1 card",
        "You may trash up to 1 card from your hand",
        "You may rest this Character if you have 2 or less Life cards",
        "You may sing",
    ],
)
def test_what_is_not_definite_is_no_cost(text: str) -> None:
    assert read_costs(text) is None
