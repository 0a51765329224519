"""Two thousand simulated leagues of known truth: do the figures keep their word?

Every league has its own field of decks: strengths, matchups, shares. Matches are
drawn from the field, mirrors and ties among them, so decks of one league are not
independent and most have few games, as in real leagues.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from tcb_analytics.statistics.intervals import IntervalKind
from tcb_analytics.statistics.rates import RateRule, Rates, rates
from tcb_analytics.statistics.shrinkage import fit_beta

LEAGUES, DECKS, TIED = 2_000, 20, 0.02
RULE = RateRule(ties="excluded", mirrors="exclude")
Floats = NDArray[np.float64]


class Leagues(NamedTuple):
    """True rates against the field, and counts, each of shape (leagues, decks)."""

    truth: Floats
    counts: tuple[Floats, Floats, Floats]
    mirrors: tuple[Floats, Floats, Floats]


def simulate(seed: int) -> Leagues:
    rng = np.random.default_rng(seed)
    strength = rng.normal(0, 0.25, (LEAGUES, DECKS))
    style = np.triu(rng.normal(0, 0.25, (LEAGUES, DECKS, DECKS)), 1)
    odds = strength[:, :, None] - strength[:, None, :] + style - style.transpose(0, 2, 1)
    chance = 1 / (1 + np.exp(-odds))
    share = rng.dirichlet(np.full(DECKS, 1.2), LEAGUES)
    pairing = (share[:, :, None] * share[:, None, :]).reshape(LEAGUES, -1)
    pairing /= pairing.sum(axis=1, keepdims=True)
    matches = np.exp(rng.uniform(np.log(400), np.log(6_000), LEAGUES)).astype(int)
    met = rng.multinomial(matches, pairing).reshape(LEAGUES, DECKS, DECKS)
    tied = rng.binomial(met, TIED)
    won = rng.binomial(met - tied, chance)
    lost = met - tied - won

    def both_seats(first: NDArray[np.int64], second: NDArray[np.int64]) -> tuple[Floats, Floats]:
        cells = (first + second.transpose(0, 2, 1)).astype(float)
        return cells.sum(axis=2), np.einsum("lii->li", cells)

    sums = [both_seats(won, lost), both_seats(lost, won), both_seats(tied, tied)]
    others = share[:, None, :] * (1 - np.eye(DECKS))
    truth = (chance * others).sum(axis=2) / others.sum(axis=2)
    wins, losses, ties = sums
    return Leagues(truth, (wins[0], losses[0], ties[0]), (wins[1], losses[1], ties[1]))


@pytest.fixture(scope="module")
def leagues() -> Leagues:
    return simulate(seed=20_240_328)


def rated(leagues: Leagues, interval: IntervalKind) -> Rates:
    return rates(*leagues.counts, RULE, mirrors=leagues.mirrors, interval=interval)


@pytest.mark.parametrize("interval", ["jeffreys", "wilson"])
def test_95_percent_intervals_cover_the_truth_94_to_96_times_in_100(
    leagues: Leagues, interval: IntervalKind, record_property: pytest.RecordProperty
) -> None:
    found = rated(leagues, interval)
    told = ~found["withheld"]
    assert told.sum() > 25_000
    covered = (found["low"] <= leagues.truth) & (leagues.truth <= found["high"])
    share = float(covered[told].mean())
    record_property("covered", share)
    print(f"{interval}: {share:.2%} of {told.sum():,} intervals cover the truth")
    assert 0.94 <= share <= 0.96


@pytest.mark.parametrize(("least", "most"), [(20, 60), (60, 200), (200, 10_000)])
def test_coverage_holds_for_few_games_and_for_many(leagues: Leagues, least: int, most: int) -> None:
    found = rated(leagues, "jeffreys")
    chosen = (found["games"] >= least) & (found["games"] < most)
    covered = (found["low"] <= leagues.truth) & (leagues.truth <= found["high"])
    assert 0.94 <= covered[chosen].mean() <= 0.96


def test_shrunk_rates_are_nearer_to_the_truth_than_raw_ones(
    leagues: Leagues, record_property: pytest.RecordProperty
) -> None:
    found = rated(leagues, "jeffreys")
    wins, games = found["wins"], found["games"]
    means, lows, highs = np.transpose(
        [
            fit_beta(won, played).shrink(won, played)
            for won, played in zip(wins, games, strict=True)
        ],
        (1, 0, 2),
    )
    told = ~found["withheld"]
    raw_error = np.where(told, (found["rate"] - leagues.truth) ** 2, 0).sum(axis=1)
    shrunk_error = np.where(told, (means - leagues.truth) ** 2, 0).sum(axis=1)
    ratio = float(shrunk_error.sum() / raw_error.sum())
    better = float((shrunk_error < raw_error).mean())
    covered = float(((lows <= leagues.truth) & (leagues.truth <= highs))[told].mean())
    record_property("squared_error_ratio", ratio)
    print(f"squared error: {ratio:.3f} of the raw rates', less in {better:.1%} of leagues")
    print(f"shrunk 95 % intervals cover {covered:.2%}")
    assert ratio < 0.8
    assert better > 0.9
    assert 0.94 <= covered <= 0.96


def test_the_simulation_is_reproducible_and_its_truth_is_fair(leagues: Leagues) -> None:
    again = simulate(seed=20_240_328)
    assert (again.counts[0] == leagues.counts[0]).all()
    assert leagues.truth.mean() == pytest.approx(0.5, abs=0.005)
    assert (leagues.counts[0].sum(axis=1) == leagues.counts[1].sum(axis=1)).all()
