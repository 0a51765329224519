"""What may be asked, and what is refused before anything is solved."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.collection import Collection
from tcb_analytics.cards.restriction import Restriction
from tcb_analytics.errors import CardError, DeckError
from tcb_analytics.strategies import CardValue
from tcb_analytics.strategies.asked import Asked, format_for, leader_for, place_of, question_of
from tcb_analytics.strategies.demands import AtMost, Budget, Include, OnlyOwned
from tcb_analytics.strategies.owning import buying_allowed, owned_of
from tcb_analytics.strategies.question import TIME_LIMIT, Question
from tests.strategies import pools
from tests.tiny_set import ADA, TINY_CATALOG


def ask(**asked: object) -> Question:
    return question_of(TINY_CATALOG, "balanced", ADA, **asked)


def test_the_format_is_that_of_the_leader_or_of_the_only_game() -> None:
    assert format_for(TINY_CATALOG, ADA, None).name == "tidebreak"
    assert format_for(TINY_CATALOG, None, None).name == "tidebreak"
    assert format_for(TINY_CATALOG, None, "onepiece").name == "onepiece"
    mixed = Catalog([*TINY_CATALOG.cards, replace(TINY_CATALOG["TY01-003"], number="OP01-001",
                                                  game="onepiece")])  # fmt: skip
    with pytest.raises(DeckError, match="cannot be told from the games onepiece, tidebreak"):
        format_for(mixed, None, None)


def test_a_leader_is_a_number_or_a_card() -> None:
    assert leader_for(TINY_CATALOG, "ty01-001_p1") == ADA
    assert leader_for(TINY_CATALOG, ADA) is ADA
    assert leader_for(TINY_CATALOG, None) is None


def test_includes_and_excludes_are_numbers_or_copies() -> None:
    index = ask().facts.index
    place = index["TY01-003"]
    label = "TY01-003 Cy"
    for include, copies in (("TY01-003", 1), (["TY01-003"], 1), ({"TY01-003": 3}, 3)):
        assert ask(include=include).demands == (Include(place, label, copies),)
    for exclude, copies in (("TY01-003", 0), (["TY01-003"], 0), ({"TY01-003": 2}, 2)):
        assert ask(exclude=exclude).demands == (AtMost(place, label, copies),)


def test_given_values_take_the_place_of_the_prior() -> None:
    question = ask(values={"TY01-003": CardValue(7, 0.5), "TY01-004": 2.0, "TY01-777": 1.0})
    at = question.facts.index
    assert question.value(at["TY01-003"]) == CardValue(7.0, 0.5, learned=True)
    assert question.value(at["TY01-004"]) == CardValue(2.0, None, learned=True)
    assert not question.value(at["TY01-005"]).learned
    assert question.leader_points > 0


def test_a_collection_forbids_or_prices_what_is_missing() -> None:
    strict = ask(collection={"TY01-003": 2})
    assert strict.demands == (OnlyOwned(),)
    loose = ask(collection=Collection({"TY01-003": 2}), missing=0.5)
    assert loose.demands == ()
    assert loose.owned is not None
    assert loose.owned.points == 0.5
    assert loose.owned.copies.sum() == 2
    bought = ask(collection={"TY01-003": 2}, budget=4.0, prices={"TY01-004": 1.0})
    assert bought.demands == (Budget(4.0),)
    assert bought.owned is not None
    assert np.isfinite(bought.owned.prices).sum() == 1


def test_a_pool_is_all_there_is_but_for_free_cards() -> None:
    rng = random.Random(1)
    catalog = pools.limited_set(rng)
    question = question_of(
        catalog, "balanced", None, format=pools.LIMITED, collection=pools.opened(rng, catalog)
    )
    owned = question.owned
    assert owned is not None
    assert not owned.buying
    assert np.isinf(owned.copies).sum() == 5
    asked = Asked(format=pools.LIMITED, collection={}, missing=1.0)
    assert not buying_allowed(question.facts, asked)
    with pytest.raises(DeckError, match="builds from a pool, and none was given"):
        owned_of(question.facts, Asked(format=pools.LIMITED))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"colection": {}}, "by 'colection'; did you mean 'collection'"),
        ({"time_limit": 0}, "more than 0 seconds"),
        ({"time_limit": float("nan")}, "more than 0 seconds"),
        ({"size": 50.0}, "a deck of 50.0 cards"),
        ({"size": True}, "a deck of True cards"),
        ({"include": {"TY01-003": 1.5}}, "copies from 1, got 1.5"),
        ({"exclude": {"TY01-003": -1}}, "copies from 0, got -1"),
        ({"collection": {}, "missing": float("nan")}, "at least 0, got nan"),
        ({"collection": {}, "missing": 1001.0}, "at most 1000 points"),
        ({"budget": 3.0, "prices": {"TY01-003": -1.0}}, "TY01-003: expected an amount"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_remedy(asked: dict[str, object], says: str) -> None:
    with pytest.raises(DeckError, match=says) as caught:
        ask(**asked)
    assert caught.value.remedy


def test_a_leader_that_may_not_be_played_is_refused_by_its_rule() -> None:
    ban = Restriction("banned", "TY01-001", in_force=date(2026, 1, 1))
    rules = replace(pools.PLAIN, restrictions=(ban,))
    with pytest.raises(DeckError, match="TY01-001 Ada is banned since 2026-01-01"):
        ask(format=rules, on=date(2026, 2, 1))
    assert ask(format=rules, on=date(2025, 2, 1)).time_limit == TIME_LIMIT


def test_a_card_is_placed_by_number_or_refused_by_its_rule() -> None:
    facts = ask().facts
    assert place_of(TINY_CATALOG, facts, "ty01-003_p2", "here") == facts.index["TY01-003"]
    assert place_of(TINY_CATALOG, facts, TINY_CATALOG["TY01-003"], "here") == 0
    with pytest.raises(DeckError, match="can be in no deck of the format tidebreak"):
        place_of(TINY_CATALOG, facts, "TY01-001", "here")
    with pytest.raises(CardError, match="no card 'TY01-0O3'"):
        place_of(TINY_CATALOG, facts, "TY01-0O3", "here")
