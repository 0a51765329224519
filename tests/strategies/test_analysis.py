"""What a deck is made of, draws and lacks."""

from __future__ import annotations

import random

import pytest

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies import analyse
from tcb_analytics.strategies.analysis_html import analysis_html
from tcb_analytics.strategies.opening import chances
from tests.strategies import pools
from tests.tiny_set import TINY_CATALOG, TINY_DECK


def test_it_counts_what_the_deck_holds() -> None:
    found = analyse(TINY_DECK)
    assert found.curve == {0: 0, 1: 38, 2: 4, 3: 4, 4: 0, 5: 4}
    assert found.mean_cost == pytest.approx((38 + 8 + 12 + 20) / 50)
    assert found.counters == {1000: 38, 0: 8, 2000: 4}
    assert found.counter_total == 46_000
    assert found.colors == {"Red": 50}
    assert found.categories == {"Character": 46, "Event": 4}
    assert found.types == {"Tiny": 50}
    assert found.keywords == {"Blocker": 4, "Main": 4, "On Play": 4, "Rush": 4}
    assert found.hand == 5


def test_its_chances_are_those_of_the_copies() -> None:
    found = analyse(TINY_DECK)
    assert found.draws["[Rush]"] == chances(4, 50, 5)
    assert found.draws["a card of cost 2 or less"] == chances(42, 50, 5)
    assert found.draws["a card with counter"] == chances(42, 50, 5)
    assert found.draws["TY01-007 Gil, the Swarm"] == chances(30, 50, 5)
    assert "a land" not in found.draws


def test_a_limited_deck_has_its_own_hand_and_its_lands_cost_nothing() -> None:
    rng = random.Random(3)
    catalog = pools.limited_set(rng)
    land = Card(number="Forest", name="Forest", category="Land", game="magic")
    deck = Deck([(land, 17), *((card, 1) for card in catalog.cards[:23])])
    found = analyse(deck)
    assert found.hand == 7
    assert found.draws["a land"] == chances(17, 40, 7)
    assert sum(found.curve.values()) == 23


def test_what_successful_decks_have_and_it_lacks_is_told_most_first() -> None:
    evidence = {"TY01-009": 0.5, "TY01-010": 0.9, "TY01-003": 1.0, "TY01-099": 0.3, "TY01-098": 0.1}
    found = analyse(TINY_DECK, evidence=evidence, catalog=TINY_CATALOG)
    assert [(lack.number, lack.name) for lack in found.lacks] == [
        ("TY01-010", "Jo"), ("TY01-009", "Isle"), ("TY01-099", "TY01-099"),
    ]  # fmt: skip
    assert found.shares == {"TY01-003": 1.0}
    assert [lack.inclusion for lack in found.lacks] == [0.9, 0.5, 0.3]


def test_unknown_cards_count_by_their_copies_alone() -> None:
    found = analyse(Deck([(Card.unknown("TY01-098"), 4), *TINY_DECK.cards]))
    assert found.draws["TY01-098"] == chances(4, 54, 5)
    assert found.curve == analyse(TINY_DECK).curve
    assert analyse(Deck([(Card.unknown("TY01-098"), 9)])).mean_cost is None


def test_it_is_plain_data_and_an_escaped_page() -> None:
    evil = Card(number="TY01-666", name="<img src=x>", category="Event", game="tidebreak")
    found = analyse(
        Deck([(evil, 4), *TINY_DECK.cards], leader=TINY_DECK.leader),
        evidence={"TY01-010": 0.9}, catalog=TINY_CATALOG,
    )  # fmt: skip
    page = analysis_html(found)
    assert "<img" not in page
    assert "Successful decks have, this one lacks" in page
    data = found.as_dict()
    assert data["lacks"] == [{"number": "TY01-010", "name": "Jo", "inclusion": 0.9}]
    assert data["draws"]["[Rush]"]["copies"] == 4


def test_bad_requests_are_told_with_a_remedy() -> None:
    for deck, asked, says in (
        (Deck(), {}, "the deck has no card"),
        (TINY_DECK, {"evidence": {"TY01-010": 40.0}}, "within 0 and 1, got 40"),
        (TINY_DECK, {"hand": 51}, "cannot have"),
    ):
        with pytest.raises(DeckError, match=says) as caught:
            analyse(deck, **asked)
        assert caught.value.remedy
