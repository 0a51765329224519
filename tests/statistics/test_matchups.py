"""Matchup tables: antisymmetric, drawn to one half, and true where the truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import FloatArray
from tcb_analytics.statistics.matchups import as_chances, matchups
from tests.statistics.tables_of_wins import wins_tables


@given(wins_tables())
@settings(max_examples=30, deadline=None)
def test_a_chance_and_its_mirror_sum_to_one(wins: FloatArray) -> None:
    found = matchups(wins)
    assert found.chances + found.chances.T == pytest.approx(np.ones(wins.shape))
    assert found.errors == pytest.approx(found.errors.T)
    assert np.diag(found.chances) == pytest.approx(np.full(len(wins), 0.5))
    assert (np.diag(found.errors) == 0).all()


@given(wins_tables())
@settings(max_examples=30, deadline=None)
def test_a_chance_lies_between_the_raw_rate_and_one_half(wins: FloatArray) -> None:
    found = matchups(wins)
    met = found.games > 0
    raw = wins[met] / found.games[met]
    assert (np.abs(found.chances[met] - 0.5) <= np.abs(raw - 0.5) + 1e-12).all()
    assert (found.chances[~met] == 0.5).all()


def test_a_table_of_many_games_is_hardly_moved_and_one_of_few_is_drawn_in() -> None:
    wins = np.array([[0, 600, 450], [400, 0, 520], [550, 480, 0]])
    assert matchups(wins).chances == pytest.approx(
        np.where(wins, wins / 1000, 0.5), abs=0.03
    )  # fmt: skip
    few = matchups(wins / 100)
    assert few.chances[0, 1] < 0.56
    assert few.errors[0, 1] > 3 * matchups(wins).errors[0, 1]


def test_errors_cover_the_truth_of_a_league_as_often_as_they_say() -> None:
    rng = np.random.default_rng(11)
    hits = []
    for _ in range(40):
        above = np.triu(rng.beta(20, 20, (12, 12)), 1)
        truth = above + np.tril(1 - above.T, -1)
        games = rng.integers(5, 80, (12, 12))
        won = np.triu(rng.binomial(games, truth), 1)
        found = matchups(won + np.tril((games - won).T * (won.T >= 0), -1))
        apart = ~np.eye(12, dtype=bool)
        hits.append((np.abs(found.chances - truth) < 1.96 * found.errors)[apart])
    assert 0.92 < np.mean(hits) < 0.98


def test_a_stated_strength_is_used() -> None:
    assert matchups([[0, 10], [0, 0]], strength=10).chances[0, 1] == pytest.approx(0.75)
    with pytest.raises(StatisticsError, match="strength"):
        matchups([[0, 1], [1, 0]], strength=0)


def test_the_fitted_strength_is_that_of_the_league() -> None:
    rng = np.random.default_rng(5)
    truth = np.triu(rng.beta(25, 25, (60, 60)), 1)
    won = np.triu(rng.binomial(200, truth), 1)
    wins = won + np.triu(200 - won, 1).T
    chances = matchups(wins).chances
    assert chances == pytest.approx(matchups(wins, strength=50).chances, abs=0.01)


@pytest.mark.parametrize("wrong", [[0.5, 0.5], [[]], [[0.5, 1.2]], [[np.nan, 0.5]], [["a"]]])
def test_what_is_no_table_of_chances_is_refused(wrong: object) -> None:
    with pytest.raises(StatisticsError):
        as_chances(wrong)  # type: ignore[arg-type]  # the wrong type is what is tested
