"""Labels move apart, as little as needed, and never swap places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.charts.dodge import dodged

wishes = st.lists(st.floats(0, 100), min_size=1, max_size=12)


@given(wishes, st.floats(0.1, 20))
def test_labels_are_apart_in_order_and_inside(wanted: list[float], gap: float) -> None:
    placed = dodged(wanted, gap, 0, 100)
    step = min(gap, 100 / max(len(wanted) - 1, 1))
    ranked = placed[np.argsort(wanted, kind="stable")]
    assert (np.diff(ranked) >= step - 1e-9).all()
    assert placed.min() >= -1e-9
    assert placed.max() <= 100 + 1e-9


@given(wishes)
def test_labels_that_do_not_touch_stay_where_they_are(wanted: list[float]) -> None:
    gap = min(np.diff(np.sort(wanted)), default=1.0)
    assert dodged(wanted, gap, 0, 100) == pytest.approx(np.array(wanted), abs=1e-6)


def test_two_that_touch_share_the_movement() -> None:
    assert dodged([50, 51], 5, 0, 100) == pytest.approx([48, 53])


def test_nothing_to_place_is_nothing() -> None:
    assert dodged([], 5, 0, 100).size == 0
