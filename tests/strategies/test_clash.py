"""Clashes: the smallest set of demands that no deck meets, against trying every set."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.cards.card import Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies import Demand, Selector, build_deck
from tcb_analytics.strategies.asked import Asked, question_of
from tcb_analytics.strategies.assembly import Assembly
from tcb_analytics.strategies.clash import clash, clash_error
from tcb_analytics.strategies.solver import feasible
from tests.strategies import pools
from tests.tiny_set import TINY_CATALOG


def demands_at_random(rng: random.Random) -> list[Demand]:
    selectors = (
        Selector(cost_least=5), Selector(cost_most=2), Selector(keyword="Blocker"),
        Selector(category=Category.EVENT), Selector(color="Red"), Selector(counter_least=2000),
    )  # fmt: skip
    found = []
    for selector in rng.sample(selectors, rng.randint(2, 5)):
        least = rng.randint(0, 20)
        found.append(Demand(selector, least, rng.choice((None, max(least, 12)))))
    return found


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_it_is_the_smallest_of_every_set_that_clashes(seed: int) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 40)
    asked = Asked(format=pools.PLAIN, demands=demands_at_random(rng))
    question = question_of(catalog, "balanced", catalog["TX01-001"], **asked)

    def possible(*some: object) -> bool:
        return feasible(Assembly(question, some).draft.program())

    if not possible():
        return
    every = [
        some
        for size in range(1, len(question.demands) + 1)
        for some in itertools.combinations(question.demands, size)
        if not possible(*some)
    ]
    if not every:
        assert build_deck(catalog, "balanced", "TX01-001", **asked).gap == 0
        return
    found = clash(question)
    assert not possible(*found)
    assert len(found) == min(map(len, every))
    for demand in found:
        assert demand.label in str(clash_error(question))


def test_demands_that_are_fine_one_by_one_are_named_together_and_no_other() -> None:
    asked = Asked(
        demands=[
            Demand(Selector(keyword="Blocker"), least=2),
            Demand(Selector(category=Category.EVENT), least=3),
            Demand(Selector(cost_most=1), most=38),
        ],
        exclude=["TY01-005"],
    )
    with pytest.raises(DeckError, match="these demands clash") as caught:
        build_deck(TINY_CATALOG, "balanced", "TY01-001", **asked)
    told = str(caught.value)
    assert "at most 38 of cost 1 or less" in told
    assert "exclude TY01-005 Ed" in told
    assert "Blocker" not in told
    assert "Event" not in told


def test_a_card_that_no_deck_of_the_leader_can_have_is_told_with_its_rule() -> None:
    with pytest.raises(DeckError, match="no colour of the leader"):
        build_deck(TINY_CATALOG, "control", "TY01-001", include=["TY01-010"])


def test_a_smaller_set_is_told_though_dropping_its_demand_still_leaves_a_clash() -> None:
    alone = Demand(Selector(category=Category.STAGE), least=1)
    asked = Asked(
        demands=[
            alone,
            Demand(Selector(cost_least=3), least=5),
            Demand(Selector(cost_most=2), least=46),
        ]
    )
    question = question_of(TINY_CATALOG, "balanced", TINY_CATALOG["TY01-001"], **asked)
    assert clash(question) == (alone,)


def test_more_copies_than_allowed_are_told_with_the_limit() -> None:
    with pytest.raises(DeckError, match=r"include 5 of TY01-003 Cy \(the format allows 4\)"):
        build_deck(TINY_CATALOG, "control", "TY01-001", include={"TY01-003": 5})


def test_without_a_demand_to_blame_the_pool_is() -> None:
    few = Catalog(card for card in TINY_CATALOG.cards if card.number != "TY01-007")
    question = question_of(few, "balanced", few["TY01-001"])
    assert clash(question) == ()
    assert "the catalogue allows 20 copies" in str(clash_error(question))
