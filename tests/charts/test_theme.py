"""Colours are told apart by everybody, and a figure carries its title in words."""

from __future__ import annotations

import itertools

import numpy as np
import plotly.graph_objects as go
import pytest
from numpy.typing import NDArray

from tcb_analytics.charts.theme import INK, SERIES, framed, no_data

Floats = NDArray[np.float64]

# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
         [-0.011820, 0.042940, 0.968881]]
    ),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
         [-0.003882, -0.048116, 1.051998]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
         [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip
TO_XYZ = np.array(
    [[0.4125, 0.3576, 0.1804], [0.2127, 0.7152, 0.0722], [0.0193, 0.1192, 0.9503]]
) / np.array([[0.9505], [1.0], [1.0888]])


def linear(color: str) -> Floats:
    parts = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(color: str, ground: str) -> float:
    bright = sorted(float(linear(one) @ [0.2126, 0.7152, 0.0722]) for one in (color, ground))
    return (bright[1] + 0.05) / (bright[0] + 0.05)


def seen(color: str, sight: str) -> Floats:
    """Place of a colour in CIELAB as that sight has it."""
    xyz = TO_XYZ @ np.clip(SIGHT[sight] @ linear(color), 0, 1)
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("ground", ["#ffffff", "#14181c", "#111111"])
def test_text_and_lines_stand_out_on_light_pages_and_on_dark(ground: str) -> None:
    assert contrast(INK, ground) > 4
    assert min(contrast(color, ground) for color in SERIES) > 2.9


@pytest.mark.parametrize("sight", SIGHT)
def test_series_are_told_apart_whatever_ones_sight(sight: str) -> None:
    pairs = itertools.combinations((*SERIES, INK), 2)
    distances = {
        pair: np.linalg.norm(seen(pair[0], sight) - seen(pair[1], sight)) for pair in pairs
    }
    assert min(distances.values()) > 12, min(distances, key=lambda pair: distances[pair])


def test_title_and_subtitle_are_escaped_wrapped_and_kept_in_words() -> None:
    figure = framed(go.Figure(), "A <b> " + "long " * 40, "Read & see", body=100)
    text = figure.layout.title.text
    assert "&lt;b&gt;" in text
    assert "Read &amp; see" in text
    assert text.count("<br>") == 3
    assert figure.layout.meta["title"].startswith("A <b> long")
    assert figure.layout.meta["subtitle"] == "Read & see"


def test_plain_text_takes_its_colour_from_the_layout_so_a_page_can_set_it() -> None:
    figure = no_data("Win rates", "nothing imported")
    assert figure.layout.font.color is None
    assert figure.layout.title.font.color is None
    assert figure.layout.annotations[0].font.color is None
    assert figure.layout.template.layout.font.color == INK
    assert figure.layout.paper_bgcolor is None
    assert figure.layout.template.layout.paper_bgcolor == "rgba(0,0,0,0)"


def test_a_figure_without_data_says_so_and_why() -> None:
    figure = no_data("Win rates", "no match of <x> was found")
    assert "No data" in figure.layout.annotations[0].text
    assert "no match of &lt;x&gt; was found" in figure.layout.annotations[0].text
