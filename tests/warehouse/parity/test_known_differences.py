"""Where spells means something else by a name, or is wrong: told with figures, not hidden.

1. ``is_trophy``: spells looks for an event type ``Traditional``, but the logs say ``TradDraft``;
   so it asks for seven wins of events that end at three, and finds no trophy.
2. Two picks at a time: spells counts the card of ``pick`` alone, ours that of ``pick_2`` too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.importing import import_paths
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.workbench.limited_sample import write_limited_sample
from tests.benchmarks.peer.environment import feed_peer, start_peer

SET = "SYN"


def both(folder: Path, event: str, metrics: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Ours and theirs over all picks of a small sample of an event."""
    logs = folder / "sample"
    write_limited_sample(logs, set_code=SET, games=300, seed=3, cards=100, event=event)
    settings = Settings(home=folder / "home")
    import_paths([logs], settings.lake, limit=settings.max_input_mb << 20)
    question = {"metrics": list(metrics), "by": ["event_type"], "where": {}}
    with start_peer(folder / "spells") as peer, Lake(settings) as lake:
        feed_peer(peer, logs, SET)
        peer.call("ask", set_code=SET, question=question)
        peer.call("save", path=str(folder / "theirs.parquet"))
        ours = lake.limited(list(metrics), by=["event_type"], threshold=0).pl()
    return ours, pl.read_parquet(folder / "theirs.parquet")


def test_spells_finds_no_trophy_in_events_of_three_wins(tmp_path: Path) -> None:
    ours, theirs = both(tmp_path, "TradDraft", ["num_taken", "is_trophy_sum"])

    assert ours["num_taken"].item() == theirs["num_taken"].item()
    assert theirs["is_trophy_sum"].item() == 0
    assert ours["is_trophy_sum"].item() > 0


def test_spells_counts_one_of_two_picks(tmp_path: Path) -> None:
    ours, theirs = both(tmp_path, "PickTwoDraft", ["num_taken", "num_seen", "num_drafts"])

    assert ours["num_taken"].item() == 2 * theirs["num_taken"].item()
    assert ours["num_seen"].item() == theirs["num_seen"].item()
    assert ours["num_drafts"].item() == theirs["num_drafts"].item()
