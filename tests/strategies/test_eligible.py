"""Bounds of single cards and pairs that shut each other out, against the deck's own rules."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.cards.deck import Deck
from tcb_analytics.cards.format import Format
from tcb_analytics.cards.restriction import Restriction
from tcb_analytics.strategies.eligible import conflicts, leaders_for, most_copies, why_not
from tcb_analytics.strategies.facts import Facts
from tests.strategies import pools


def is_legal(deck: Deck, rules: Format) -> bool:
    return not any(
        violation.rule != "size" and (violation.severity == "error" or violation.rule == "released")
        for violation in deck.violations(rules, on=pools.DAY)
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_the_most_copies_are_legal_and_one_more_is_not(seed: int) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 25)
    rules = pools.rules(rng, catalog)
    leader = next((one for one in catalog.leaders if is_legal(Deck(leader=one), rules)), None)
    if leader is None:
        return
    facts = Facts(catalog.cards, rules)
    most = most_copies(facts, leader, pools.DAY, rules.size_least)
    shut = {place for place, others in conflicts(facts, pools.DAY) if others[place]}
    for at, card in enumerate(facts.cards):
        copies = 0 if at in shut else int(most[at])
        if copies:
            assert is_legal(Deck({card: copies}, leader=leader), rules)
        if copies < rules.size_least:
            assert not is_legal(Deck({card: copies + 1}, leader=leader), rules)
        assert (why_not(facts, card, leader, pools.DAY) is None) == (copies > 0)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_two_allowed_cards_conflict_where_the_rules_say_so(seed: int) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 15)
    rules = pools.rules(rng, catalog)
    facts = Facts(catalog.cards, rules)
    pairs = {
        frozenset((place, int(other)))
        for place, others in conflicts(facts, pools.DAY)
        for other in others.nonzero()[0]
    }
    for one, card in enumerate(facts.cards):
        for other, second in enumerate(facts.cards[:one]):
            alone = is_legal(Deck({card: 1}), without_leader(rules)) and is_legal(
                Deck({second: 1}), without_leader(rules)
            )
            same = rules.identity == "name" and card.name == second.name
            if alone and not same:
                together = is_legal(Deck({card: 1, second: 1}), without_leader(rules))
                assert together == (frozenset((one, other)) not in pairs)


def without_leader(rules: Format) -> Format:
    return replace(rules, leader=False)


def test_leaders_that_may_not_be_played_are_left_out() -> None:
    catalog = pools.catalogue(random.Random(3), 10, leaders=4)
    ban = Restriction("banned", "TX01-002")
    rules = replace(pools.PLAIN, restrictions=(ban,))
    found = leaders_for(catalog.leaders, rules, None)
    assert [card.number for card in found] == ["TX01-001", "TX01-003", "TX01-004"]


@pytest.mark.parametrize("pair", [("TX01-001", "TX01-101"), ("TX01-101", "TX01-001")])
def test_a_pair_with_the_leader_shuts_the_card_out_whoever_is_named_first(
    pair: tuple[str, str],
) -> None:
    rng = random.Random(3)
    leader = pools.leader(rng, 1)
    card = replace(pools.card(rng, 101), number="TX01-101", colors=leader.colors)
    rules = replace(
        pools.PLAIN, restrictions=(Restriction("banned_pair", pair[0], partner=pair[1]),)
    )
    facts = Facts([card], rules)
    assert most_copies(facts, leader, None, 20).tolist() == [0]
    assert most_copies(facts, replace(leader, number="TX01-002"), None, 20).tolist() == [4]
