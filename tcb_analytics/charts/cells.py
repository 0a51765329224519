"""Colours of heat map cells: which side of one half, how far, and how surely.

Colours are mixed here rather than by transparency, so that the text in a cell can
be chosen to read on it whatever page lies behind.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.charts.frames import Floats

MIDDLE, LOSING, WINNING = (214, 214, 219), (193, 66, 14), (10, 98, 172)
"""Red, green and blue of one half, of clear losses and of clear wins."""

SPAN = 0.2
"""Distance from one half at which a colour is full: 30 % and 70 %."""

SURE, UNSURE = 0.10, 0.45
"""Widths of the interval at which fading begins, and at which it is strongest."""

FADED = 0.75
"""How much of its colour the least certain cell loses."""

_SHADES, _FADES = 31, 8
COLOR_COUNT = _SHADES * _FADES


def color_index(rate: Floats, low: Floats, high: Floats) -> Floats:
    """Which of :func:`color_table`'s colours each cell takes; NaN where the rate is NaN."""
    reach = np.clip((rate - 0.5) / SPAN, -1, 1)
    shade = np.round((reach + 1) / 2 * (_SHADES - 1))
    unsure = np.clip((np.nan_to_num(high - low, nan=1.0) - SURE) / (UNSURE - SURE), 0, 1)
    return shade * _FADES + np.round(unsure * (_FADES - 1))


def color_table() -> NDArray[np.int64]:
    """Red, green and blue of every colour, shape ``(COLOR_COUNT, 3)``."""
    shade, fade = np.divmod(np.arange(COLOR_COUNT), _FADES)
    reach = shade / (_SHADES - 1) * 2 - 1
    strength = (np.abs(reach) * (1 - FADED * fade / (_FADES - 1)))[:, None]
    full = np.where(reach[:, None] > 0, WINNING, LOSING)
    return np.rint(np.array(MIDDLE) * (1 - strength) + full * strength).astype(np.int64)


def color_scale() -> list[list[object]]:
    """The colour table as a plotly scale of flat steps, for values index + 1/2."""
    scale: list[list[object]] = []
    for index, color in enumerate(color_table()):
        for end in (index, index + 1):
            scale.append([end / COLOR_COUNT, as_css(color)])
    return scale


def legend_scale() -> list[list[object]]:
    """Colours of fully certain rates, from 30 % to 70 %."""
    return [[0, as_css(LOSING)], [0.5, as_css(MIDDLE)], [1, as_css(WINNING)]]


def text_color(index: int) -> str:
    """Black or white, whichever contrasts more with a colour of the table."""
    linear = (color_table()[index] / 255) ** 2.2
    bright = float(linear @ [0.2126, 0.7152, 0.0722])
    return "#14181c" if (bright + 0.05) ** 2 > 1.05 * 0.059 else "#ffffff"


def as_css(color: NDArray[np.int64] | tuple[int, int, int]) -> str:
    """A colour as ``rgb(r,g,b)``."""
    red, green, blue = (int(part) for part in color)
    return f"rgb({red},{green},{blue})"
