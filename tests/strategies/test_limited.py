"""Magic Limited pools: legal decks with lands, and the same reasons and improvements."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.cards.card import Category
from tcb_analytics.cards.collection import Collection
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.format import load_format
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies import build_deck, compare, frontier, improve, suggestions
from tests.strategies import pools

RULES = load_format("magic-limited")
NAMES = ("aggressive", "balanced", "control", "tournament")


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(NAMES))
def test_a_deck_comes_from_its_pool_with_lands_of_its_colours(seed: int, name: str) -> None:
    rng = random.Random(seed)
    catalog = pools.limited_set(rng)
    pool = pools.opened(rng, catalog)
    built = build_deck(catalog, name, collection=pool)
    deck = built.deck
    assert deck.violations(RULES, pool=Collection(pool)) == []
    assert (deck.size, built.gap, built.coverage, built.leaders) == (40, 0, 1, 0)
    lands = {card.name: n for card, n in deck.cards if card.category is Category.LAND}
    assert 15 <= sum(lands.values()) <= 19
    colors = {color for card, _ in deck.cards for color in card.colors}
    basics = {"W": "Plains", "U": "Island", "B": "Swamp", "R": "Mountain", "G": "Forest"}
    assert len(colors) <= 2
    assert lands.keys() <= {basics[color] for color in colors}


def test_why_alternatives_and_improve_hold_for_a_pool() -> None:
    rng = random.Random(5)
    catalog = pools.limited_set(rng)
    pool = pools.opened(rng, catalog)
    built = build_deck(catalog, "balanced", collection=pool)
    spell = next(card for card, _ in built.deck.cards if card.category is Category.CREATURE)
    reason = built.why(spell.number)
    assert reason.without is not None
    without = build_deck(catalog, "balanced", collection=pool, exclude=[spell.number])
    assert reason.without.change == pytest.approx(without.objective - built.objective, abs=1e-4)
    for other in built.alternatives(2, distance=6):
        assert compare(built.deck, other.deck).changes >= 6
        assert other.deck.legal(RULES, pool=Collection(pool))
    better = improve(built.deck, "control", catalog=catalog, changes=3, collection=pool)
    assert better.swaps.changes <= 3
    assert better.after.deck.legal(RULES, pool=Collection(pool))


def test_main_deck_and_sideboard_are_the_pool_where_none_is_given() -> None:
    rng = random.Random(6)
    catalog = pools.limited_set(rng)
    pool = pools.opened(rng, catalog)
    main = build_deck(catalog, "aggressive", collection=pool).deck
    rest = Collection(pool)
    side = [(catalog[n], c - main.counts.get(n, 0)) for n, c in rest.items()]
    deck = Deck(main.cards, side=[(card, count) for card, count in side if count])
    found = improve(deck, "control", catalog=catalog, changes=None)
    assert found.after.objective == build_deck(catalog, "control", collection=pool).objective


def test_every_strategy_suggests_and_a_frontier_is_drawn() -> None:
    rng = random.Random(7)
    catalog = pools.limited_set(rng)
    pool = pools.opened(rng, catalog)
    deck = build_deck(catalog, "balanced", collection=pool).deck
    assert len(suggestions(deck, catalog=catalog, changes=4, collection=pool)) == 4
    found = frontier("aggressive", "control", catalog=catalog, steps=3, collection=pool)
    assert found[0].first >= found[-1].first


def test_a_pool_that_is_missing_or_empty_is_told() -> None:
    catalog = pools.limited_set(random.Random(8))
    with pytest.raises(DeckError, match="builds from a pool, and none was given"):
        build_deck(catalog, "control")
    for nothing in ({}, {"No Such Card": 3}, {"Forest": 40}):
        with pytest.raises(DeckError, match="no card of the pool is a card of magic"):
            build_deck(catalog, "control", collection=nothing)
