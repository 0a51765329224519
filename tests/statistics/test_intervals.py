"""Intervals: published values, exact ends, and the laws they keep."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, binomtest

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.intervals import IntervalKind, interval_of, jeffreys, wilson

KINDS: tuple[IntervalKind, ...] = ("jeffreys", "wilson")
kinds = st.sampled_from(KINDS)
levels = st.floats(0.5, 0.999)


@st.composite
def counts(draw: st.DrawFn, least: int = 0) -> tuple[float, int]:
    """Wins in halves, as ties make them, and games."""
    games = draw(st.integers(least, 100_000))
    return draw(st.integers(0, 2 * games)) / 2, games


@pytest.mark.parametrize(
    ("wins", "games", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_values_newcombe_printed(
    wins: int, games: int, low: float, high: float
) -> None:
    """R. G. Newcombe, Statistics in Medicine 17, 1998, table I, method 3."""
    assert np.round(wilson(wins, games), 4) == pytest.approx([low, high], abs=1e-9)


@pytest.mark.parametrize("games", [1, 7, 50, 3_000])
@pytest.mark.parametrize("level", [0.5, 0.9, 0.99])
def test_both_agree_with_scipys_own_computation(games: int, level: float) -> None:
    wins = np.arange(games + 1)[:: max(1, games // 60)]
    theirs = [binomtest(int(w), games).proportion_ci(level, method="wilson") for w in wins]
    assert np.allclose(wilson(wins, games, level), np.transpose(theirs), atol=1e-12)
    tail = (1 - level) / 2
    low = np.where(wins > 0, beta.ppf(tail, wins + 0.5, games - wins + 0.5), 0)
    high = np.where(wins < games, beta.ppf(1 - tail, wins + 0.5, games - wins + 0.5), 1)
    assert np.allclose(jeffreys(wins, games, level), [low, high], atol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_the_ends_are_exact_where_nothing_or_all_was_won(kind: IntervalKind) -> None:
    games = np.array([1, 2, 20, 1_000, 10**6, 10**12])
    assert (interval_of(kind, 0, games).low == 0).all()
    assert (interval_of(kind, games, games).high == 1).all()
    assert (interval_of(kind, 0, games).high < 1).all()


@pytest.mark.parametrize("kind", KINDS)
def test_without_games_anything_is_possible(kind: IntervalKind) -> None:
    assert interval_of(kind, 0, 0) == (0.0, 1.0)


@given(kinds, counts(least=1), levels)
def test_the_estimate_lies_inside(
    kind: IntervalKind, count: tuple[float, int], level: float
) -> None:
    wins, games = count
    low, high = interval_of(kind, wins, games, level)
    assert 0 <= low <= wins / games + 1e-12
    assert wins / games - 1e-12 <= high <= 1


@given(kinds, counts(), levels)
def test_swapping_wins_and_losses_mirrors_the_interval(
    kind: IntervalKind, count: tuple[float, int], level: float
) -> None:
    wins, games = count
    low, high = interval_of(kind, wins, games, level)
    other_low, other_high = interval_of(kind, games - wins, games, level)
    assert other_high == 1 - low
    assert high == 1 - other_low


@given(kinds, counts(least=1), st.integers(2, 50), levels)
def test_more_games_at_the_same_rate_narrow_it(
    kind: IntervalKind, count: tuple[float, int], times: int, level: float
) -> None:
    few = interval_of(kind, *count, level)
    many = interval_of(kind, count[0] * times, count[1] * times, level)
    assert many.high - many.low < few.high - few.low


@given(kinds, counts(least=1), st.floats(0.5, 0.98))
def test_a_higher_level_widens_it(
    kind: IntervalKind, count: tuple[float, int], level: float
) -> None:
    sure = interval_of(kind, *count, level + 0.01)
    less = interval_of(kind, *count, level)
    assert sure.low <= less.low
    assert sure.high >= less.high


@given(kinds, st.lists(counts(), min_size=1, max_size=20))
def test_arrays_give_what_scalars_give(kind: IntervalKind, many: list[tuple[float, int]]) -> None:
    wins, games = np.transpose(many)
    together = np.transpose(interval_of(kind, wins, games))
    assert (together == [interval_of(kind, *one) for one in many]).all()


def test_a_huge_number_of_games_keeps_its_digits() -> None:
    low, high = wilson(1, 1e15)
    assert low == pytest.approx(1.7655e-16, rel=1e-3)
    assert high == pytest.approx(5.6649e-15, rel=0.01)


def test_an_unknown_interval_lists_the_known_ones() -> None:
    with pytest.raises(StatisticsError, match="'jeffreys' and 'wilson'; got 'wald'"):
        interval_of("wald", 1, 2)  # type: ignore[arg-type]  # the wrong name is the point here
