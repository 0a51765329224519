from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tcb_analytics.config import Settings
from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.lake import Lake
from tests.warehouse.queries.lakes import lake_of
from tests.warehouse.queries.limited_lakes import facts_of, limited_lake, write_facts

PLANTED = ("Ember", "Gale Knight")


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Lake, Lake]]:
    """Held in memory, and read from files."""
    folder = tmp_path_factory.mktemp("pairs")
    with limited_lake(folder / "hot") as hot, limited_lake(folder / "cold", hot_mb=0) as cold:
        yield hot, cold


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"sets": "SYN", "where": "on_play and num_turns > 5"},
        {"cards": ["Ember", "Forest", "Hush"]},
        {"where": {"rank": "gold"}, "level": 0.8},
        {"where": "format_day <= 9"},
        {"where": {"rank": []}},
    ],
)
def test_memory_and_sql_find_the_same_pairs(
    lakes: tuple[Lake, Lake], asked: dict[str, Any]
) -> None:
    hot, cold = (lake.pair_synergy(threshold=1, **asked).arrow() for lake in lakes)

    assert hot.equals(cold)


def test_a_planted_synergy_is_found_first(tmp_path: Path) -> None:
    """Games are won at 0.5, but at 0.8 where both planted cards are in hand."""
    rows = facts_of(5, 3000)
    numbers = {row["name"]: row["card"] for row in rows["log_cards"]}
    rng = np.random.default_rng(8)
    rows["game_cards"] = [row for row in rows["game_cards"] if rng.random() < 0.5]
    held: dict[int, set[int]] = {}
    for row in rows["game_cards"]:
        if row["opening_hand"] + row["drawn"]:
            held.setdefault(row["game_id"], set()).add(row["card"])
    both = {numbers[name] for name in PLANTED}
    for game in rows["limited_games"]:
        rate = 0.8 if both <= held.get(game["game_id"], set()) else 0.5
        game["won"] = bool(rng.random() < rate)
    snapshot = write_facts(tmp_path, {"i1": rows}, rollups=False)
    with lake_of(DuckEngine(snapshot, Settings(home=tmp_path))) as lake:
        found = lake.pair_synergy(threshold=30).df()

    first = found.iloc[0]
    assert (first["card_a"], first["card_b"]) == PLANTED
    assert first["synergy_low"] > 0
    assert abs(first["together"] - 0.8) < 0.1
    assert found["synergy_shrunk"].iloc[1] < first["synergy_shrunk"] / 1.5


def test_an_unknown_card_set_or_column_is_refused(lakes: tuple[Lake, Lake]) -> None:
    hot, _ = lakes
    with pytest.raises(QueryError, match="no card 'Embr'"):
        hot.pair_synergy(cards=["Embr"])
    with pytest.raises(QueryError, match="the lake has: SYN, TWO"):
        hot.pair_synergy("XYZ")
    with pytest.raises(QueryError, match="no column 'rarity'"):
        hot.pair_synergy(where={"rarity": "rare"})


def test_the_sql_of_a_question_can_be_pasted(lakes: tuple[Lake, Lake]) -> None:
    hot, _ = lakes
    asked = hot.pair_synergy("SYN", where="on_play", threshold=1)
    pasted = hot.sql(asked.sql).df()

    together = asked.df()["num_together"].sum()
    assert pasted["num_both"].sum() == together
