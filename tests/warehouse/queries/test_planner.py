from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.log_counts import CARD_GRAINS, GAME_GRAINS
from tcb_analytics.warehouse.queries.inventory import Inventory, import_of
from tcb_analytics.warehouse.queries.log_columns import ALL_KEYS, CARD_KEYS, lacks, row_keys
from tcb_analytics.warehouse.queries.log_plan import told
from tcb_analytics.warehouse.queries.log_question import LogQuestion, log_question
from tcb_analytics.warehouse.queries.planner import FACT_TABLES, FACTS, grains_held, missing, plan
from tcb_analytics.warehouse.rollups import ROLLUPS

ALL = frozenset(FACT_TABLES)


def inventory(folder: Path, rows: dict[str, int], imports: tuple[str, ...] = ("i1",)) -> Inventory:
    files: dict[str, list[str]] = {}
    for table, count in rows.items():
        for name in imports:
            path = folder / table / f"import_id={name}" / "part-0.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.table({"x": list(range(count))}), path)
            files.setdefault(table, []).append(str(path))
    return Inventory(files)


def facts() -> dict[str, int]:
    return dict.fromkeys(FACT_TABLES.values(), 1000)


def asked(metrics: list[str], by: tuple[str, ...], where: str | None = None) -> LogQuestion:
    return log_question(metrics, by, where, None, ALL)


def test_rows_and_imports_are_told_by_the_files_alone(tmp_path: Path) -> None:
    held = inventory(tmp_path, {"picks": 7, "drafts": 0}, ("i1", "i2"))

    assert held.rows("picks") == 14
    assert held.rows("picks", frozenset({"i2"})) == 7
    assert held.imports("picks") == {"i1", "i2"}
    assert held.imports("drafts") == frozenset()
    assert held.rows("builds") == 0
    assert import_of("elsewhere/part.parquet") == ""


def test_the_smallest_of_several_covering_rollups_is_taken(tmp_path: Path) -> None:
    held = inventory(tmp_path, facts() | {"cards_by_colors": 50, "cards_by_week": 40})

    (part,) = plan(asked(["gih_wr"], ("name", "main_colors")), held)
    assert (part.table, part.rows) == ("cards_by_week", 40)


def test_a_rollup_that_lacks_an_import_of_the_facts_is_not_taken(tmp_path: Path) -> None:
    both = inventory(tmp_path, facts(), ("i1", "i2"))
    one = inventory(tmp_path, {"cards_played": 5}, ("i1",))
    held = Inventory({**both._files, **one._files})

    (part,) = plan(asked(["gih_wr"], ("name",)), held)
    assert part.table == FACTS


def test_what_a_rollup_lacks_is_told(tmp_path: Path) -> None:
    held = inventory(tmp_path, facts() | {r.name: 5 for r in ROLLUPS})
    (part,) = plan(asked(["gih_wr"], ("name", "opp_rank"), "has_splash"), held)

    assert part.table == FACTS
    assert part.rows == 1000
    assert "has_splash, opp_rank" in part.reason
    line = str(told((part,), held=True, why="from memory", milliseconds=1.25))
    assert line.startswith("facts, in memory: 1,000 rows; no rollup has all of has_splash")


def test_derived_columns_are_covered_by_their_bases() -> None:
    by_name = {rollup.name: rollup for rollup in ROLLUPS}
    question = asked(["gih_wr"], ("num_colors", "rarity"))

    assert missing(question, "hand", by_name["cards_by_colors"]) == []
    assert missing(question, "hand", by_name["cards_by_player"]) == ["num_colors"]
    assert missing(asked(["game_wr"], ("rank",)), "game", by_name["games_by_week"]) == []


def test_a_lake_without_drafts_refuses_to_count_picks(tmp_path: Path) -> None:
    held = inventory(tmp_path, {"limited_games": 3, "game_cards": 3, "build_cards": 3})

    assert grains_held(held) == GAME_GRAINS
    with pytest.raises(QueryError, match="no logs of drafts"):
        plan(asked(["ata"], ("name",)), held)


def test_every_column_belongs_to_rows_or_to_cards() -> None:
    for name in ALL_KEYS:
        owners = [grain for grain in sorted(FACT_TABLES) if not lacks(grain, name)]
        assert owners, name
        if name in CARD_KEYS:
            assert set(owners) == CARD_GRAINS
        for grain in owners:
            assert name in row_keys(grain) or name in CARD_KEYS
