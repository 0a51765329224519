"""A catalogue as columns: by number, made once, without what can be in no main deck."""

from __future__ import annotations

import gc
import random
from dataclasses import replace

import numpy as np

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.strategies import facts as module
from tcb_analytics.strategies.facts import Facts, facts_of
from tests.strategies import pools
from tests.tiny_set import TINY_CATALOG


def test_cards_stand_by_number_without_leaders_unknown_cards_and_other_games() -> None:
    other = Card(number="OP01-001", name="Other", category=Category.EVENT, game="onepiece")
    unknown = Card.unknown("TY01-500", "tidebreak")
    facts = Facts([*reversed(TINY_CATALOG.cards), other, unknown], pools.PLAIN)
    assert [card.number for card in facts.cards] == [f"TY01-{n:03d}" for n in range(3, 11)]
    assert facts.index["TY01-005"] == 2


def test_columns_hold_the_figures_of_the_cards() -> None:
    facts = Facts(TINY_CATALOG.cards, pools.PLAIN)
    assert facts.cost.tolist() == [1, 2, 3, 5, 1, 1, 2, 4]
    assert facts.counter.tolist() == [1, 1, 2, 0, 1, 0, 0, 1]
    assert facts.power.tolist() == [2000, 3000, 4000, 7000, 1000, 0, 0, 5000]
    assert np.flatnonzero(facts.colors["Blue"]).tolist() == [6]
    assert np.flatnonzero(facts.keywords["Rush"]).tolist() == [3]
    assert facts.types["Tiny"].all()
    assert not facts.lands.any()


def test_cards_that_any_number_is_allowed_of_are_told_by_number_name_and_text() -> None:
    by_text = replace(pools.PLAIN, any_number_text=("ANY NUMBER of this card",))
    assert np.flatnonzero(Facts(TINY_CATALOG.cards, by_text).any_number).tolist() == [4]
    named = replace(pools.PLAIN, any_number=frozenset({"TY01-003", "Fay"}))
    assert np.flatnonzero(Facts(TINY_CATALOG.cards, named).any_number).tolist() == [0, 3]


def test_free_cards_that_no_catalogue_lists_are_added() -> None:
    facts = Facts(pools.limited_set(random.Random(2)).cards, pools.LIMITED)
    lands = [card.name for card, land in zip(facts.cards, facts.lands, strict=True) if land]
    assert lands == ["Forest", "Island", "Mountain", "Plains", "Swamp"]
    assert facts.free.sum() == 5
    listed = Card(number="F1", name="Forest", category=Category.LAND, game="magic")
    assert "Forest" not in Facts([listed], pools.LIMITED).index


def test_cards_of_one_name_are_one_card_where_the_format_counts_by_name() -> None:
    twin = replace(TINY_CATALOG["TY01-003"], number="TY01-103")
    by_name = Facts([*TINY_CATALOG.cards, twin], replace(pools.PLAIN, identity="name"))
    assert by_name.groups == ((0, 8),)
    assert by_name.at("Cy") == (0, 8)
    assert by_name.at("TY01-103") == (8,)
    by_number = Facts([*TINY_CATALOG.cards, twin], pools.PLAIN)
    assert (by_number.groups, by_number.at("Cy")) == ((), ())


def test_columns_are_made_once_and_go_with_their_catalogue() -> None:
    catalog = Catalog(TINY_CATALOG.cards)
    kept = facts_of(catalog, pools.PLAIN)
    assert facts_of(catalog, replace(pools.PLAIN)) is kept
    assert facts_of(catalog, replace(pools.PLAIN, copies=3)) is not kept
    place = id(catalog)
    assert place in module._KEPT
    del catalog, kept
    gc.collect()
    assert place not in module._KEPT
