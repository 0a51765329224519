"""A built deck tells its proof, its binding targets and where its values come from."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tcb_analytics.strategies import CardValue, build_deck
from tcb_analytics.strategies.asked import question_of
from tcb_analytics.strategies.assembly import Assembly
from tcb_analytics.strategies.build import answer
from tcb_analytics.strategies.built_html import built_html
from tcb_analytics.strategies.solver import solve
from tests.strategies import pools

CATALOG = pools.catalogue(random.Random(21), 70)


def test_a_shadow_price_is_what_moving_the_band_brings_to_the_relaxation() -> None:
    built = build_deck(CATALOG, "control", "TX01-001", format=pools.PLAIN)
    assert built.binding
    assert all(reading.shadow is not None for reading in built.targets)
    assert all(abs(reading.shadow or 0) <= reading.price + 1e-6 for reading in built.targets)
    free = [r for r in built.targets if r.low < r.amount < r.high and not r.shadow]
    assert not any(reading.binds for reading in free)


def test_a_gap_is_told_as_what_it_is() -> None:
    built = build_deck(CATALOG, "control", "TX01-001", format=pools.PLAIN)
    assert "proven optimal" in built_html(built)
    unproven = replace(built, bound=built.objective + 0.25)
    assert unproven.gap == 0.25
    assert "at most 0.25 below the best" in built_html(unproven)


def test_it_says_which_values_were_learned() -> None:
    values = {card.number: CardValue(3.0, 0.2, basis="lists: 7") for card in CATALOG.cards[::2]}
    built = build_deck(CATALOG, "control", "TX01-001", format=pools.PLAIN, values=values)
    assert built.values_learned == {number: number in values for number in built.deck.counts}
    known = sum(count for number, count in built.deck.counts.items() if number in values)
    assert built.learned_share == pytest.approx(known / 20)
    assert built.sources == {"lists": known, "the prior": 20 - known}
    assert "Values by" in built_html(built)
    prior = build_deck(CATALOG, "control", "TX01-001", format=pools.PLAIN)
    assert "Values by" not in built_html(prior)
    told = built.as_dict()["values"]
    assert all(told[number]["learned"] == (number in values) for number in told)


def test_owned_and_missing_copies_are_columns_of_one_card() -> None:
    asked = {card.number: 1 for card in CATALOG.cards}
    question = question_of(
        CATALOG, "control", CATALOG["TX01-001"], format=pools.PLAIN, collection=asked, missing=0.2
    )
    assembly = Assembly(question)
    places = set(assembly.card.tolist())
    assert all(len(assembly.of(place)) == 2 for place in places)
    assert all(assembly.room(place) == 4 for place in places)
    found = solve(assembly.program())
    assert found is not None
    assert assembly.counts(found.x).sum() == 20
    built = answer(question)
    assert built.terms["missing cards"] == pytest.approx(
        -0.2 * sum(item.copies for item in built.shopping)
    )
