"""Frames of a set as ``lake.limited`` gives them, made from counts."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from tcb_analytics.reports.limited_lookups import SetLogs
from tcb_analytics.statistics.intervals import wilson

LOGS = SetLogs(
    "sample",
    "magic",
    "SYN",
    "PremierDraft",
    9_000,
    1_500,
    date(2026, 1, 13),
    date(2026, 3, 1),
    True,
)


def _rated(frame: pd.DataFrame, rate: str, count: str, threshold: int) -> pd.DataFrame:
    games, won = frame[count].to_numpy(dtype=float), frame["won"].to_numpy(dtype=float)
    low, high = wilson(won, games)
    told = {rate: won / np.maximum(games, 1), f"{rate}_low": low, f"{rate}_high": high}
    return frame.assign(**{k: np.where(games >= threshold, v, np.nan) for k, v in told.items()})


def cards(*rows: tuple[str, int, int, float]) -> pd.DataFrame:
    """Cards from name, copies in hand, copies won and average pick; withheld under 200."""
    frame = pd.DataFrame(rows, columns=["name", "num_gih", "won", "ata"])
    frame = _rated(frame, "gih_wr", "num_gih", 200)
    shrunk = (frame["won"] + 54) / (frame["num_gih"] + 100)
    return frame.assign(color="R", gih_wr_shrunk=shrunk, oh_wr=0.5, iwd=0.01)


def groups(key: str, *rows: tuple[object, int, int]) -> pd.DataFrame:
    """Groups from their key, games and wins; withheld under 200 games."""
    frame = pd.DataFrame(rows, columns=[key, "num_games", "won"])
    return _rated(frame, "game_wr", "num_games", 200)
