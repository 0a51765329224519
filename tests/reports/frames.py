"""Frames as the lake's queries give them, made from counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tcb_analytics.statistics.intervals import jeffreys, wilson

NAMES = {"A": "Ann", "B": "Bea", "C": "Cat", "D": "Deb"}


def _told(frame: pd.DataFrame, threshold: int) -> pd.DataFrame:
    games = frame["games"].to_numpy(dtype=float)
    wins = frame["wins"].to_numpy(dtype=float)
    withheld = games < threshold
    low, high = jeffreys(wins, games)
    rate = wins / np.maximum(games, 1)
    columns = {"rate": rate, "low": low, "high": high}
    shown = {name: np.where(withheld, np.nan, values) for name, values in columns.items()}
    return frame.assign(
        losses=games - wins, ties=0, **shown, shrunk=(wins + 50) / (games + 100), withheld=withheld
    )


def rates(*rows: tuple[str, int, int]) -> pd.DataFrame:
    """Win rates from (leader, wins, games), withheld under 20 games."""
    frame = pd.DataFrame(rows, columns=["leader", "wins", "games"])
    return _told(frame.assign(leader_name=frame["leader"].map(NAMES)), 20)


def matchups(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    """Matchups from (leader, opponent, wins, games), withheld under 10 games."""
    frame = pd.DataFrame(rows, columns=["leader", "opponent", "wins", "games"])
    names = {f"{key}_name": frame[key].map(NAMES) for key in ("leader", "opponent")}
    return _told(frame.assign(**names), 10)


def shares(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    """Meta shares from (week, leader, decks, total)."""
    frame = pd.DataFrame(rows, columns=["period", "leader", "decks", "total"])
    return frame.assign(
        leader_name=frame["leader"].map(NAMES), share=frame["decks"] / frame["total"]
    )


def inclusion(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Inclusion over 20 decks from (number, inclusion, copies[, known])."""
    full = [(*row, True)[:4] for row in rows]
    frame = pd.DataFrame(full, columns=["number", "inclusion", "copies", "known"])
    low, high = wilson(frame["inclusion"].to_numpy(dtype=float) * 20, np.full(len(frame), 20.0))
    return frame.assign(
        leader="A", card_name="Name", decks=20.0, decks_with=frame["inclusion"] * 20,
        low=low, high=high,
    )  # fmt: skip
