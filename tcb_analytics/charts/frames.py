"""What a chart takes from a frame: checked columns, plain numbers, names of rows.

Frames come from pandas, DuckDB or by hand, so a missing number may be None, NaN or
NA; here it becomes NaN. Columns that a chart does not need are ignored.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tcb_analytics.charts.text import plain
from tcb_analytics.errors import TcbError

Floats = NDArray[np.float64]


def checked(frame: pd.DataFrame, columns: Sequence[str], chart: str) -> pd.DataFrame:
    """The frame with a fresh index, if it has these columns.

    Raises:
        TcbError: It is no pandas frame, or lacks a column; lists those expected.
    """
    if not isinstance(frame, pd.DataFrame):
        raise TcbError(
            f"expected a pandas frame, got {type(frame).__name__}",
            where=chart,
            remedy="pass result.df() of a query",
        )
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise TcbError(
            f"expected the columns {', '.join(columns)}; missing {', '.join(missing)}",
            where=chart,
            remedy=f"the frame has {', '.join(map(str, frame.columns)) or 'no columns'}",
        )
    return frame.reset_index(drop=True)


def numbers(frame: pd.DataFrame, column: str) -> Floats:
    """A column as float64, NaN where a value is missing or no number; all NaN without it."""
    if column not in frame.columns:
        return np.full(len(frame), np.nan)
    series = pd.to_numeric(frame[column], errors="coerce")
    return series.to_numpy(dtype=np.float64, na_value=np.nan)


def flags(frame: pd.DataFrame, column: str, missing: bool) -> NDArray[np.bool_]:
    """A column of truth values; ``missing`` stands where there is none."""
    if column not in frame.columns:
        return np.full(len(frame), missing)
    return np.array([missing if pd.isna(value) else bool(value) for value in frame[column]])


def names(frame: pd.DataFrame, key: str) -> list[str]:
    """What rows are called: name and number where a ``<key>_name`` column has a name.

    Leaders share names, so the number stays. Raw text, not yet escaped.
    """
    keys = [shown(value) for value in frame[key]]
    column = f"{key}_name"
    if column not in frame.columns:
        return keys
    return [
        number if pd.isna(name) or plain(name) in ("", number) else f"{plain(name)} {number}"
        for name, number in zip(frame[column], keys, strict=True)
    ]


def shown(value: object) -> str:
    """One value of a key column as text; a day without its midnight."""
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - NaN and NaT
        return "unknown"
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return value.date().isoformat()
    return plain(value) or "unnamed"
