"""Baselines: legal decks, as strong as their idea allows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tcb_analytics.cards.deck import Deck
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.baselines import (
    allowed_copies,
    category_shares,
    greedy_deck,
    last_successful,
    overlap,
    random_deck,
)
from tcb_analytics.workbench.placed_lists import PlacedList
from tcb_analytics.workbench.shelf import Shelf

DAY = date(2026, 3, 1)
LEADER = "TB01-001"


@pytest.fixture(scope="module")
def allowed(league_lake: Lake, shelf: Shelf) -> dict[str, int]:
    leader = shelf.catalog[LEADER]
    return allowed_copies(shelf.on(DAY), league_lake.format(), leader, DAY, 50)


def legal(league_lake: Lake, shelf: Shelf, deck: dict[str, int]) -> bool:
    cards = {shelf.catalog[number]: copies for number, copies in deck.items()}
    return Deck(cards, leader=shelf.catalog[LEADER]).legal(league_lake.format(), on=DAY)


def test_random_decks_are_legal_differ_and_keep_the_shares(
    league_lake: Lake, shelf: Shelf, allowed: dict[str, int], placed: list[PlacedList]
) -> None:
    shares = category_shares(placed, shelf.catalog)
    assert sum(shares.values()) == pytest.approx(1)
    rng = np.random.default_rng(1)
    decks = [random_deck(shelf.catalog, allowed, shares, 50, rng) for _ in range(5)]
    assert all(legal(league_lake, shelf, deck) for deck in decks)
    assert len({tuple(sorted(deck)) for deck in decks}) == 5
    for deck in decks:
        bodies = sum(
            copies for number, copies in deck.items()
            if str(shelf.catalog[number].category) == "Character"
        )  # fmt: skip
        assert bodies == pytest.approx(50 * shares["Character"], abs=5)


def test_the_greedy_deck_is_legal_and_holds_what_all_lists_hold(
    league_lake: Lake, shelf: Shelf, allowed: dict[str, int], placed: list[PlacedList]
) -> None:
    own = [one for one in placed if one.leader == LEADER]
    deck = greedy_deck(own, allowed, 50)
    assert legal(league_lake, shelf, deck)
    always = set.intersection(*(set(one.counts) for one in own))
    assert always <= deck.keys()
    assert (
        greedy_deck(own, {n: c for n, c in allowed.items() if n not in always}, 50)
        .keys()
        .isdisjoint(always)
    )


def test_the_last_successful_list_is_the_best_of_the_latest_event(placed: list[PlacedList]) -> None:
    own = [one for one in placed if one.leader == LEADER]
    found = last_successful(own)
    assert found is not None
    same_day = [one for one in own if one.day == max(o.day for o in own if o.day)]
    assert found in same_day
    assert found.weight == max(one.weight for one in same_day)
    assert last_successful([]) is None


def test_overlap_counts_copies_and_has_no_side() -> None:
    assert overlap({"a": 4, "b": 2}, {"a": 3, "c": 4}) == 3
    assert overlap({"a": 3, "c": 4}, {"a": 4, "b": 2}) == 3
    assert overlap({}, {"a": 1}) == 0
