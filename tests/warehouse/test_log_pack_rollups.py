"""Counts of packs, made compiled, are those that SQL makes of the same facts."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tcb_analytics.warehouse import log_pack_rollups
from tcb_analytics.warehouse.log_facts import select
from tcb_analytics.warehouse.log_pack_rollups import COUNTED, packed
from tcb_analytics.warehouse.log_tables import DRAFTS, PACK_CARDS
from tcb_analytics.warehouse.rollups import ROLLUPS

OF_PACKS = [rollup for rollup in ROLLUPS if "pack" in rollup.grains]
CARDS = 5


@pytest.fixture
def facts(tmp_path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    rng = random.Random(3)
    drafts = [
        {"draft": at, "rank": rng.choice(["Gold", None]), "draft_time": 86_400_000_000 * 4 * at}
        for at in range(6)
    ]
    cards = [
        {"pick": pick, "card": card, "copies": rng.choice([1, 1, 2, 127])}
        for pick in range(61)  # the last pick is not there
        for card in range(CARDS)
        if rng.random() < 0.5
    ]
    path = str(tmp_path / "pack_cards.parquet")
    pq.write_table(pa.Table.from_pylist(cards, schema=PACK_CARDS.schema), path, row_group_size=40)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.register("drafts", pa.Table.from_pylist(drafts, schema=DRAFTS.schema))
        connection.execute(
            "CREATE TABLE picks AS SELECT CAST(range AS INTEGER) AS pick,"
            " CAST(range // 10 AS INTEGER) AS draft, CAST(range % 3 AS TINYINT) AS pack_number,"
            " CAST(range % 10 AS TINYINT) AS pick_number FROM range(60)"
        )
        connection.execute(f"CREATE VIEW pack_cards AS FROM '{path}'")
        yield connection, path


def test_they_are_what_sql_counts(facts: tuple[duckdb.DuckDBPyConnection, str]) -> None:
    connection, path = facts
    found = packed(connection, OF_PACKS, [path], CARDS)
    assert [rollup for rollup, _ in found] == OF_PACKS
    for rollup, table in found:
        keys = ["card" if key == "name" else key for key in rollup.keys]
        sql = select("pack", keys, [count.name for count in COUNTED], imports=False)
        expected = connection.execute(sql).fetchall()
        assert len(expected) == table.num_rows > CARDS
        rows = [tuple(row.values()) for row in table.to_pylist()]
        assert set(rows) == set(expected)


def test_sums_that_would_not_fit_are_left_to_sql(
    facts: tuple[duckdb.DuckDBPyConnection, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_pack_rollups, "SUMS_BYTES", 8)
    assert packed(facts[0], OF_PACKS, [facts[1]], CARDS) == []
