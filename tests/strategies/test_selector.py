"""Selectors over a whole catalogue: it answers as card by card."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.card import Category
from tcb_analytics.cards.selector import Selector
from tcb_analytics.strategies.facts import Facts
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
