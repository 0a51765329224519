"""Improvements: as good as trying every exchange, within the changes, mending what is broken."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.restriction import Restriction
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies import build_deck, compare, improve
from tcb_analytics.strategies.asked import question_of
from tcb_analytics.strategies.compare_html import improvement_html
from tcb_analytics.strategies.values import CardValue
from tests.strategies import plain, pools
from tests.tiny_set import TINY_CATALOG, TINY_DECK

NAMES = ("aggressive", "balanced", "control", "tournament")


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(NAMES), st.integers(0, 2))
def test_it_equals_trying_every_exchange(seed: int, name: str, changes: int) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 30)
    leader = catalog["TX01-001"]
    deck = pools.legal_deck(rng, catalog, leader)
    question = question_of(catalog, name, leader, format=pools.PLAIN)
    tried = plain.exchanges(question, question.counted(deck.counts), changes)
    best = plain.points_of_rows(question, tried).max()
    found = improve(deck, name, catalog=catalog, changes=changes, format=pools.PLAIN)
    assert found.after.objective - question.leader_points == pytest.approx(best, abs=5e-5)
    assert found.swaps.changes <= changes
    assert found.gain is not None
    assert found.gain >= 0


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 2))
def test_of_several_best_decks_the_one_with_the_fewest_changes_is_taken(
    seed: int, changes: int
) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 30)
    leader = catalog["TX01-001"]
    deck = pools.legal_deck(rng, catalog, leader)
    even = dict.fromkeys(catalog, 3.0)
    found = improve(deck, catalog=catalog, changes=changes, format=pools.PLAIN, values=even)
    question = found.after.question
    start = question.counted(deck.counts)
    tried = plain.exchanges(question, start, changes)
    points = plain.points_of_rows(question, tried)
    best = tried[points > points.max() - 5e-5]
    assert found.swaps.changes == 20 - np.minimum(best, start).sum(axis=1).max()


def test_a_deck_as_good_as_the_best_keeps_every_card() -> None:
    catalog = pools.catalogue(random.Random(3), 60)
    cards = [card for card in catalog.cards if card.life is None]
    twins = {card.number: replace(card, number=f"UX{card.number[2:]}") for card in cards}
    both = Catalog([*catalog.cards, *twins.values()])
    best = build_deck(both, "control", "TX01-001", format=pools.PLAIN).deck
    pairs = {**twins, **{twin.number: catalog[number] for number, twin in twins.items()}}
    other = Deck([(pairs[card.number], n) for card, n in best.cards], leader=best.leader)
    assert other != best
    found = improve(other, "control", catalog=both, changes=None, format=pools.PLAIN)
    assert (found.gain, found.swaps.changes) == (0, 0)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 20))
def test_more_changes_never_make_it_worse_and_enough_make_it_the_best(seed: int, k: int) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 40)
    deck = pools.legal_deck(rng, catalog, catalog["TX01-001"])
    some, more, free = (
        improve(deck, "balanced", catalog=catalog, changes=changes, format=pools.PLAIN).after
        for changes in (k, k + 1, None)
    )
    best = build_deck(catalog, "balanced", "TX01-001", format=pools.PLAIN)
    assert some.objective <= more.objective <= free.objective == best.objective
    assert some.gap == more.gap == 0
    assert some.deck.legal(pools.PLAIN)


def test_a_deck_that_breaks_rules_is_mended_and_has_no_gain_to_tell() -> None:
    rng = random.Random(4)
    catalog = pools.catalogue(rng, 40)
    deck = pools.legal_deck(rng, catalog, catalog["TX01-001"])
    short = Deck(list(deck.cards)[:-2], leader=deck.leader)
    lacking = 20 - short.size
    found = improve(short, catalog=catalog, changes=lacking, format=pools.PLAIN)
    assert found.after.deck.legal(pools.PLAIN)
    assert (found.worth, found.gain) == (None, None)
    assert compare(short, found.after.deck).removed == {}
    with pytest.raises(DeckError, match=f"at least {lacking} are needed") as caught:
        improve(short, catalog=catalog, changes=lacking - 1, format=pools.PLAIN)
    assert f"changes={lacking}" in str(caught.value)


def test_a_banned_card_is_exchanged() -> None:
    rng = random.Random(6)
    catalog = pools.catalogue(rng, 40)
    deck = pools.legal_deck(rng, catalog, catalog["TX01-001"])
    card, copies = deck.cards[0]
    ban = Restriction("banned", card.number)
    rules = replace(pools.PLAIN, restrictions=(ban,))
    found = improve(deck, catalog=catalog, changes=copies, format=rules)
    assert found.swaps.removed == {card.number: copies}


def test_bad_requests_are_told_with_a_remedy() -> None:
    other = Catalog([pools.card(random.Random(1), 101), pools.leader(random.Random(1), 1)])
    cases = (
        (Deck(), {"catalog": TINY_CATALOG}, "the deck has no card"),
        (TINY_DECK, {"catalog": TINY_CATALOG, "changes": -1}, "whole number from 0, got -1"),
        (TINY_DECK, {"catalog": TINY_CATALOG, "format": "onepiece"}, "is of the game onepiece"),
        (TINY_DECK, {"catalog": other}, "no card of the deck is a card of tidebreak"),
        (Deck(TINY_DECK.cards), {"catalog": TINY_CATALOG}, "the deck has no leader"),
        (
            TINY_DECK,
            {"catalog": TINY_CATALOG, "chnages": 3},
            "asked for by 'chnages'",
        ),
    )
    for deck, asked, says in cases:
        with pytest.raises(DeckError, match=says) as caught:
            improve(deck, **asked)
        assert caught.value.remedy


def test_it_is_plain_data_and_a_page() -> None:
    found = improve(TINY_DECK, "control", catalog=TINY_CATALOG, changes=3)
    data = found.as_dict()
    assert {"before", "after", "added", "removed", "changed", "similarity", "gain"} <= data.keys()
    page = improvement_html(found)
    assert page == found._repr_html_()
    assert "Improved as Control" in page


def test_a_decks_own_copies_stand_though_lists_play_fewer() -> None:
    catalog = pools.catalogue(random.Random(4), 40)
    deck = build_deck(catalog, "balanced", "TX01-001", format=pools.PLAIN).deck
    assert max(deck.counts.values()) == 4
    values = {n: CardValue(5.0 if n in deck.counts else 4.0, most=1) for n in catalog}
    found = improve(deck, "balanced", catalog=catalog, changes=2, format=pools.PLAIN, values=values)
    assert found.worth is not None
    added = {n: new for n, (_, new) in found.swaps.changed.items()} | dict(found.swaps.added)
    assert all(found.after.deck.counts[n] <= max(deck.counts.get(n, 0), 1) for n in added)
