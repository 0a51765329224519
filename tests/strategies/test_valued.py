"""Given values over the facts: what was told of a card is kept, the prior stands in elsewhere."""

from __future__ import annotations

import math
import random

import numpy as np

from tcb_analytics.strategies.facts import Facts
from tcb_analytics.strategies.valued import valued
from tcb_analytics.strategies.values import CardValue
from tests.strategies import pools

FACTS = Facts(pools.catalogue(random.Random(3), 20).cards, pools.PLAIN)
ONE, TWO = FACTS.cards[2].number, FACTS.cards[5].number


def test_every_part_of_a_value_finds_its_place() -> None:
    told = CardValue(7.0, 0.5, basis="its lists", most=2, inclusion=0.4)
    found = valued(FACTS, {ONE: told, TWO: 2.5, "ZZ99-001": 9.0})
    assert (found.values[2], found.uncertainty[2], found.most[2]) == (7.0, 0.5, 2)
    assert (found.values[5], found.most[5]) == (2.5, math.inf)
    assert math.isnan(found.uncertainty[5])
    assert found.basis == {2: "its lists"}
    assert found.inclusion == {ONE: 0.4}
    assert np.flatnonzero(found.learned).tolist() == [2, 5]
    rest = [at for at in range(len(FACTS)) if at not in (2, 5)]
    assert (found.values[rest] == FACTS.prior[rest]).all()


def test_a_bound_is_lifted_where_a_card_is_named() -> None:
    found = valued(FACTS, {ONE: CardValue(7.0, most=2), TWO: CardValue(7.0, most=3)})
    assert found.without_bounds([2])[[2, 5]].tolist() == [math.inf, 3]
    assert found.most[2] == 2


def test_without_values_there_is_the_prior_alone() -> None:
    found = valued(FACTS, None)
    assert (found.values == FACTS.prior).all()
    assert not found.learned.any()
