"""Selectors: one card and a whole catalogue answer alike."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.card import Category
from tcb_analytics.strategies.facts import Facts
from tcb_analytics.strategies.selector import Selector
from tests.strategies import pools

CATALOG = pools.catalogue(random.Random(1), 120)
LIMITED = pools.limited_set(random.Random(1))


def maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | values


SELECTORS = st.builds(
    Selector,
    category=maybe(st.sampled_from(Category)),
    cost_least=maybe(st.integers(0, 10)),
    cost_most=maybe(st.integers(0, 10)),
    keyword=maybe(st.sampled_from(("Blocker", "Rush", "On Play", "No Such"))),
    type=maybe(st.sampled_from(("Crew", "Navy", "No Such"))),
    color=maybe(st.sampled_from(("Red", "Blue", "W"))),
    counter_least=maybe(st.sampled_from((0, 1000, 2000))),
    power_least=maybe(st.integers(0, 9000)),
    castable=maybe(st.booleans()),
)


@given(SELECTORS)
def test_the_catalogue_is_selected_as_card_by_card(selector: Selector) -> None:
    for catalog, rules in ((CATALOG, pools.PLAIN), (LIMITED, pools.LIMITED)):
        facts = Facts(catalog.cards, rules)
        assert facts.mask(selector).tolist() == [selector.meets(card) for card in facts.cards]


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
