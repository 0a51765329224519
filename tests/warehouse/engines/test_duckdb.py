from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from tcb_analytics.config import Settings
from tcb_analytics.errors import LakeError, QueryError
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.engines.views import Snapshot, raw_name, raw_tables
from tcb_analytics.warehouse.tables import TABLES
from tests.warehouse.queries.lakes import engine_over, snapshot_of

MATCH = {"leader_1": "A", "leader_2": "B"}


@pytest.fixture
def engine(tmp_path: Path) -> DuckEngine:
    return engine_over(tmp_path, matches=[MATCH])


@pytest.mark.parametrize("table", raw_tables())
def test_a_table_has_its_declared_columns_with_and_without_rows(tmp_path: Path, table: str) -> None:
    empty = DuckEngine(Snapshot(tmp_path, {}), Settings(home=tmp_path, threads=1))
    rows = empty.run(f'SELECT * FROM "{raw_name(table)}"')
    assert rows.num_rows == 0
    declared = TABLES[table].schema.append(pa.field("import_id", pa.string()))
    assert rows.schema.names == declared.names
    assert [_kind(kind) for kind in rows.schema.types] == [_kind(kind) for kind in declared.types]


def _kind(kind: pa.DataType) -> str:
    return f"list of {kind.value_type}" if pa.types.is_list(kind) else str(kind)


def test_rows_of_files_have_the_types_of_empty_tables(engine: DuckEngine, tmp_path: Path) -> None:
    empty = DuckEngine(Snapshot(tmp_path, {}), Settings(home=tmp_path, threads=1))
    assert engine.columns("matches") == empty.columns("matches")
    assert engine.columns("results") == empty.columns("results")
    assert engine.run("SELECT import_id FROM matches").to_pylist() == [{"import_id": "i1"}]


def test_an_import_id_of_digits_stays_text(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, {"matches": [MATCH]}, import_id="20250106")
    engine = DuckEngine(snapshot, Settings(home=tmp_path, threads=1))
    assert engine.run("SELECT import_id FROM results").to_pylist()[0] == {"import_id": "20250106"}


@pytest.mark.parametrize(
    "sql",
    [
        "SET threads = 8",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "RESET lock_configuration",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_csv('{outside}')",
        "COPY (SELECT 1) TO '{outside}'",
        "ATTACH '{outside}' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
    ],
)
def test_even_the_bare_engine_reaches_nothing_but_the_lake(
    engine: DuckEngine, tmp_path: Path, sql: str
) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises((QueryError, LakeError)):
        engine.run(sql.replace("{outside}", str(outside)))
    assert outside.read_text(encoding="utf-8") == "a\n1\n"


def test_variables_of_python_are_not_tables(engine: DuckEngine) -> None:
    hidden = pa.table({"a": [1]})
    with pytest.raises(QueryError, match="hidden"):
        engine.run("SELECT * FROM hidden")
    assert hidden.num_rows == 1


def test_a_question_that_takes_too_long_is_given_up(engine: DuckEngine) -> None:
    with pytest.raises(QueryError, match="too long"):
        engine.run("SELECT count(*) FROM range(100000000000) a, range(1000) b", timeout=0.3)
    assert engine.run("SELECT 1 AS a").to_pylist() == [{"a": 1}]


def test_a_question_that_needs_too_much_memory_says_so(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, memory_limit="60MB", threads=1)
    engine = DuckEngine(Snapshot(tmp_path, {}), settings)
    with pytest.raises(QueryError, match="TCB_MEMORY_LIMIT"):
        engine.run("SELECT list(range || 'long enough to fill memory') FROM range(50000000)")


def test_what_does_not_fit_in_memory_is_spilled_under_the_home_and_removed(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", memory_limit="100MB", threads=1)
    engine = DuckEngine(Snapshot(tmp_path, {}), settings)
    rows = 8_000_000
    ranked = f"SELECT row_number() OVER (ORDER BY hash(range)) AS n FROM range({rows})"
    sql = f"SELECT max(n) AS n FROM ({ranked})"
    assert engine.run(sql).to_pylist() == [{"n": rows}]
    assert list((tmp_path / "home" / "tmp").iterdir())
    engine.close()
    assert not list((tmp_path / "home" / "tmp").iterdir())


def test_many_threads_ask_at_once(engine: DuckEngine) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: engine.run(f"SELECT {n} AS n").to_pylist(), range(64)))
    assert found == [[{"n": n}] for n in range(64)]


def test_a_damaged_file_is_an_error_of_the_lake(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, {"matches": [MATCH]})
    engine = DuckEngine(snapshot, Settings(home=tmp_path, threads=1))
    Path(snapshot.files["matches"][0]).unlink()
    with pytest.raises(LakeError, match="cannot be read"):
        engine.run("SELECT * FROM matches")


def test_a_closed_engine_says_that_it_is_closed(engine: DuckEngine) -> None:
    engine.close()
    engine.close()
    with pytest.raises(LakeError, match="closed"):
        engine.run("SELECT 1")


def test_an_error_names_what_was_meant_without_a_picture(engine: DuckEngine) -> None:
    with pytest.raises(QueryError, match="leadr") as caught:
        engine.run("SELECT leadr FROM results")
    assert "leader" in str(caught.value).replace("leadr", "")
    assert "^" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["with space", "quote'd", "dönerkarte", "a[1]b", "star*", "what?", "{x}"]
)
def test_a_home_of_any_name_can_be_read(tmp_path: Path, name: str) -> None:
    engine = engine_over(tmp_path / name, matches=[MATCH])
    assert engine.run("SELECT count(*) AS n FROM matches").to_pylist() == [{"n": 1}]


def test_this_runs_on_a_supported_duckdb() -> None:
    major, minor = (int(part) for part in duckdb.__version__.split(".")[:2])
    assert (1, 5) <= (major, minor) < (3, 0)


def test_many_rows_come_in_the_order_that_is_asked_for(tmp_path: Path) -> None:
    wide = DuckEngine(Snapshot(tmp_path, {}), Settings(home=tmp_path, threads=4))
    question = "SELECT range AS n FROM range(50000) ORDER BY (n * 7919) % 50021 DESC"
    expected = sorted(range(50_000), key=lambda n: -((n * 7919) % 50_021))
    for _ in range(5):
        assert wide.run(question).column("n").to_pylist() == expected
