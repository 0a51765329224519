"""Helpers against the same SQL typed by hand, on a million matches.

Medians of interleaved rounds are printed (``pytest -s``), wall time and processor time.
Only a wide bound is asserted: a busy machine must not fail the suite.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.engines.views import Snapshot
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.tables import TABLES
from tests.warehouse.queries.lakes import lake_of

MATCHES = 1_000_000
LEADERS = 50
ROUNDS = 7

SIDES = """
FROM (
  SELECT leader_1 AS leader, leader_2 AS opponent, (winner = 1)::INT AS w,
         (winner = 2)::INT AS l, (winner = 0)::INT AS t FROM read_parquet('{file}') WHERE {kept}
  UNION ALL
  SELECT leader_2, leader_1, (winner = 2)::INT, (winner = 1)::INT, (winner = 0)::INT
  FROM read_parquet('{file}') WHERE {kept}
)"""
KEPT = (
    "NOT bye AND excluded IS NULL AND winner IS NOT NULL "
    "AND leader_1 IS NOT NULL AND leader_2 IS NOT NULL"
)
COUNTS = "count(*) AS games, sum(w) AS wins, sum(l) AS losses, sum(t) AS ties"


def _write_matches(path: Path) -> None:
    rng = np.random.default_rng(7)
    schema = TABLES["matches"].schema
    leaders = np.array([f"TB01-{number:03d}" for number in range(LEADERS)])
    weights = 0.93 ** np.arange(LEADERS)
    days = np.sort(rng.integers(0, 84, MATCHES))
    dates = np.datetime64("2025-01-06") + days

    def pick() -> pa.Array:
        return pa.array(leaders[rng.choice(LEADERS, MATCHES, p=weights / weights.sum())])

    columns = {field.name: pa.nulls(MATCHES, field.type) for field in schema}
    columns |= {
        "game": pa.array(["tidebreak"] * MATCHES),
        "source": pa.array(["sample"] * MATCHES),
        "match_id": pa.array([f"m{number}" for number in range(MATCHES)]),
        "played_at": pa.array(dates.astype("datetime64[us]"), pa.timestamp("us", "UTC")),
        "event_date": pa.array(dates.astype("datetime64[D]"), pa.date32()),
        "player_1": pa.array([f"p{number}" for number in rng.integers(0, 5_000, MATCHES)]),
        "player_2": pa.array([f"p{number}" for number in rng.integers(0, 5_000, MATCHES)]),
        "leader_1": pick(),
        "leader_2": pick(),
        "winner": pa.array(rng.choice([1, 2, 0], MATCHES, p=[0.50, 0.48, 0.02]), pa.int32()),
        "first_player": pa.array(rng.integers(1, 3, MATCHES), pa.int32()),
        "bye": pa.array(rng.random(MATCHES) < 0.01),
    }
    path.parent.mkdir(parents=True)
    pq.write_table(pa.table(columns, schema=schema), path)


@pytest.fixture(scope="module")
def lake_and_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lake, str]:
    home = tmp_path_factory.mktemp("speed")
    path = home / "lake" / "matches" / "import_id=i1" / "part-0.parquet"
    _write_matches(path)
    engine = DuckEngine(Snapshot(home / "lake", {"matches": [str(path)]}), Settings(home=home))
    return lake_of(engine), str(path)


def _measure(sides: dict[str, Callable[[], object]]) -> dict[str, tuple[float, float]]:
    """Median wall and processor milliseconds of each side, taken in turns."""
    wall: dict[str, list[float]] = {name: [] for name in sides}
    used: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(ROUNDS + 1):
        for name, ask in sides.items():
            clock, processor = time.perf_counter(), time.process_time()
            ask()
            wall[name].append((time.perf_counter() - clock) * 1_000)
            used[name].append((time.process_time() - processor) * 1_000)
    return {
        name: (statistics.median(wall[name][1:]), statistics.median(used[name][1:]))
        for name in sides
    }


@pytest.mark.parametrize("question", ["win_rates", "matchups"])
def test_helpers_cost_little_more_than_sql_typed_by_hand(
    lake_and_file: tuple[Lake, str], question: str
) -> None:
    lake, file = lake_and_file
    keys = "leader" if question == "win_rates" else "leader, opponent"
    kept = KEPT + (" AND leader_1 <> leader_2" if question == "win_rates" else "")
    sides = SIDES.format(file=file, kept=kept)
    by_hand = f"SELECT {keys}, {COUNTS} {sides} GROUP BY {keys} ORDER BY games DESC"
    helper = getattr(lake, question)
    composed = helper().sql
    found = _measure(
        {
            "helper": lambda: helper().df(),
            "by hand": lambda: lake._engine.run(by_hand).to_pandas(),
            "its .sql": lambda: lake._engine.run(composed).to_pandas(),
        }
    )
    print(f"\n{question} on {MATCHES:,} matches, medians of {ROUNDS} rounds in turns:")
    for name, (wall, used) in found.items():
        print(f"  {name:9} {wall:7.1f} ms  {used:7.1f} ms of processor")
    wall, used = (found["helper"][n] / found["by hand"][n] for n in (0, 1))
    print(f"  helper / by hand: {wall:.2f} wall, {used:.2f} processor")
    assert helper().df()["games"].sum() == lake._engine.run(by_hand).to_pandas()["games"].sum()
    assert used < 2.5
    assert found["helper"][0] < 3_000
