"""Decks held against rules, evidence and collections, without a database or a lake."""

from __future__ import annotations

import pytest

from tcb_analytics.app.services import collections, deck_check, decks
from tcb_analytics.app.services.accounts import Visitor
from tcb_analytics.app.services.deck_facts import deck_of
from tcb_analytics.app.services.decks import Draft
from tcb_analytics.app.services.refusals import ConflictError, InvalidError, UnknownError
from tests.app.harbour import RULES, PlainLake, harbour, visitor
from tests.app.worlds import GAME, NOON, World, card

TEN = {"HB01-001": 4, "HB01-002": 4, "HB01-003": 2}


def kept(world: World, ann: Visitor, wanted: Draft) -> str:
    return decks.create(world.begin(), ann, GAME, wanted, now=NOON).id


def test_a_stored_deck_is_the_deck_that_rules_know() -> None:
    world = harbour()
    ann = visitor(world)
    stored = decks.read(world.begin(), ann, kept(world, ann, Draft("Ten", "HB01-000", TEN)))
    deck = deck_of(stored)

    assert deck.leader == card(0)
    assert dict(deck.cards) == {card(1): 4, card(2): 4, card(3): 2}
    assert deck.name == "Ten"


def test_rules_are_those_of_the_lake() -> None:
    world, lake = harbour(), PlainLake()
    ann = visitor(world)
    good = kept(world, ann, Draft("Ten", None, TEN))
    bad = kept(world, ann, Draft("Five", None, {"HB01-001": 5}))

    found = deck_check.check(world.begin(), lake, ann, good, on=None)
    assert (found.legal, found.rules, list(found.violations)) == (True, RULES, [])
    broken = deck_check.check(world.begin(), lake, ann, bad, on=None)
    assert broken.legal is False
    assert {one.rule for one in broken.violations} == {"size", "copies"}


def test_a_game_without_rules_is_a_conflict() -> None:
    world, lake = harbour(), PlainLake(known="other")
    ann = visitor(world)
    with pytest.raises(ConflictError):
        deck_check.check(world.begin(), lake, ann, kept(world, ann, Draft("Ten")), on=None)


def test_a_preview_judges_what_nobody_keeps() -> None:
    world, lake = harbour(), PlainLake()
    found = deck_check.preview(world.begin(), lake, GAME, Draft("", "HB01-000", TEN))

    assert found.deck.size == 10
    assert found.deck.leader == card(0)
    assert {one.rule for one in found.violations} == {"leader"}
    with pytest.raises(InvalidError):
        deck_check.preview(world.begin(), lake, GAME, Draft("", None, {"ZZ": 1}))
    with pytest.raises(UnknownError):
        deck_check.preview(world.begin(), lake, "other", Draft("", None, TEN))


def test_an_analysis_compares_with_the_leaders_decks() -> None:
    shares = {"HB01-000": {"HB01-001": 0.9, "HB01-005": 0.6, "HB01-006": 0.2}}
    world, lake = harbour(), PlainLake(shares)
    ann = visitor(world)
    with_leader = kept(world, ann, Draft("Ten", "HB01-000", TEN))
    without = kept(world, ann, Draft("Ten", None, TEN))

    found = deck_check.analysis(world.begin(), lake, ann, with_leader, least=0.25)
    assert [(lack.number, lack.name) for lack in found.lacks] == [("HB01-005", "Tide Warden 5")]
    assert found.shares == {"HB01-001": 0.9}
    less = deck_check.analysis(world.begin(), lake, ann, with_leader, least=0.1)
    assert len(less.lacks) == 2
    assert deck_check.analysis(world.begin(), lake, ann, without, least=0).lacks == ()
    empty = kept(world, ann, Draft("Empty"))
    with pytest.raises(ConflictError):
        deck_check.analysis(world.begin(), lake, ann, empty, least=0)


def test_coverage_counts_leader_and_copies() -> None:
    world = harbour()
    ann, bob = visitor(world), visitor(world, "Bob Heron")
    deck = kept(world, ann, Draft("Ten", "HB01-000", TEN))
    owned = [("HB01-000", 1), ("HB01-001", 9), ("HB01-002", 1)]
    collections.put(world.begin(), ann, GAME, owned, now=NOON)
    collections.put(world.begin(), bob, GAME, [("HB01-003", 4)], now=NOON)
    found = deck_check.coverage(world.begin(), ann, deck)

    assert found.needed == 11
    assert [(one.card.number, one.copies) for one in found.missing] == [
        ("HB01-002", 3), ("HB01-003", 2),
    ]  # fmt: skip
    assert found.share == pytest.approx(6 / 11)
    leaderless = kept(world, ann, Draft("Ten", None, TEN))
    assert deck_check.coverage(world.begin(), ann, leaderless).needed == 10
    with pytest.raises(UnknownError):
        deck_check.coverage(world.begin(), bob, deck)
