"""Demands: each says itself and holds in the deck built."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from tcb_analytics.cards.card import Category
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies import Demand, Selector, build_deck, compare
from tcb_analytics.strategies.asked import question_of
from tcb_analytics.strategies.assembly import Assembly
from tcb_analytics.strategies.build import answer
from tcb_analytics.strategies.demands import (
    AtMost,
    Budget,
    ColorsMost,
    Demanded,
    Far,
    Include,
    Near,
    OnlyOwned,
    Typical,
    shared_copies,
)
from tcb_analytics.strategies.registry import get_strategy
from tcb_analytics.strategies.values import CardValue
from tests.strategies import pools

CATALOG = pools.catalogue(random.Random(5), 60)
EVENT = Selector(category=Category.EVENT)


@pytest.mark.parametrize(
    ("demand", "says"),
    [
        (Demand(EVENT, 2, 5), "2 to 5 of Event"),
        (Demand(EVENT, 2), "at least 2 of Event"),
        (Demand(EVENT, most=5), "at most 5 of Event"),
        (Demand(EVENT), "any number of Event"),
        (Include(3, "A", 2), "include 2 of A"),
        (AtMost(3, "A"), "exclude A"),
        (AtMost(3, "A", 2), "at most 2 of A"),
        (Typical(np.ones(3)), "no more copies of a card than the lists that play it"),
        (OnlyOwned(), "only owned copies"),
        (Budget(12.5), "a budget of 12.5"),
        (ColorsMost(1), "at most 1 colour"),
        (ColorsMost(2), "at most 2 colours"),
        (Near({}, 50, 1), "at most 1 change"),
        (Far({}, 8, "the first deck"), "at least 8 cards other than in the first deck"),
    ],
)
def test_a_demand_says_itself(demand: Demanded, says: str) -> None:
    assert demand.label == says


@pytest.mark.parametrize("bounds", [(-1, None), (3, 2), (0, -1)])
def test_an_impossible_demand_is_refused(bounds: tuple[int, int | None]) -> None:
    with pytest.raises(DeckError, match="0 <= least <= most"):
        Demand(EVENT, *bounds)


@pytest.mark.parametrize("count", [0, 1, 4, 7])
def test_a_number_of_events_is_kept_exactly(count: int) -> None:
    built = build_deck(
        CATALOG, "balanced", "TX01-001", format=pools.PLAIN, demands=[Demand(EVENT, count, count)]
    )
    assert sum(n for card, n in built.deck.cards if card.category is Category.EVENT) == count


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_limited_deck_has_at_most_so_many_colours(most: int) -> None:
    rng = random.Random(most)
    catalog = pools.limited_set(rng)
    pool = pools.opened(rng, catalog, 160)
    strategy = replace(get_strategy("balanced"), colors_most=most)
    built = build_deck(catalog, strategy, format=pools.LIMITED, collection=pool)
    assert len({color for card, _ in built.deck.cards for color in card.colors}) <= most


def test_a_land_counts_as_the_colour_that_it_makes() -> None:
    rng = random.Random(4)
    catalog = pools.limited_set(rng)
    pool = pools.opened(rng, catalog)
    with pytest.raises(DeckError, match="at most 2 colours"):
        build_deck(
            catalog, "balanced", format=pools.LIMITED, collection=pool,
            include=["Island", "Forest", "Swamp"],
        )  # fmt: skip


def test_near_and_far_count_shared_copies() -> None:
    question = question_of(CATALOG, "balanced", CATALOG["TX01-001"], format=pools.PLAIN)
    first = answer(question)
    places = {question.facts.index[n]: count for n, count in first.deck.counts.items()}
    for distance in (1, 5, 11):
        demands = (Far(places, distance), Near(places, 20, distance))
        found = answer(replace(question, demands=demands))
        assert compare(first.deck, found.deck).changes == distance
    assembly = Assembly(question)
    assert len(shared_copies(assembly, places)) == len(places)


def test_no_more_copies_are_taken_than_a_value_speaks_of_unless_a_card_is_named() -> None:
    free = build_deck(CATALOG, "balanced", "TX01-001", format=pools.PLAIN)
    values = {n: CardValue(4.0, most=1) for n in CATALOG}
    held = build_deck(CATALOG, "balanced", "TX01-001", format=pools.PLAIN, values=values)
    assert set(held.deck.counts.values()) == {1}
    card = next(n for n, copies in free.deck.counts.items() if copies == 4)
    more = build_deck(
        CATALOG, "balanced", "TX01-001", format=pools.PLAIN, values=values, include={card: 4}
    )
    assert more.deck.counts[card] == 4
    inside = next(iter(held.deck.counts))
    assert held.why(inside).one_more.obstacle == "lists that play it hold 1: ask by include"
    few = dict.fromkeys(list(free.deck.counts), 4)
    lifted = build_deck(
        CATALOG, "balanced", "TX01-001", format=pools.PLAIN, values=values, collection=few
    )
    assert max(lifted.deck.counts.values()) == 4
    owned = {n: 4 if n == card else 1 for n in CATALOG}
    part = build_deck(
        CATALOG, "balanced", "TX01-001", format=pools.PLAIN, values=values,
        collection=owned, missing=0.1,
    )  # fmt: skip
    assert max(part.deck.counts.values()) == 1
