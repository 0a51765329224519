"""Frames as ``lake.limited`` gives them, made from wins and games."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tcb_analytics.statistics.intervals import wilson


def rated(
    frame: pd.DataFrame, rate: str, count: str, wins: list[int], threshold: int = 20
) -> pd.DataFrame:
    """The frame with a rate, its interval and its count; withheld under the threshold."""
    games = frame[count].to_numpy(dtype=float)
    won = np.array(wins, dtype=float)
    low, high = wilson(won, games)
    values = {rate: won / np.maximum(games, 1), f"{rate}_low": low, f"{rate}_high": high}
    shown = games >= threshold
    return frame.assign(**{name: np.where(shown, v, np.nan) for name, v in values.items()})


def cards(*rows: tuple[str, str, int, int, float]) -> pd.DataFrame:
    """Cards from name, colours, copies in hand, copies won, and average pick."""
    frame = pd.DataFrame(rows, columns=["name", "color", "num_gih", "won", "ata"])
    return rated(frame, "gih_wr", "num_gih", frame["won"].tolist())


def crowd(count: int) -> pd.DataFrame:
    """Many cards of 400 copies, the first the best, taken the earlier the better they are."""
    return cards(
        *((f"Card {i:03d}", "WUBRG"[i % 5], 400, 300 - i, 1 + i / 10) for i in range(count))
    )
