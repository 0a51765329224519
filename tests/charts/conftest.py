"""A tiny league for charts: counts one can check by hand, and names that try to break out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tcb_analytics.statistics.rates import RateRule, rates

HOSTILE = (
    "<script>alert(1)</script>",
    "<a href='https://x.example'>click</a>",
    "&amp; &lt;b&gt;",
    "$\\alpha^2$",
    "%{x} %{hovertext}",
    "two\nlines\u202e",
)


def win_rates(rows: dict[str, tuple[int, int, int]], names: list[str | None]) -> pd.DataFrame:
    """A frame as ``lake.win_rates`` gives it, from wins, losses and ties by leader."""
    wins, losses, ties = np.transpose(list(rows.values()))
    found = rates(wins, losses, ties, RateRule())
    return pd.DataFrame(
        {
            "leader": list(rows),
            "leader_name": names,
            "games": found["games"],
            "wins": wins,
            "losses": losses,
            "ties": ties,
            "rate": found["rate"],
            "low": found["low"],
            "high": found["high"],
            "shrunk": found["rate"],
            "withheld": found["withheld"],
        }
    )


@pytest.fixture
def league() -> pd.DataFrame:
    """Four leaders: one clearly good, one clearly bad, one even, one with three matches."""
    return win_rates(
        {"TB-02": (50, 50, 0), "TB-01": (130, 70, 0), "TB-04": (2, 1, 0), "TB-03": (30, 68, 2)},
        ["Even", "Good", "New", "Bad"],
    )


@pytest.fixture
def hostile_league() -> pd.DataFrame:
    """Leaders whose names are markup, entities, TeX, templates and line breaks."""
    rows = {f"TB-{i:02d}": (60 + i, 50, 1) for i in range(len(HOSTILE))}
    return win_rates(rows, list(HOSTILE))


@pytest.fixture
def matchups() -> pd.DataFrame:
    """Three leaders in all pairs: one pair clear, one too rare, mirrors included."""
    results = {
        ("TB-01", "TB-02"): (80, 40, 0),
        ("TB-02", "TB-01"): (40, 80, 0),
        ("TB-01", "TB-03"): (3, 2, 0),
        ("TB-03", "TB-01"): (2, 3, 0),
        ("TB-02", "TB-03"): (25, 25, 2),
        ("TB-03", "TB-02"): (25, 25, 2),
        ("TB-01", "TB-01"): (30, 30, 0),
    }
    wins, losses, ties = np.transpose(list(results.values()))
    found = rates(wins, losses, ties, RateRule())
    called = {"TB-01": "Good", "TB-02": "Even", "TB-03": "Rare"}
    return pd.DataFrame(
        {
            "leader": [one for one, _ in results],
            "opponent": [other for _, other in results],
            "leader_name": [called[one] for one, _ in results],
            "opponent_name": [called[other] for _, other in results],
            "games": found["games"],
            "wins": wins,
            "losses": losses,
            "ties": ties,
            "rate": found["rate"],
            "low": found["low"],
            "high": found["high"],
            "withheld": found["withheld"],
        }
    )


@pytest.fixture
def meta() -> pd.DataFrame:
    """Nine leaders over two weeks and a gap; TB-00 leads at last, TB-08 is played once."""
    first = [50, 20, 10, 6, 5, 4, 3, 2, 0]
    last = [60, 10, 10, 6, 5, 4, 3, 1, 1]
    return pd.DataFrame(
        [
            (period, f"TB-{i:02d}", f"Leader {i}", decks, 110)
            for period, counts in (("2026-W01", first), ("2026-W04", last))
            for i, decks in enumerate(counts)
            if decks
        ],
        columns=["period", "leader", "leader_name", "decks", "total"],
    )


@pytest.fixture
def inclusion() -> pd.DataFrame:
    """Four cards of one leader's twenty decks; one is unknown to every catalogue."""
    return pd.DataFrame(
        {
            "leader": "TB-01",
            "number": ["TB-11", "TB-12", "TB-13", "TB-14"],
            "card_name": ["Wave", "Anchor", None, "Reef"],
            "decks": 20,
            "decks_with": [5, 20, 18, 1],
            "inclusion": [0.25, 1.0, 0.9, 0.05],
            "low": [0.11, 0.84, 0.70, 0.01],
            "high": [0.47, 1.0, 0.97, 0.24],
            "copies": [2.0, 4.0, 3.5, 1.0],
            "known": [True, True, False, True],
        }
    )
