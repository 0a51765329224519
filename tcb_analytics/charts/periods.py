"""Periods of a time axis: days, ISO weeks, months, or anything else in order.

Periods that name a time stand where that time is, so that a gap shows as a gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import numpy as np

from tcb_analytics.charts.frames import Floats, shown

_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


def in_order(values: Sequence[object]) -> tuple[list[str], Floats]:
    """Distinct periods as text, earliest first, and where each stands on the axis.

    Positions are days where every period names a time, else 0, 1, 2 and so on in
    the order of the text.
    """
    texts = sorted({shown(value) for value in values})
    days = [_day(text) for text in texts]
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return texts, np.arange(len(texts), dtype=np.float64)
    order = np.argsort(known, kind="stable")
    return [texts[i] for i in order], np.array(known, dtype=np.float64)[order]


def ticks(at: Floats, most: int = 7) -> list[int]:
    """Which periods are named on the axis: the last, and going back those with room.

    Args:
        at: Where the periods stand, ascending.
        most: Names for which the axis has room.
    """
    room = float(at[-1] - at[0]) / most
    named = [len(at) - 1]
    for i in range(len(at) - 2, -1, -1):
        if at[named[-1]] - at[i] >= room:
            named.append(i)
    return named[::-1]


def _day(text: str) -> int | None:
    try:
        if week := _WEEK.fullmatch(text):
            return date.fromisocalendar(int(week[1]), int(week[2]), 1).toordinal()
        if month := _MONTH.fullmatch(text):
            return date(int(month[1]), int(month[2]), 1).toordinal()
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None
