"""Alternatives: the best decks at a distance from all before them."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import DeckError
from tcb_analytics.strategies import alternatives, build_deck, compare
from tests.strategies import plain, pools


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 12), st.integers(1, 3))
def test_each_is_as_far_as_stated_and_none_is_better_than_one_before(
    seed: int, distance: int, n: int
) -> None:
    catalog = pools.catalogue(random.Random(seed), 60)
    built = build_deck(catalog, "balanced", "TX01-001", format=pools.PLAIN)
    found = alternatives(built, n, distance=distance)
    decks = [built, *found]
    for one, other in itertools.combinations(decks, 2):
        assert compare(one.deck, other.deck).changes >= distance
    assert all(one.gap == 0 and one.deck.legal(pools.PLAIN) for one in found)
    points = [one.objective for one in decks]
    assert points == sorted(points, reverse=True)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_the_first_is_the_best_of_every_deck_at_that_distance(seed: int, distance: int) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 9)
    rules = replace(pools.PLAIN, size_least=4, size_most=4, copies=3)
    try:
        built = build_deck(catalog, "control", "TX01-001", format=rules)
    except DeckError:
        return
    question = built.question
    start = question.counted(built.deck.counts)
    every = plain.exchanges(question, start, 4)
    far = every[np.minimum(every, start).sum(axis=1) <= 4 - distance]
    if not len(far):
        with pytest.raises(DeckError, match="cards other than in the first deck"):
            alternatives(built, 1, distance=distance)
        return
    (found,) = alternatives(built, 1, distance=distance)
    best = plain.points_of_rows(question, far).max()
    assert found.objective - question.leader_points == pytest.approx(best, abs=5e-5)


def test_impossible_numbers_are_refused() -> None:
    catalog = pools.catalogue(random.Random(2), 60)
    built = build_deck(catalog, "balanced", "TX01-001", format=pools.PLAIN)
    for n, distance in ((0, 8), (1, 0), (1, 21)):
        with pytest.raises(DeckError, match="distance from 1 to 20"):
            built.alternatives(n, distance=distance)
