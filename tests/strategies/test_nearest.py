"""Of several best decks the nearest, and never a worse one."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.strategies.asked import question_of
from tcb_analytics.strategies.build import answer
from tcb_analytics.strategies.measure import objective_of
from tcb_analytics.strategies.nearest import nearest
from tests.strategies import pools


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_it_is_worth_as_much_and_shares_no_less(seed: int) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 40)
    given_deck = pools.legal_deck(rng, catalog, catalog["TX01-001"])
    even = {number: float(rng.choice((3, 4))) for number in catalog}
    question = question_of(
        catalog, "tournament", catalog["TX01-001"], format=pools.PLAIN, values=even
    )
    built = answer(question)
    best = question.counted(built.deck.counts)
    start = question.counted(given_deck.counts)
    found = nearest(question, best, built.objective, given_deck.counts)
    assert objective_of(question, found) == built.objective
    assert found.sum() == 20
    assert sum(map(min, found, start)) >= sum(map(min, best, start))


def test_a_deck_of_unknown_cards_has_no_near_one() -> None:
    catalog = pools.catalogue(random.Random(1), 40)
    question = question_of(catalog, "balanced", catalog["TX01-001"], format=pools.PLAIN)
    best = question.counted(answer(question).deck.counts)
    assert nearest(question, best, 0.0, {"TX09-001": 4}) is best
