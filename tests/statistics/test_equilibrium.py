"""Equilibria: known games, laws of zero-sum games, and the gap as proof."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import FloatArray
from tcb_analytics.statistics.equilibrium import equilibrium, share_ranges
from tcb_analytics.statistics.matchups import matchups
from tests.statistics.tables_of_wins import seeds, wins_tables

ROCK_PAPER_SCISSORS = [[0.5, 0, 1], [1, 0.5, 0], [0, 1, 0.5]]


def table(seed: int, rows: int, columns: int) -> FloatArray:
    return np.random.default_rng(seed).uniform(0, 1, (rows, columns))


def test_rock_paper_scissors_is_played_in_thirds() -> None:
    found = equilibrium(ROCK_PAPER_SCISSORS)
    assert found.mix == pytest.approx(np.full(3, 1 / 3))
    assert found.value == pytest.approx(0.5)
    assert abs(found.gap) < 1e-9
    least, most = share_ranges(ROCK_PAPER_SCISSORS)
    assert least == pytest.approx(most, abs=1e-6)


def test_a_weighted_circle_is_played_by_the_odds_of_the_other_two() -> None:
    # Stakes of 10, 20 and 40 points: each deck's share is in proportion to the stake of the
    # matchup that it is not part of.
    a, b, c = 0.1, 0.2, 0.4
    found = equilibrium([[0.5, 0.5 - a, 0.5 + b], [0.5 + a, 0.5, 0.5 - c], [0.5 - b, 0.5 + c, 0.5]])
    assert found.mix == pytest.approx(np.array([c, b, a]) / (a + b + c))


def test_a_deck_that_beats_all_others_is_the_whole_meta() -> None:
    found = equilibrium([[0.5, 0.6, 0.7], [0.4, 0.5, 0.9], [0.3, 0.1, 0.5]])
    assert found.mix == pytest.approx([1, 0, 0])
    assert found.worth == pytest.approx([0.5, 0.4, 0.3])


@given(wins_tables())
@settings(max_examples=60, deadline=None)
def test_a_matchup_table_is_worth_one_half_and_no_deck_beats_the_mix(wins: FloatArray) -> None:
    chances = matchups(wins).chances
    found = equilibrium(chances)
    assert found.value == pytest.approx(0.5, abs=1e-7)
    assert found.mix.sum() == pytest.approx(1)
    assert (found.mix >= 0).all()
    assert (found.mix @ chances >= 0.5 - 1e-7).all()
    assert (chances @ found.mix <= 0.5 + 1e-7).all()


@given(seeds, st.integers(1, 9), st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_least_and_most_meet_between_the_pure_bounds(seed: int, rows: int, columns: int) -> None:
    chances = table(seed, rows, columns)
    found = equilibrium(chances)
    assert abs(found.gap) < 1e-7
    assert chances.min(axis=1).max() - 1e-7 <= found.value <= chances.max(axis=0).min() + 1e-7


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_the_other_side_sees_the_same_game(seed: int) -> None:
    chances = table(seed, 5, 7)
    one, other = equilibrium(chances), equilibrium(1 - chances.T)
    assert one.value == pytest.approx(1 - other.value, abs=1e-7)


@given(seeds, st.permutations(range(6)))
@settings(max_examples=40, deadline=None)
def test_the_order_of_decks_does_not_change_the_value(seed: int, order: list[int]) -> None:
    chances = table(seed, 6, 6)
    turned = equilibrium(chances[np.ix_(order, order)])
    assert turned.value == pytest.approx(equilibrium(chances).value, abs=1e-7)


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_only_decks_that_reach_the_value_are_played(seed: int) -> None:
    chances = table(seed, 6, 6)
    found = equilibrium(chances)
    assert found.worth[found.mix > 1e-6] == pytest.approx(found.value, abs=1e-6)


def test_two_equal_decks_may_share_their_part_in_any_way() -> None:
    twins = np.array([[0.5, 0.5, 0.3], [0.5, 0.5, 0.3], [0.7, 0.7, 0.5]])
    least, most = share_ranges(1 - twins)
    assert least == pytest.approx([0, 0, 0], abs=1e-6)
    assert most[:2] == pytest.approx([1, 1], abs=1e-6)
    assert most[2] == pytest.approx(0, abs=1e-6)


def test_a_looser_bound_widens_the_ranges() -> None:
    tight, loose = share_ranges(ROCK_PAPER_SCISSORS), share_ranges(ROCK_PAPER_SCISSORS, within=0.05)
    assert (loose[0] < tight[0] - 0.01).all()
    assert (loose[1] > tight[1] + 0.01).all()
    with pytest.raises(StatisticsError, match="within"):
        share_ranges(ROCK_PAPER_SCISSORS, within=-1)


def test_a_gap_in_the_table_is_refused() -> None:
    with pytest.raises(StatisticsError, match="finite"):
        equilibrium([[0.5, np.nan], [0.4, 0.5]])
    with pytest.raises(StatisticsError, match="at most 1"):
        equilibrium([[50, 60], [40, 50]])
