"""The frontier between two strategies, against every deck of a tiny pool."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import CardError, DeckError
from tcb_analytics.strategies import build_deck, compare, frontier
from tcb_analytics.strategies.asked import question_of
from tests.strategies import plain, pools


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32))
def test_no_deck_has_more_of_one_without_less_of_the_other(seed: int) -> None:
    catalog = pools.catalogue(random.Random(seed), 9)
    leader = catalog["TX01-001"]
    rules = replace(pools.PLAIN, size_least=5, size_most=5, copies=2)
    names = ("aggressive", "control")
    first, second = (question_of(catalog, name, leader, format=rules) for name in names)
    free = [at for at, card in enumerate(first.facts.cards) if plain.allowed(first, card)]
    decks = itertools.combinations_with_replacement(free, 5)
    counts = np.array([np.bincount(deck, minlength=len(first.facts)) for deck in decks])
    counts = counts.reshape(-1, len(first.facts))
    legal = counts[counts.max(axis=1, initial=0) <= 2].astype(float)
    if not len(legal):
        return
    found = frontier(*names, catalog=catalog, leader=leader, steps=5, format=rules)
    one = plain.points_of_rows(first, legal) + first.leader_points
    other = plain.points_of_rows(second, legal) + second.leader_points
    for point in found:
        better = (one >= point.first - 5e-5) & (other >= point.second - 5e-5)
        strictly = better & ((one > point.first + 5e-5) | (other > point.second + 5e-5))
        assert better.any()
        assert not strictly.any()
        assert point.gap == 0


def test_its_ends_are_the_best_decks_and_the_rest_lies_between() -> None:
    catalog = pools.catalogue(random.Random(12), 60)
    found = frontier(
        "aggressive", "control", catalog=catalog, leader="TX01-001", format=pools.PLAIN
    )
    first, second = (
        build_deck(catalog, name, "TX01-001", format=pools.PLAIN)
        for name in ("aggressive", "control")
    )
    assert found[0].first == first.objective
    assert found[-1].second == second.objective
    assert [p.first for p in found] == sorted((p.first for p in found), reverse=True)
    assert [p.second for p in found] == sorted(p.second for p in found)
    assert 2 < len(found) <= 7
    assert all(point.deck.legal(pools.PLAIN) for point in found)


def test_a_collection_prices_missing_copies_for_both_strategies() -> None:
    catalog = pools.catalogue(random.Random(12), 60)
    owned = dict.fromkeys(catalog, 2)
    found = frontier(
        "aggressive", "control", catalog=catalog, leader="TX01-001", format=pools.PLAIN,
        collection=owned, missing=0.4,
    )  # fmt: skip
    for name, objective in (("aggressive", found[0].first), ("control", found[-1].second)):
        built = build_deck(
            catalog, name, "TX01-001", format=pools.PLAIN, collection=owned, missing=0.4
        )
        assert built.objective == objective


def test_a_strategy_against_itself_is_one_deck() -> None:
    catalog = pools.catalogue(random.Random(12), 60)
    found = frontier("control", "control", catalog=catalog, leader="TX01-001", format=pools.PLAIN)
    assert len(found) == 1


def test_it_is_plain_data_and_a_page() -> None:
    catalog = pools.catalogue(random.Random(12), 60)
    found = frontier(
        "aggressive", "control", catalog=catalog, leader="TX01-001", steps=3, format=pools.PLAIN
    )
    data = found.as_dict()
    assert (data["first"], data["second"]) == ("aggressive", "control")
    assert [point["first"] for point in data["points"]] == [point.first for point in found]
    assert data["points"][0]["changes"] == 0
    assert found.changes[-1] == compare(found[0].deck, found[-1].deck).changes > 0
    assert "From aggressive to control" in found._repr_html_()


def test_bad_requests_are_told_with_a_remedy() -> None:
    catalog = pools.catalogue(random.Random(12), 60)
    with pytest.raises(DeckError, match="a leader and at least two steps"):
        frontier("aggressive", "control", catalog=catalog, format=pools.PLAIN)
    with pytest.raises(DeckError, match="at least two steps"):
        frontier(
            "aggressive", "control", catalog=catalog, leader="TX01-001", steps=1,
            format=pools.PLAIN,
        )  # fmt: skip
    with pytest.raises(CardError, match="no card"):
        frontier("aggressive", "control", catalog=catalog, leader="TX01-999")
