"""Labels at the end of lines, moved apart as little as needed.

Least total squared movement that keeps order and distance, which is an isotonic
regression of what is left when the distances are taken out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import isotonic_regression

from tcb_analytics.charts.frames import Floats


def dodged(wanted: Sequence[float], gap: float, low: float, high: float) -> Floats:
    """Positions at least ``gap`` apart, nearest to those wanted, within the bounds.

    Where the bounds are too narrow for all, the gap shrinks to what fits. Equal
    wishes keep their given order.
    """
    values = np.asarray(wanted, dtype=np.float64)
    if values.size == 0:
        return values
    step = min(gap, (high - low) / max(values.size - 1, 1))
    order = np.argsort(values, kind="stable")
    offsets = step * np.arange(values.size)
    placed = np.asarray(isotonic_regression(values[order] - offsets).x)
    placed = np.clip(placed, low, max(low, high - offsets[-1])) + offsets
    result = np.empty_like(placed)
    result[order] = placed
    return result
