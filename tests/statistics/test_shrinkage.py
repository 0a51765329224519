"""Shrinkage: the fitted prior finds the truth, and says little where little is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.shrinkage import (
    HYPERPRIOR,
    JEFFREYS,
    BetaPrior,
    fit_beta,
    moments_beta,
)


@st.composite
def counts(draw: st.DrawFn) -> tuple[float, int]:
    """Wins in halves, as ties make them, and games."""
    games = draw(st.integers(0, 3_000))
    return draw(st.integers(0, 2 * games)) / 2, games


leagues = st.lists(counts(), min_size=1, max_size=30)


@pytest.mark.parametrize(("alpha", "beta"), [(60, 50), (8, 12), (1, 3), (400, 400)])
def test_a_fit_to_many_groups_finds_the_prior_they_were_drawn_from(
    alpha: float, beta: float
) -> None:
    rng = np.random.default_rng(5)
    games = rng.integers(1, 800, 4_000)
    prior = fit_beta(rng.binomial(games, rng.beta(alpha, beta, 4_000)), games)
    assert prior.mean == pytest.approx(alpha / (alpha + beta), abs=0.01)
    assert prior.strength == pytest.approx(alpha + beta, rel=0.15)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_no_prior_nearby_explains_the_groups_better(seed: int) -> None:
    rng = np.random.default_rng(seed)
    games = rng.integers(5, 300, 25)
    wins = rng.binomial(games, rng.beta(30, 30, 25))
    prior = fit_beta(wins, games)

    def fit(alpha: float, beta: float) -> float:
        density = np.log(alpha) + np.log(beta) - HYPERPRIOR * np.log(alpha + beta)
        return float(betabinom.logpmf(wins, games, alpha, beta).sum() + density)

    best = fit(prior.alpha, prior.beta)
    for by_alpha, by_beta in [(1.1, 1.1), (0.9, 0.9), (1.05, 0.95), (0.95, 1.05)]:
        assert fit(prior.alpha * by_alpha, prior.beta * by_beta) <= best + 1e-3


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_the_doubt_is_the_inverse_curvature_at_the_peak(seed: int) -> None:
    rng = np.random.default_rng(seed)
    games = rng.integers(50, 800, 60)
    wins = rng.binomial(games, rng.beta(20, 25, 60))
    prior = fit_beta(wins, games)
    centre, step = np.log([prior.alpha, prior.beta]), 1e-3

    def cost(first: float, second: float) -> float:
        alpha, beta = np.exp(centre + step * np.array([first, second]))
        density = np.log(alpha) + np.log(beta) - HYPERPRIOR * np.log(alpha + beta)
        return -float(betabinom.logpmf(wins, games, alpha, beta).sum() + density)

    along = [cost(1, 0) - 2 * cost(0, 0) + cost(-1, 0), cost(0, 1) - 2 * cost(0, 0) + cost(0, -1)]
    mixed = (cost(1, 1) - cost(1, -1) - cost(-1, 1) + cost(-1, -1)) / 4
    curvature = np.array([[along[0], mixed], [mixed, along[1]]]) / step**2
    expected = np.linalg.inv(curvature)
    found = np.array([prior.doubt[:2], prior.doubt[1:]])
    assert found == pytest.approx(expected, rel=0.05)


def test_doubt_about_the_prior_widens_the_interval_and_leaves_the_mean() -> None:
    known, fitted = BetaPrior(50, 50), BetaPrior(50, 50, (0.2, 0.19, 0.2))
    sure, less = known.shrink(8, 20), fitted.shrink(8, 20)
    assert sure.mean == pytest.approx(less.mean)
    assert less.low < sure.low < sure.high < less.high


def test_groups_that_do_not_differ_are_drawn_nearly_all_the_way() -> None:
    prior = fit_beta([50] * 20, [100] * 20)
    assert prior.strength > 300
    assert prior.strength <= 2_000
    assert fit_beta([50] * 200, [100] * 200).strength > 3_000


def test_where_nobody_ever_won_a_win_stays_possible() -> None:
    shrunk = fit_beta([0] * 10, [10] * 10).shrink(0, 10)
    assert 0 < shrunk.mean < 0.02
    assert shrunk.high > 0.03


@pytest.mark.parametrize("league", [([], []), ([7], [9]), ([0, 7, 0], [0, 9, 0]), ([0, 0], [0, 0])])
def test_fewer_than_two_groups_teach_nothing(league: tuple[list[int], list[int]]) -> None:
    assert fit_beta(*league) == JEFFREYS


def test_one_group_far_larger_than_the_rest_is_no_trouble() -> None:
    prior = fit_beta([4e14, 1, 3], [1e15, 2, 4])
    assert prior.mean == pytest.approx(0.4, abs=0.15)


@given(leagues)
def test_a_shrunk_rate_lies_between_the_raw_one_and_the_priors_mean(
    league: list[tuple[float, int]],
) -> None:
    wins, games = np.transpose(league)
    prior = fit_beta(wins, games)
    shrunk = prior.shrink(wins, games)
    raw = np.where(games > 0, wins / np.maximum(games, 1), prior.mean)
    assert (shrunk.mean >= np.minimum(raw, prior.mean) - 1e-12).all()
    assert (shrunk.mean <= np.maximum(raw, prior.mean) + 1e-12).all()
    assert ((shrunk.low > 0) & (shrunk.low < shrunk.mean)).all()
    assert ((shrunk.high < 1) & (shrunk.high > shrunk.mean)).all()


@given(leagues)
def test_the_prior_is_worth_at_least_one_game_and_at_most_all_of_them(
    league: list[tuple[float, int]],
) -> None:
    wins, games = np.transpose(league)
    prior = fit_beta(wins, games)
    assert 1 - 1e-9 <= prior.strength <= max(games.sum() + 1, 1) + 1e-6


@given(leagues)
def test_swapping_wins_and_losses_swaps_the_prior(league: list[tuple[float, int]]) -> None:
    wins, games = np.transpose(league)
    one, other = fit_beta(wins, games), fit_beta(games - wins, games)
    shrunk, mirrored = one.shrink(wins, games), other.shrink(games - wins, games)
    assert shrunk.mean == pytest.approx(1 - mirrored.mean, abs=2e-3)


def test_without_games_the_posterior_is_the_prior() -> None:
    shrunk = BetaPrior(8, 4).shrink(0, 0)
    assert shrunk.mean == pytest.approx(8 / 12)


@pytest.mark.parametrize("wrong", [(0, 1), (1, -1), (np.nan, 1), (1, np.inf)])
def test_a_prior_that_is_no_distribution_is_refused(wrong: tuple[float, float]) -> None:
    with pytest.raises(StatisticsError):
        BetaPrior(*wrong)


def test_impossible_counts_are_refused() -> None:
    with pytest.raises(StatisticsError):
        fit_beta([3], [2])
    with pytest.raises(StatisticsError):
        JEFFREYS.shrink([1], [2], level=95)


def test_moments_find_the_prior_that_rates_were_drawn_from() -> None:
    rng = np.random.default_rng(3)
    games = rng.integers(20, 3000, 4000)
    prior = moments_beta(rng.binomial(games, rng.beta(40, 60, 4000)), games)

    assert abs(prior.mean - 0.4) < 0.01
    assert 85 < prior.strength < 115


def test_moments_of_rates_that_differ_by_chance_alone_hold_them_for_equal() -> None:
    rng = np.random.default_rng(4)
    games = np.full(200, 50)
    prior = moments_beta(rng.binomial(games, 0.5), games)

    assert prior.strength > 1000


def test_moments_of_fewer_than_two_groups_are_jeffreys_prior() -> None:
    assert moments_beta([3, 0], [5, 0]) == JEFFREYS
