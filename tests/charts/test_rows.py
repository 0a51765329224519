"""Rows of dots: as given from top to bottom, with every interval on the page."""

from __future__ import annotations

from math import nan

import pytest

from tcb_analytics.charts.rows import DotRow, body_height, dot_rows


def row(name: str, value: float, low: float = nan, high: float = nan, **more: object) -> DotRow:
    return DotRow(name, value, low, high, ("a", "b"), "hover", **more)  # type: ignore[arg-type]  # test shorthand


def test_rows_stand_in_the_given_order_from_the_top() -> None:
    figure = dot_rows([row("first", 0.4), row("second", 0.6)])
    assert figure.layout.yaxis.ticktext == ("first", "second")
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]


def test_the_axis_holds_every_interval_and_the_reference() -> None:
    low, high = dot_rows([row("x", 0.7, 0.65, 0.74)], reference=0.5).layout.xaxis.range
    assert low < 50
    assert high > 74
    assert (low, high) == (pytest.approx(low), pytest.approx(high))
    assert dot_rows([row("x", 1.0, 0.9, 1.0)]).layout.xaxis.range[1] <= 101


def test_a_row_without_a_dot_is_faded_and_keeps_its_figures() -> None:
    figure = dot_rows([row("x", nan, faded=True)], reference=0.5)
    assert figure.layout.yaxis.ticktext == ("<i>x</i>",)
    assert [note.text for note in figure.layout.annotations] == ["<i>a</i>", "<i>b</i>"]
    assert all(note.opacity < 1 for note in figure.layout.annotations)
    assert len(figure.data) == 0


def test_names_and_figures_are_escaped() -> None:
    figure = dot_rows([DotRow("<b>", 0.5, 0.4, 0.6, ("<i>", "&"), "h")])
    assert figure.layout.yaxis.ticktext == ("&lt;b&gt;",)
    assert [note.text for note in figure.layout.annotations] == ["&lt;i&gt;", "&amp;"]


def test_more_rows_make_a_taller_plot() -> None:
    assert body_height(20) - body_height(10) == 10 * 25
