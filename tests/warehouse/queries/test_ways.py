"""Every way to an answer gives the same answer, and is timed in turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.ways import (
    FACTS,
    HELD_FACTS,
    HELD_ROLLUP,
    ROLLUP,
    Way,
    interleaved,
    outside_way,
    table_sizes,
    ways_of,
)
from tests.warehouse.queries.limited_lakes import limited_lake


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lake]:
    with limited_lake(tmp_path_factory.mktemp("ways")) as opened:
        yield opened


def counts(way: Way) -> dict[str, int]:
    rows = way.run().to_pylist()
    return {str(row["name"]): int(row["num_gih"]) for row in rows if row["num_gih"]}


def test_facts_and_rollup_from_files_and_from_memory_agree(lake: Lake) -> None:
    ways = ways_of(lake, ("num_gih", "gih_wr"), ("name",), {"on_play": True})

    assert {way.name for way in ways} == {FACTS, HELD_FACTS, ROLLUP, HELD_ROLLUP}
    assert len({tuple(sorted(counts(way).items())) for way in ways}) == 1
    assert sum(counts(ways[0]).values()) > 0


def test_a_rollup_reads_fewer_rows_and_joins_nothing(lake: Lake) -> None:
    plans = {way.name: way.plan() for way in ways_of(lake, "gih_wr") if way.plan is not None}

    assert set(plans) == {FACTS, ROLLUP}
    assert plans[ROLLUP].scanned < plans[FACTS].scanned
    assert not [step for step in plans[ROLLUP].root.walk() if step.name == "join"]
    assert [step for step in plans[FACTS].root.walk() if step.name == "join"]


def test_where_no_rollup_covers_the_question_only_the_facts_are_left(lake: Lake) -> None:
    names = {way.name for way in ways_of(lake, "gih_wr", ("name", "num_turns"))}

    assert names <= {FACTS, HELD_FACTS}
    assert FACTS in names


def test_a_statement_of_ones_own_is_a_way_with_a_plan() -> None:
    way = outside_way("own", duckdb.connect(), "SELECT count(*) AS n FROM range(10)")

    assert way.run().to_pylist() == [{"n": 10}]
    assert way.plan is not None
    assert way.plan().root.rows == 1


def test_ways_take_turns_and_the_first_round_does_not_count(lake: Lake) -> None:
    order: list[str] = []
    table = ways_of(lake, "gih_wr")[0].run()
    ways = [Way(name, lambda n=name: order.append(n) or table, "", None) for name in ("a", "b")]
    times = interleaved(ways, rounds=2)

    assert order == ["a", "b"] * 3
    assert times[["way", "round"]].to_numpy().tolist() == [["a", 1], ["b", 1], ["a", 2], ["b", 2]]
    assert (times["milliseconds"] >= 0).all()


def test_sizes_are_those_of_the_files(lake: Lake) -> None:
    sizes = table_sizes(lake)
    folder = Path(lake._engine.snapshot.folder)

    assert list(sizes.values()) == sorted(sizes.values(), reverse=True)
    assert sum(sizes.values()) == sum(file.stat().st_size for file in folder.rglob("*.parquet"))
