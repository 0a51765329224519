"""Bradley-Terry: the peak that an independent library finds, with errors that hold."""

from __future__ import annotations

import choix
import numpy as np
import pytest
from hypothesis import given, settings

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.bradley_terry import ELO, bradley_terry
from tcb_analytics.statistics.counts import FloatArray
from tests.statistics.tables_of_wins import played, seeds, wins_tables


def as_pairs(wins: FloatArray) -> list[tuple[int, int]]:
    """One (winner, loser) for each game, as choix takes them."""
    return [(i, j) for (i, j), count in np.ndenumerate(wins) for _ in range(int(count))]


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_the_plain_maximum_is_the_one_that_choix_finds(seed: int) -> None:
    wins, _ = played(seed, size=6, games=30)
    theirs = choix.ilsr_pairwise_dense(wins, tol=1e-12)
    assert bradley_terry(wins).strengths == pytest.approx(theirs - theirs.mean(), abs=1e-6)


@given(seeds)
@settings(max_examples=10, deadline=None)
def test_with_a_prior_it_is_the_penalised_maximum_that_choix_finds(seed: int) -> None:
    wins, _ = played(seed, size=5, games=4, spread=1.5)
    spread = 0.7
    theirs = choix.opt_pairwise(5, as_pairs(wins), alpha=0.5 / spread**2, tol=1e-12)
    assert bradley_terry(wins, spread=spread).strengths == pytest.approx(theirs, abs=1e-4)


def test_unequal_numbers_of_games_agree_with_choix_too() -> None:
    wins = np.array([[0, 90, 2, 0], [60, 0, 0, 7], [1, 0, 0, 400], [0, 9, 380, 0]])
    theirs = choix.ilsr_pairwise_dense(wins.astype(float), tol=1e-12)
    assert bradley_terry(wins).strengths == pytest.approx(theirs - theirs.mean(), abs=1e-6)


@given(wins_tables())
@settings(max_examples=60, deadline=None)
def test_chances_are_antisymmetric_and_ratings_have_no_slope_left(wins: FloatArray) -> None:
    found = bradley_terry(wins, spread=0.8)
    assert found.chances() + found.chances().T == pytest.approx(np.ones(wins.shape))
    assert found.chance_errors() == pytest.approx(found.chance_errors().T)
    assert found.strengths.sum() == pytest.approx(0, abs=1e-9)
    assert found.covariance.sum(axis=0) == pytest.approx(np.zeros(len(wins)), abs=1e-9)
    assert found.slope < 1e-6


@given(wins_tables())
@settings(max_examples=40, deadline=None)
def test_the_order_of_contenders_and_mirrors_do_not_matter(wins: FloatArray) -> None:
    order = np.arange(len(wins))[::-1]
    turned = bradley_terry(wins[np.ix_(order, order)] + np.diag(np.arange(len(wins))), spread=0.8)
    plain = bradley_terry(wins, spread=0.8)
    assert turned.strengths[order] == pytest.approx(plain.strengths, abs=1e-7)
    assert turned.errors[order] == pytest.approx(plain.errors, abs=1e-7)


@given(wins_tables())
@settings(max_examples=40, deadline=None)
def test_winners_and_losers_exchanged_turn_the_scale_round(wins: FloatArray) -> None:
    one, other = bradley_terry(wins, spread=0.8), bradley_terry(wins.T, spread=0.8)
    assert one.strengths == pytest.approx(-other.strengths, abs=1e-7)
    assert one.errors == pytest.approx(other.errors, abs=1e-7)


def test_a_hundred_times_the_games_make_a_tenth_of_the_error() -> None:
    wins, _ = played(3, size=8, games=50)
    few, many = bradley_terry(wins), bradley_terry(100 * wins)
    assert many.strengths == pytest.approx(few.strengths, abs=1e-6)
    assert many.errors == pytest.approx(few.errors / 10, rel=1e-6)
    assert many.elo_errors == pytest.approx(ELO * many.errors)


def test_two_contenders_have_the_error_of_their_log_odds() -> None:
    found = bradley_terry([[0, 70], [30, 0]])
    assert found.strengths[0] - found.strengths[1] == pytest.approx(np.log(70 / 30))
    assert found.chances()[0, 1] == pytest.approx(0.7)
    assert found.chance_errors()[0, 1] == pytest.approx(np.sqrt(0.7 * 0.3 / 100))
    assert found.elo[0] + found.elo[1] == pytest.approx(3000)


def test_errors_cover_the_truth_about_as_often_as_they_say() -> None:
    hits = []
    for seed in range(120):
        wins, truth = played(seed, size=8, games=25)
        found = bradley_terry(wins)
        hits.append(np.abs(found.strengths - truth) < 1.96 * found.errors)
    assert 0.93 < np.mean(hits) < 0.97


def test_without_a_maximum_the_split_is_named_and_a_prior_answers() -> None:
    unbeaten = [[0, 5, 5], [0, 0, 3], [0, 2, 0]]
    with pytest.raises(StatisticsError, match="at position 0") as caught:
        bradley_terry(unbeaten)
    assert "spread=0.5" in str(caught.value)
    found = bradley_terry(unbeaten, spread=0.5)
    assert found.strengths[0] > found.strengths[1] > found.strengths[2]


def test_who_never_played_stands_in_the_middle_and_is_hardly_known() -> None:
    found = bradley_terry([[0, 8, 0], [4, 0, 0], [0, 0, 0]], spread=0.5)
    assert found.strengths[2] == pytest.approx(0, abs=1e-9)
    assert found.errors[2] > found.errors[0]
    assert found.games.tolist() == [12, 12, 0]


def test_counts_of_very_different_size_are_no_trouble() -> None:
    wins, truth = played(9, size=6, games=2_000_000, spread=2.5)
    assert bradley_terry(wins).strengths == pytest.approx(truth, abs=0.05)


@pytest.mark.parametrize("wrong", [[[0, 1]], [[0]], [[0, -1], [1, 0]], [[0, np.nan], [1, 0]], []])
def test_what_is_no_table_of_wins_is_refused(wrong: list[list[float]]) -> None:
    with pytest.raises(StatisticsError):
        bradley_terry(wrong)


@pytest.mark.parametrize("spread", [0, -1, np.inf, np.nan])
def test_a_spread_that_is_none_is_refused(spread: float) -> None:
    with pytest.raises(StatisticsError, match="spread"):
        bradley_terry([[0, 1], [1, 0]], spread=spread)
