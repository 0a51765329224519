"""Colours of cells: farther from one half is stronger, less sure is greyer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.charts.cells import (
    COLOR_COUNT,
    LOSING,
    MIDDLE,
    WINNING,
    as_css,
    color_index,
    color_scale,
    color_table,
    text_color,
)

rates = st.floats(0, 1)
widths = st.floats(0, 1)


def strength(rate: float, width: float) -> float:
    index = color_index(np.array([rate]), np.array([0.0]), np.array([width]))
    return float(np.abs(color_table()[index.astype(int)] - np.array(MIDDLE)).sum())


@given(rates, widths, widths)
def test_a_wider_interval_never_looks_surer(rate: float, one: float, other: float) -> None:
    assert strength(rate, max(one, other)) <= strength(rate, min(one, other)) + 1


@given(rates, rates, widths)
def test_a_rate_farther_from_one_half_never_looks_weaker(a: float, b: float, width: float) -> None:
    near, far = sorted((a, b), key=lambda rate: abs(rate - 0.5))
    near_side = near if (near - 0.5) * (far - 0.5) >= 0 else 1 - near
    assert strength(near_side, width) <= strength(far, width) + 1


def test_sure_extremes_take_the_full_colours() -> None:
    index = color_index(np.array([0.0, 1.0]), np.zeros(2), np.zeros(2)).astype(int)
    assert color_table()[index].tolist() == [list(LOSING), list(WINNING)]


def test_a_withheld_rate_has_no_colour() -> None:
    assert np.isnan(color_index(np.array([np.nan]), np.array([0.1]), np.array([0.2]))).all()


def test_the_scale_gives_each_index_its_own_colour() -> None:
    scale = color_scale()
    assert len(scale) == 2 * COLOR_COUNT
    assert (scale[0][0], scale[-1][0]) == (0, 1)
    assert scale[2][1] == scale[3][1] == as_css(color_table()[1])


@pytest.mark.parametrize("index", range(0, COLOR_COUNT, 7))
def test_text_reads_on_every_cell(index: int) -> None:
    def bright(rgb: np.ndarray) -> float:
        return float((rgb / 255) ** 2.2 @ [0.2126, 0.7152, 0.0722]) + 0.05

    ink = np.array([255, 255, 255] if text_color(index) == "#ffffff" else [20, 24, 28])
    pair = sorted([bright(color_table()[index]), bright(ink)])
    assert pair[1] / pair[0] > 4.2
