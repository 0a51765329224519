"""Shares: a part of a whole, with its interval."""

from __future__ import annotations

import numpy as np
import pytest

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.intervals import jeffreys, wilson
from tcb_analytics.statistics.shares import shares


def test_each_share_comes_with_its_interval() -> None:
    found = shares([10, 30], 40)
    assert found["share"].tolist() == [0.25, 0.75]
    assert np.array_equal((found["low"], found["high"]), wilson([10, 30], 40))
    assert shares([10, 30], 40, interval="jeffreys")["low"] == pytest.approx(
        jeffreys([10, 30], 40).low
    )


def test_a_share_of_nothing_is_unknown_and_its_interval_says_so() -> None:
    found = shares([0, 1], [0, 4])
    assert np.isnan(found["share"]).tolist() == [True, False]
    assert (found["low"][0], found["high"][0]) == (0, 1)


def test_a_part_larger_than_its_whole_is_refused() -> None:
    with pytest.raises(StatisticsError):
        shares(5, 4)
