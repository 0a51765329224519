from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.synergy import synergy

COUNTS = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=4, max_size=4)


@settings(deadline=None)
@given(COUNTS)
def test_the_interval_holds_the_size_and_grows_with_the_level(cells: list[tuple[int, int]]) -> None:
    won = np.array([w for w, _ in cells])
    played = won + [lost for _, lost in cells]
    narrow, wide = synergy(won, played, 0.8), synergy(won, played, 0.99)

    assert -1 <= wide.low <= narrow.low <= narrow.size <= narrow.high <= wide.high <= 1


def test_effects_that_add_up_in_log_odds_are_no_synergy() -> None:
    odds = np.array([0.5, 0.2, 0.4, 0.1])  # 0.2 + 0.4 - 0.1
    played = np.full(4, 10**7)
    found = synergy(played / (1 + np.exp(-odds)), played)

    assert abs(float(found.size)) < 1e-6
    assert found.low < 0 < found.high


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(1)
    rates = np.array([0.62, 0.55, 0.53, 0.5])
    played = rng.integers(60, 400, (4000, 4))
    odds = np.log(rates / (1 - rates))
    truth = rates[0] - 1 / (1 + np.exp(odds[3] - odds[1] - odds[2]))
    found = synergy(rng.binomial(played, rates), played)
    covered = (found.low <= truth) & (truth <= found.high)

    assert 0.94 < covered.mean() < 0.97


def test_shrinking_draws_uncertain_pairs_more() -> None:
    played = np.array([[50] * 4, [5000] * 4, [500] * 4, [500] * 4])
    won = (played * [0.65, 0.5, 0.5, 0.5]).astype(int)
    won[2:] = played[2:] // 2
    found = synergy(won, played)
    drawn = np.abs(found.shrunk - found.size)

    assert abs(found.shrunk[0]) < abs(found.size[0])
    assert drawn[0] > drawn[1]


def test_counts_of_other_than_four_cells_are_refused() -> None:
    with pytest.raises(StatisticsError, match="four cells"):
        synergy([1, 2, 3], [2, 3, 4])
