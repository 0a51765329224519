"""Suggestions: one variant a strategy, each the best within the changes."""

from __future__ import annotations

import random

import pytest

from tcb_analytics.errors import DeckError
from tcb_analytics.strategies import improve, suggestions
from tests.strategies import pools


def test_four_variants_tell_what_they_exchange_and_what_is_owned() -> None:
    rng = random.Random(3)
    catalog = pools.catalogue(rng, 60)
    deck = pools.legal_deck(rng, catalog, catalog["TX01-001"])
    found = suggestions(
        deck, catalog=catalog, changes=6, format=pools.PLAIN, collection=deck.counts, missing=0.0
    )
    assert [one.after.strategy for one in found] == [
        "aggressive", "balanced", "control", "tournament",
    ]  # fmt: skip
    for one in found:
        alone = improve(
            deck, one.after.strategy, catalog=catalog, changes=6, format=pools.PLAIN,
            collection=deck.counts, missing=0.0,
        )  # fmt: skip
        assert one.after.deck == alone.after.deck
        assert one.swaps.changes <= 6
        assert one.swaps.similarity == pytest.approx(1 - one.swaps.changes / 20)
        assert one.after.coverage == pytest.approx(1 - one.swaps.changes / 20)
    assert found.named("control") is found[2]
    assert len(found) == len(found.as_dict()) == 4
    assert found._repr_html_().count("Aggressive") == 2


def test_other_strategies_may_be_asked_and_unknown_ones_are_refused() -> None:
    rng = random.Random(3)
    catalog = pools.catalogue(rng, 60)
    deck = pools.legal_deck(rng, catalog, catalog["TX01-001"])
    found = suggestions(deck, catalog=catalog, strategies=["control"], format=pools.PLAIN)
    assert len(found) == 1
    with pytest.raises(DeckError, match="did you mean 'control'"):
        suggestions(deck, catalog=catalog, strategies=["kontrol"], format=pools.PLAIN)
