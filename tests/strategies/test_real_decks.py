"""Real cards: proven decks for real leaders, equal to a plain integer program."""

from __future__ import annotations

import random

import pytest

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format, load_format
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies import build_deck, improve
from tcb_analytics.strategies.asked import question_of
from tcb_analytics.strategies.eligible import leaders_for
from tcb_analytics.strategies.measure import objective_of
from tests.strategies import plain

pytestmark = pytest.mark.real_data
RULES = load_format("onepiece")


def test_sixty_decks_equal_a_plain_integer_program(official: Catalog) -> None:
    rng = random.Random(60)
    leaders = list(leaders_for(official.leaders, RULES, None))
    asked = [
        (leader, name)
        for leader in rng.sample(leaders, 20)
        for name in ("aggressive", "balanced", "control")
    ]
    assert len(asked) == 60
    for leader, name in asked:
        built = build_deck(official, name, leader)
        question = question_of(official, name, leader)
        expected = plain.optimum(question)
        assert expected is not None
        assert built.gap == 0
        assert built.objective - question.leader_points == pytest.approx(expected, abs=5e-5)
        assert built.deck.legal(RULES)


def test_the_best_over_all_leaders_is_proven_and_a_leader_of_old_days_is_refused(
    official: Catalog,
) -> None:
    best = build_deck(official, "control")
    assert (best.gap, best.leaders > 100) == (0, True)
    for leader in random.Random(1).sample(leaders_for(official.leaders, RULES, None), 10):
        assert build_deck(official, "control", leader).objective <= best.objective
    with pytest.raises(DeckError, match="is banned since 2025-01-01"):
        build_deck(official, "control", "OP11-040", format=banned("OP11-040"))


def banned(number: str) -> Format:
    """The format with one ban."""
    return RULES.with_restrictions([{"kind": "banned", "number": number, "in_force": "2025-01-01"}])


def test_a_real_deck_improves_within_its_changes(official: Catalog) -> None:
    built = build_deck(official, "aggressive", "OP01-001")
    found = improve(built.deck, "control", catalog=official, changes=5)
    assert found.swaps.changes == 5
    assert found.after.gap == 0
    counts = found.after.question.counted(found.after.deck.counts)
    assert objective_of(found.after.question, counts) == found.after.objective
