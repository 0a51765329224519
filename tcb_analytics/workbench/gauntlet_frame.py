"""A gauntlet as a frame: the shape of ``lake.matchups``, so that every chart draws it.

Leaves out playing and storing.
"""

from __future__ import annotations

import pandas as pd

from tcb_analytics.simulator.round_robin import Gauntlet


def gauntlet_frame(result: Gauntlet) -> pd.DataFrame:
    """One row for each deck against each other one, both sides of a pair told.

    Columns: leader and opponent (names of the decks), games, wins, losses, ties, rate, low
    and high (fractions; Wilson's 95 % interval), withheld (never: every pair was played).
    """
    rows = [
        {"leader": name, "opponent": other, **result.record(i, j).as_row(), "withheld": False}
        for i, name in enumerate(result.names)
        for j, other in enumerate(result.names)
        if i != j
    ]
    return pd.DataFrame(rows).rename(columns={"draws": "ties"})
