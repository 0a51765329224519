from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.cards.collection import Collection
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import CardError
from tests.tiny_set import TINY_CATALOG, TINY_DECK

OWNED = st.dictionaries(st.sampled_from(sorted(TINY_CATALOG)), st.integers(0, 60))


def test_prints_are_folded_and_summed_and_what_is_not_owned_is_none() -> None:
    owned = Collection({"TY01-003": 1, "ty01-003_p1": 2, "TY01-004": 0})
    assert dict(owned) == {"TY01-003": 3}
    assert (owned["TY01-003_r1"], owned["TY01-009"]) == (3, 0)
    assert "TY01-004" not in owned


@pytest.mark.parametrize("count", [-1, 1.5, True, "4"])
def test_copies_that_cannot_be_counted_are_refused(count: int) -> None:
    with pytest.raises(CardError, match="whole number from 0"):
        Collection({"TY01-003": count})


def test_a_deck_tells_what_is_missing_leader_included() -> None:
    owned = Collection({"TY01-003": 3, "TY01-004": 9})
    assert owned.missing(Deck({TINY_CATALOG["TY01-003"]: 4}, leader=TINY_CATALOG["TY01-001"])) == {
        "TY01-001": 1,
        "TY01-003": 1,
    }


@given(OWNED)
def test_coverage_is_whole_exactly_when_nothing_is_missing(copies: dict[str, int]) -> None:
    owned = Collection(copies)
    missing = owned.missing(TINY_DECK)
    assert (owned.coverage(TINY_DECK) == 1) == (not missing)
    assert 0 <= owned.coverage(TINY_DECK) <= 1
    bought = Collection({n: owned[n] + missing.get(n, 0) for n in {*owned, *missing}})
    assert bought.coverage(TINY_DECK) == 1


def test_an_empty_deck_is_covered_by_nothing() -> None:
    assert Collection({}).coverage(Deck()) == 1
