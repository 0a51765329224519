"""Two decks side by side."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.deck import Deck
from tcb_analytics.strategies import compare
from tcb_analytics.strategies.compare_html import suggestions_html
from tests.strategies import pools
from tests.tiny_set import TINY_CATALOG, TINY_DECK


def test_added_removed_and_changed_are_told_apart() -> None:
    new = {"TY01-003": 4, "TY01-004": 2, "TY01-005": 4, "TY01-007": 32, "TY01-008": 4}
    other = Deck({**{TINY_CATALOG[n]: c for n, c in new.items()}, TINY_CATALOG["TY01-009"]: 4})
    found = compare(TINY_DECK, other)
    assert found.added == {"TY01-009": 4}
    assert found.removed == {"TY01-006": 4}
    assert found.changed == {"TY01-004": (4, 2), "TY01-007": (30, 32)}
    assert found.changes == 6
    assert found.similarity == 44 / 50
    assert found.as_dict()["changed"] == {"TY01-004": [4, 2], "TY01-007": [30, 32]}


@given(st.integers(0, 2**32))
def test_it_is_symmetric_and_leads_from_one_deck_to_the_other(seed: int) -> None:
    rng = random.Random(seed)
    catalog = pools.catalogue(rng, 30)
    one, other = (pools.legal_deck(rng, catalog, catalog["TX01-001"]) for _ in range(2))
    found, back = compare(one, other), compare(other, one)
    assert (found.changes, found.similarity) == (back.changes, back.similarity)
    assert found.added == back.removed
    counts = {n: c for n, c in one.counts.items() if n not in found.removed}
    counts |= {n: new for n, (_, new) in found.changed.items()} | dict(found.added)
    assert counts == other.counts
    assert compare(one, one).changes == 0


def test_decks_without_cards_are_alike_and_no_suggestion_is_an_empty_page() -> None:
    assert compare(Deck(), Deck()).similarity == 1
    assert compare(Deck(), TINY_DECK).changes == 50
    assert "Suggestions" in suggestions_html([])
