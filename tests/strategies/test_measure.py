"""The objective of a deck without a solver: terms, readings and worth, card by card."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.cards.card import Category
from tcb_analytics.strategies import Aim, Preference, Selector, Strategy
from tcb_analytics.strategies.asked import question_of
from tcb_analytics.strategies.measure import objective_of, readings_of, terms_of
from tcb_analytics.strategies.targets import Target, synergy, targets_of
from tcb_analytics.strategies.worth import dead, worth_of
from tests.strategies import plain, pools

NAMES = ("aggressive", "balanced", "control", "tournament")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(NAMES))
def test_any_deck_is_worth_what_plain_loops_say(seed: int, name: str) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 40)
    leader = catalog["TX01-001"]
    deck = pools.legal_deck(rng, catalog, leader)
    question = question_of(catalog, name, leader, format=pools.PLAIN)
    counts = question.counted(deck.counts)
    values = {card.number: question.value(at).value for at, card in enumerate(question.facts.cards)}
    looped = plain.points_of(deck, question.strategy, values, question.facts.cards)
    assert objective_of(question, counts) - question.leader_points == pytest.approx(looped)
    assert sum(terms_of(question, counts).values()) == pytest.approx(
        objective_of(question, counts), abs=1e-9
    )
    lost = sum(reading.lost for reading in readings_of(question, counts))
    gained = sum(float(points @ counts) for points in worth_of(question).values())
    assert gained - lost + question.leader_points == pytest.approx(objective_of(question, counts))


def test_a_target_costs_its_price_by_unit_outside_its_band() -> None:
    target = Target("curve", "cost 2", np.zeros(1), 3.0, 5.0, 0.5)
    assert [target.lost(amount) for amount in (0, 3, 4, 5, 7)] == [1.5, 0, 0, 0, 1]


STRATEGY = Strategy(
    name="own", title="Own", summary="For a test.",
    curve={1: 0.5, 3: 0.3, 6: 0.2}, land_curve={1: 1.0}, slack=1,
    categories={Category.EVENT: (0.1, 0.2), Category.LAND: (0.4, 0.4)},
    aims=(Aim(Selector(keyword="Blocker"), 0.25, 1.0), Aim(Selector(keyword="None such"), 0.5)),
    prefers=(Preference(Selector(keyword="Rush"), 0.75),),
    types=0.5,
)  # fmt: skip


def test_shares_become_whole_copies_of_the_size_and_bands_that_nothing_meets_are_left_out() -> None:
    catalog = pools.catalogue(random.Random(4), 60)
    question = question_of(catalog, STRATEGY, catalog["TX01-001"], format=pools.PLAIN)
    bands = {(t.term, t.label): (t.low, t.high) for t in targets_of(question)}
    assert bands == {
        ("curve", "cost 2 or less"): (9, 11),
        ("curve", "cost 3 to 5"): (5, 7),
        ("curve", "cost 6 or more"): (3, 5),
        ("categories", "Event"): (2, 4),
        ("aims", "[Blocker]"): (5, float("inf")),
        ("types", "types of the leader"): (10, float("inf")),
    }


def test_preferences_synergy_and_dead_texts_add_their_points() -> None:
    catalog = pools.catalogue(random.Random(4), 60)
    leader = replace(catalog["TX01-001"], types=("Crew",))
    question = question_of(catalog, STRATEGY, leader, format=pools.PLAIN)
    worth = worth_of(question)
    for at, card in enumerate(question.facts.cards):
        assert worth["preferences"][at] == pytest.approx(0.75 * ("Rush" in card.keywords))
        asks_other = "is [Leader 1]" in card.text and leader.name != "Leader 1"
        assert dead(question)[at] == asks_other
        assert synergy(question)[at] == ("Crew" in card.types)
        suits = 0.4 * ("Crew" in card.types) - 1.5 * asks_other
        assert worth["synergy"][at] == pytest.approx(suits)


def test_a_reading_binds_where_it_costs_or_holds_the_deck() -> None:
    catalog = pools.catalogue(random.Random(4), 60)
    question = question_of(catalog, STRATEGY, catalog["TX01-001"], format=pools.PLAIN)
    deck = pools.legal_deck(random.Random(1), catalog, catalog["TX01-001"])
    for reading in readings_of(question, question.counted(deck.counts)):
        assert reading.binds == (reading.lost > 0)
        held = replace(reading, amount=reading.low, lost=0.0)
        assert replace(held, shadow=0.5).binds
        assert not replace(held, shadow=0.0).binds
        assert reading.as_dict()["high"] != float("inf")


def test_lands_are_wanted_in_proportion_to_the_cards_of_their_colour() -> None:
    rng = random.Random(8)
    catalog = pools.limited_set(rng)
    pool = pools.opened(rng, catalog)
    question = question_of(catalog, "balanced", None, format=pools.LIMITED, collection=pool)
    mana = {t.label: t for t in targets_of(question) if t.term == "mana"}
    assert len(mana) == 5
    plain_white = next(
        card for card in catalog.cards if card.colors == ("W",) and card.number in pool
    )
    spells, lands = 23, 17
    even = question.counted({plain_white.number: spells, "Plains": lands})
    assert mana["lands for W"].lost(float(mana["lands for W"].weights @ even)) == 0
    missing = question.counted({plain_white.number: spells, "Plains": lands - 1, "Forest": 1})
    lost = sum(t.lost(float(t.weights @ missing)) for t in mana.values())
    assert lost == pytest.approx(2 * 0.5, rel=0.01)
