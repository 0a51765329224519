"""What a deck needs beyond a collection."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.cards.collection import Collection
from tcb_analytics.cards.deck import Deck
from tcb_analytics.strategies import build_deck
from tcb_analytics.strategies.asked import question_of
from tcb_analytics.strategies.shopping import Purchase, coverage_of, shopping_list
from tests.strategies import pools


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_list_and_coverage_are_those_of_the_collection(seed: int) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 40)
    deck = pools.legal_deck(rng, catalog, catalog["TX01-001"])
    owned = {number: rng.randint(0, 4) for number in catalog if rng.random() < 0.7}
    prices = {number: rng.randint(1, 9) / 4 for number in catalog if rng.random() < 0.7}
    question = question_of(
        catalog, "balanced", catalog["TX01-001"], format=pools.PLAIN,
        collection=owned, missing=0.5, prices=prices,
    )  # fmt: skip
    listed = shopping_list(question, deck)
    main = Deck(deck.cards)
    assert {item.number: item.copies for item in listed} == Collection(owned).missing(main)
    assert coverage_of(question, deck) == pytest.approx(Collection(owned).coverage(main))
    assert {item.number: item.price for item in listed} == {
        item.number: prices.get(item.number) for item in listed
    }
    costs = [item.cost or 0.0 for item in listed]
    assert costs == sorted(costs, reverse=True)


def test_without_a_collection_nothing_is_missing_and_nothing_is_covered() -> None:
    catalog = pools.catalogue(random.Random(1), 40)
    built = build_deck(catalog, "balanced", "TX01-001", format=pools.PLAIN)
    assert (built.shopping, built.coverage) == ((), None)


def test_a_purchase_without_a_price_has_no_cost() -> None:
    assert Purchase("TX01-101", "A", 3, None).cost is None
    assert Purchase("TX01-101", "A", 3, 0.5).as_dict()["cost"] == 1.5


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.floats(0, 12))
def test_more_money_never_builds_a_worse_deck_and_is_never_overspent(
    seed: int, budget: float
) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 60)
    prices = {number: rng.randint(1, 9) / 4 for number in catalog}
    owned = {card.number: 2 for card in catalog.cards}

    def best(money: float) -> float:
        built = build_deck(
            catalog, "balanced", "TX01-001", format=pools.PLAIN,
            collection=owned, budget=money, prices=prices,
        )  # fmt: skip
        assert sum(item.cost or 99 for item in built.shopping) <= money + 1e-6
        return built.objective

    assert best(budget) <= best(budget + 3) <= best(1000)
