"""Chances of drawing, against counting every hand."""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.opening import TURNS, at_least, chances


@given(st.integers(1, 8), st.data())
def test_a_chance_is_the_share_of_all_hands(size: int, data: st.DataObject) -> None:
    copies = data.draw(st.integers(0, size))
    seen = data.draw(st.integers(1, size))
    least = data.draw(st.integers(0, 4))
    hands = list(itertools.combinations(range(size), seen))
    good = sum(sum(card < copies for card in hand) >= least for hand in hands)
    assert at_least(least, copies, size, seen) == pytest.approx(good / len(hands), abs=1e-12)


@given(st.integers(5, 60), st.data())
def test_each_figure_is_the_exact_fraction(size: int, data: st.DataObject) -> None:
    copies = data.draw(st.integers(0, size))
    found = chances(copies, size, 5)

    def exact(drawn: int) -> float:
        seen = min(drawn, size)
        return float(1 - Fraction(comb(size - copies, seen), comb(size, seen)))

    assert found.hand == pytest.approx(exact(5), abs=1e-12)
    assert found.mulligan == pytest.approx(1 - (1 - exact(5)) ** 2, abs=1e-12)
    assert found.expected == pytest.approx(5 * copies / size)
    for turn in TURNS:
        assert found.second[turn] == pytest.approx(exact(5 + turn), abs=1e-12)
        assert found.first[turn] == pytest.approx(exact(4 + turn), abs=1e-12)


def test_the_figure_that_players_know() -> None:
    found = chances(4, 50, 5)
    assert f"{found.hand:.4f}" == "0.3530"
    assert found.first[1] == found.hand
    assert found.as_dict()["copies"] == 4


def test_impossible_decks_are_refused() -> None:
    for copies, size, hand in ((5, 4, 2), (-1, 4, 2), (1, 4, 5), (1, 4, 0)):
        with pytest.raises(DeckError, match="cannot have"):
            chances(copies, size, hand)
