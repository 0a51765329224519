"""The meta of the sample, whose matchups are declared: matchups, equilibrium and field find it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tcb_analytics.statistics.bradley_terry import bradley_terry
from tcb_analytics.statistics.counts import FloatArray
from tcb_analytics.statistics.equilibrium import equilibrium
from tcb_analytics.statistics.field import expected_results
from tcb_analytics.statistics.matchups import matchups


def league(truth: dict[str, Any], seed: int, games: int) -> tuple[FloatArray, FloatArray]:
    """Wins of a season drawn from the declared matrix, by popularity; and the field."""
    chances, rng = np.array(truth["win"]), np.random.default_rng(seed)
    field = np.array(truth["popularity"])[-1]
    pairs = np.outer(field, field)
    met = rng.multinomial(games, (pairs / pairs.sum()).ravel()).reshape(pairs.shape)
    won = rng.binomial(met, chances)
    return (won + (met - won).T).astype(float), field


def test_matchups_of_a_season_hold_the_declared_chances(truth: dict[str, Any]) -> None:
    chances = np.array(truth["win"])
    apart = ~np.eye(len(chances), dtype=bool)
    hits = []
    for seed in range(20):
        wins, _ = league(truth, seed, 20_000)
        found = matchups(wins)
        hits.append((np.abs(found.chances - chances) < 1.96 * found.errors)[apart])
    assert 0.92 < np.mean(hits) < 0.98


def test_expected_results_hold_the_declared_ones(truth: dict[str, Any]) -> None:
    chances, hits = np.array(truth["win"]), []
    for seed in range(40):
        wins, field = league(truth, seed, 5_000)
        known = field > 0
        decks = np.random.default_rng(seed).multinomial(400, field / field.sum())
        found = matchups(wins, strength=1)
        told = expected_results(found.chances, found.errors, decks, seen=400)
        right = chances @ field / field.sum()
        hits.append(((told.low < right) & (right < told.high))[known])
    assert 0.92 < np.mean(hits) < 0.99


def test_the_mix_found_in_a_season_is_hardly_beaten_in_truth(truth: dict[str, Any]) -> None:
    chances = np.array(truth["win"])
    wins, _ = league(truth, 1, 50_000)
    mix = equilibrium(matchups(wins, strength=1).chances).mix
    everywhere = equilibrium(chances)
    assert everywhere.value == pytest.approx(0.5)
    met = wins.sum(axis=1) > 0
    assert (chances @ mix)[met].max() < 0.53
    assert (chances @ everywhere.mix).max() < 0.5 + 1e-6


def test_one_strength_cannot_hold_the_circles_of_this_meta(truth: dict[str, Any]) -> None:
    wins, _ = league(truth, 2, 50_000)
    played = wins.sum(axis=1) > 0
    table = wins[np.ix_(played, played)]
    rated = bradley_terry(table, spread=0.5)
    right = np.array(truth["win"])[np.ix_(played, played)]
    by_rating = np.abs(rated.chances() - right).mean()
    by_matchup = np.abs(matchups(table).chances - right).mean()
    assert by_matchup < by_rating
