"""Selectors: every given part must hold, and the words say which were given."""

from __future__ import annotations

import pytest

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.selector import Selector

CARD = Card(
    number="TY01-009", name="Nin", category=Category.CHARACTER, colors=("Red", "Blue"), cost=3,
    power=4000, counter=1000, types=("Crew",), keywords=("Blocker",), game="tidebreak",
)  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "meets"),
    [
        ({}, True),
        ({"category": Category.CHARACTER, "color": "Blue", "type": "Crew"}, True),
        ({"category": Category.EVENT}, False),
        ({"cost_least": 3, "cost_most": 3}, True),
        ({"cost_least": 4}, False),
        ({"cost_most": 2}, False),
        ({"keyword": "Blocker", "counter_least": 1000, "power_least": 4000}, True),
        ({"keyword": "Rush"}, False),
        ({"counter_least": 2000}, False),
        ({"power_least": 5000}, False),
        ({"color": "Green", "type": "Crew"}, False),
        ({"castable": True}, True),
        ({"castable": False}, False),
    ],
)
def test_a_card_meets_it_where_every_given_part_holds(
    parts: dict[str, object], meets: bool
) -> None:
    assert Selector(**parts).meets(CARD) is meets  # type: ignore[arg-type]  # a table of parts


@pytest.mark.parametrize(
    ("selector", "says"),
    [
        (Selector(), "any card"),
        (Selector(cost_most=2), "cost 2 or less"),
        (Selector(cost_least=3), "cost 3 or more"),
        (Selector(cost_least=3, cost_most=3), "cost 3"),
        (Selector(cost_least=3, cost_most=5), "cost 3 to 5"),
        (Selector(color="Red", category=Category.EVENT, keyword="Main"), "Red Event [Main]"),
        (
            Selector(type="Crew", counter_least=1000, power_least=5000),
            "{Crew} counter 1000 or more power 5000 or more",
        ),
    ],
)
def test_it_says_itself(selector: Selector, says: str) -> None:
    assert str(selector) == says
