from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import CardError
from tcb_analytics.simulator.coverage import UNKNOWN_CARD, coverage, coverage_by_set
from tests.simulator.effects.worded import worded

READ = worded("[On Play] Draw 1 card.", number="XX01-002")
UNREAD = worded("[Blocker]\n[On Play] Sing.", "[Trigger] Dance.", number="XX01-003")
PLAIN = worded("", number="XX02-001")
LEADER = worded("[On Play] Sing.", number="XX01-001", category=Category.LEADER)


def test_a_card_counts_only_if_every_clause_is_modelled() -> None:
    found = coverage([READ, UNREAD, PLAIN])

    assert (found.copies, found.modelled, found.plain) == (3, 2, 1)
    assert found.share == pytest.approx(2 / 3)


def test_every_unmodelled_clause_is_listed_with_its_card() -> None:
    assert coverage([UNREAD, READ]).clauses == (
        ("XX01-003", "[On Play] Sing."),
        ("XX01-003", "[Trigger] Dance."),
    )


def test_a_decks_copies_and_its_leader_are_counted() -> None:
    found = coverage(Deck({READ: 4, UNREAD: 3}, LEADER, side={PLAIN: 5}))

    assert (found.copies, found.modelled) == (8, 4)
    assert [(one.card.number, one.copies) for one in found.unread] == [
        ("XX01-001", 1),
        ("XX01-003", 3),
    ]


def test_cards_are_counted_once_however_often_they_are_given() -> None:
    assert coverage([READ, READ, READ]).copies == 1


def test_a_card_that_no_catalogue_knows_is_not_taken_for_a_plain_one() -> None:
    found = coverage([Card.unknown("XX09-001")])

    assert found.modelled == 0
    assert found.clauses == (("XX09-001", UNKNOWN_CARD),)


def test_nothing_to_judge_is_wholly_covered() -> None:
    assert coverage([]).share == 1.0
    assert coverage_by_set([]) == ()


def test_a_card_of_another_game_is_refused_with_the_games_that_are_played() -> None:
    with pytest.raises(CardError, match="does not play 'magic'") as refused:
        coverage([replace(READ, game="magic")])

    assert "onepiece" in str(refused.value)


def test_sets_are_judged_apart() -> None:
    table = coverage_by_set([PLAIN, UNREAD, READ])

    assert [(one.set_code, one.coverage.copies, one.coverage.modelled) for one in table] == [
        ("XX01", 2, 1),
        ("XX02", 1, 1),
    ]


@given(st.lists(st.sampled_from([READ, UNREAD, PLAIN, LEADER]), max_size=8))
def test_the_sets_add_up_to_the_whole(cards: list[Card]) -> None:
    whole, parts = coverage(cards), coverage_by_set(cards)

    assert sum(one.coverage.copies for one in parts) == whole.copies
    assert sum(one.coverage.modelled for one in parts) == whole.modelled
    assert whole.modelled + sum(one.copies for one in whole.unread) == whole.copies
