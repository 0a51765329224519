from __future__ import annotations

from pathlib import Path

from sqlglot import exp

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.engines.views import (
    DERIVED,
    RAW_NAMES,
    SMALL,
    Snapshot,
    raw_tables,
    view_meanings,
)
from tcb_analytics.warehouse.queries.sqlfiles import tree_of
from tcb_analytics.warehouse.tables import TABLES


def test_views_stand_after_those_they_build_on() -> None:
    shown = {RAW_NAMES.get(name, name) for name in TABLES}
    for name in DERIVED:
        tree = tree_of("views", name)
        ctes = {cte.alias for cte in tree.find_all(exp.CTE)}
        assert {table.name for table in tree.find_all(exp.Table)} - ctes <= shown, name
        shown.add(name)


def test_every_table_can_be_asked_and_everything_that_can_has_a_meaning(tmp_path: Path) -> None:
    engine = DuckEngine(Snapshot(tmp_path, {}), Settings(home=tmp_path, threads=1))
    for name, meaning in view_meanings().items():
        assert engine.columns(name), name
        assert meaning, name
    assert set(raw_tables()) | {"imports"} == set(TABLES)


def test_what_is_held_in_memory_is_small_by_its_nature() -> None:
    assert set(DERIVED) >= SMALL
    assert "results" not in SMALL
    assert "decks" not in SMALL
