"""The paired bootstrap: repeatable, antisymmetric, and about as wide as it should be."""

from __future__ import annotations

import numpy as np
import pytest

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.bootstrap import paired_bootstrap


def test_what_makes_a_case_hard_for_both_falls_out() -> None:
    hard = np.random.default_rng(1).normal(0, 50, 30)
    found = paired_bootstrap(hard + 2, hard)
    assert found == pytest.approx((2, 2, 2, 30))


def test_the_interval_is_that_of_a_mean_where_there_are_many_cases() -> None:
    apart = np.random.default_rng(2).normal(1, 3, 2_000)
    found = paired_bootstrap(apart, np.zeros(2_000))
    half = 1.96 * apart.std() / np.sqrt(2_000)
    assert found.low == pytest.approx(apart.mean() - half, abs=0.02)
    assert found.high == pytest.approx(apart.mean() + half, abs=0.02)


def test_the_same_seed_gives_the_same_interval_and_sides_exchanged_turn_it_round() -> None:
    one, other = [3.0, 5.0, 9.0, 1.0], [2.0, 6.0, 4.0, 0.0]
    found, turned = paired_bootstrap(one, other, seed=3), paired_bootstrap(other, one, seed=3)
    assert found == paired_bootstrap(one, other, seed=3)
    assert (turned.mean, turned.low, turned.high) == pytest.approx(
        (-found.mean, -found.high, -found.low)
    )


@pytest.mark.parametrize(
    ("one", "other"), [([], []), ([1.0], [1.0, 2.0]), ([np.nan], [1.0]), ([[1.0]], [[1.0]])]
)
def test_what_is_no_pair_of_lists_is_refused(one: list[float], other: list[float]) -> None:
    with pytest.raises(StatisticsError):
        paired_bootstrap(one, other)


def test_parameters_out_of_range_are_refused() -> None:
    with pytest.raises(StatisticsError, match="draws"):
        paired_bootstrap([1.0], [0.0], draws=0)
    with pytest.raises(StatisticsError, match="level"):
        paired_bootstrap([1.0], [0.0], level=95)
