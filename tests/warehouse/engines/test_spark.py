from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pyarrow as pa
import pytest

from tcb_analytics.config import Settings
from tcb_analytics.errors import LakeError, QueryError
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.engines.opening import open_engine
from tcb_analytics.warehouse.engines.protocol import Engine
from tcb_analytics.warehouse.engines.spark import SparkEngine
from tcb_analytics.warehouse.engines.spark_java import check_java
from tcb_analytics.warehouse.engines.spark_session import heap_mb
from tcb_analytics.warehouse.engines.views import Snapshot, raw_name, raw_tables
from tests.house.tree import REPOSITORY
from tests.warehouse.engines.sparks import environment, need_java, variables
from tests.warehouse.queries.lakes import snapshot_of

ODD = "a 'b' [1] st*r wh?t {x} ünï"
"""A folder in whose name much could stand for something else."""

STAYS = """
import sys, time
from pathlib import Path
from tcb_analytics.config import Settings
from tcb_analytics.warehouse.engines.spark import SparkEngine
from tcb_analytics.warehouse.engines.views import Snapshot
home = Path(sys.argv[1])
engine = SparkEngine(Snapshot(home, {}), Settings(home=home, spark_master="local[1]"))
print(engine.run("SELECT 1 AS one").to_pylist(), flush=True)
time.sleep(600)
"""


def settings_of(folder: Path, **values: object) -> Settings:
    return Settings(home=folder, engine="spark", spark_master="local[2]").model_copy(update=values)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("spark") / ODD
    made.mkdir()
    return made


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[SparkEngine]:
    need_java()
    snapshot = snapshot_of(folder, {"matches": [{"leader_1": "A", "leader_2": "B"}]}, "20250106")
    with environment(variables(folder.parent)):
        engine = open_engine(snapshot, settings_of(folder))
    assert isinstance(engine, SparkEngine)
    yield engine
    engine.close()


def test_a_folder_of_any_name_is_read_and_an_import_id_of_digits_stays_text(
    engine: SparkEngine,
) -> None:
    rows = engine.run("SELECT import_id, leader FROM results ORDER BY leader").to_pylist()
    assert rows == [{"import_id": "20250106", "leader": name} for name in "AB"]


def test_tables_have_their_declared_types_with_and_without_rows(
    engine: SparkEngine, folder: Path
) -> None:
    shape = DuckEngine(Snapshot(folder, {}), Settings(home=folder, threads=1))
    for table in raw_tables():
        sql = f'SELECT * FROM "{raw_name(table)}"'
        assert engine.run(sql).schema == shape.run(sql).schema, table
        assert engine.columns(raw_name(table)) == shape.columns(raw_name(table))


def test_a_question_that_takes_too_long_is_given_up_and_the_next_is_answered(
    engine: SparkEngine,
) -> None:
    ten = "(VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (0))"
    crossed = " CROSS JOIN ".join(f"{ten} AS t{n}(a{n})" for n in range(8))
    crossed += " CROSS JOIN (VALUES (1), (2), (3)) AS t8(a8)"
    with pytest.raises(QueryError, match="too long"):
        engine.run(f"SELECT sum(a0 + a5 * a8) AS n FROM {crossed}", timeout=0.2)
    assert engine.run("SELECT 1 AS a").to_pylist() == [{"a": 1}]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT reflect('java.lang.System', 'getProperty', 'user.home')",
        "SELECT java_method('java.lang.System', 'getProperty', 'user.home')",
        "SELECT * FROM parquet.`{outside}`",
        "SELECT * FROM read_parquet('{outside}')",
        "SELECT 1; DROP VIEW results",
        "SET spark.sql.ansi.enabled = false",
        "DROP VIEW results",
        "CREATE TABLE t AS SELECT 1 AS a",
        "INSERT OVERWRITE DIRECTORY '{outside}' SELECT 1",
    ],
)
def test_even_the_bare_engine_does_nothing_but_ask(
    engine: SparkEngine, folder: Path, sql: str
) -> None:
    outside = folder / "outside.parquet"
    with pytest.raises((QueryError, LakeError)):
        engine.run(sql.replace("{outside}", str(outside)))
    assert not outside.exists()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT hash('a')",
        "SELECT CAST(0.1 AS DOUBLE) || ''",
        "SELECT CAST('7' AS INTEGER)",
        "SELECT substr('abc', 0, 2)",
        "SELECT DISTINCT ON (leader) leader FROM results",
        "SELECT * FROM results TABLESAMPLE 10 PERCENT",
        "SELECT * FROM results ASOF JOIN decks ON results.date >= decks.date",
        "PIVOT results ON source USING count(*)",
        "SELECT date_diff('month', date, date) FROM results",
        "SELECT strftime(date, '%U') FROM results",
    ],
)
def test_what_was_not_compared_is_refused_by_name(engine: SparkEngine, sql: str) -> None:
    with pytest.raises(QueryError, match=r"compared|exactly one SELECT") as caught:
        engine.run(sql)
    assert "TCB_ENGINE" in str(caught.value) or "SELECT" in str(caught.value)


def test_errors_name_what_was_meant_as_duckdb_does(engine: SparkEngine) -> None:
    with pytest.raises(QueryError, match="leadr") as caught:
        engine.run("SELECT leadr FROM results")
    assert "leader" in str(caught.value).replace("leadr", "")


def test_a_plan_is_told_and_with_analyze_it_is_run(engine: SparkEngine) -> None:
    assert "results" in engine.explain("SELECT count(*) FROM results")
    told = engine.explain("SELECT leader FROM results", analyze=True)
    assert told.startswith("2 rows in ")


def test_a_damaged_file_is_an_error_of_the_lake(engine: SparkEngine, tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, {"decks": [{"deck_id": "d"}], "matches": [{}]})
    other = SparkEngine(snapshot, settings_of(tmp_path))
    Path(snapshot.files["decks"][0]).unlink()
    Path(snapshot.files["matches"][0]).write_bytes(b"PAR1 cut short")
    for view in ("all_decks", "matches"):
        with pytest.raises(LakeError, match="cannot be read"):
            other.run(f"SELECT * FROM {view}")
    other.close()


def test_engines_share_one_spark_and_show_each_its_own(
    engine: SparkEngine, folder: Path, tmp_path: Path
) -> None:
    other = SparkEngine(snapshot_of(tmp_path, {"matches": [{}, {}, {}]}), settings_of(tmp_path))
    count = "SELECT count(*) AS n FROM matches"
    assert [e.run(count).to_pylist()[0]["n"] for e in (engine, other)] == [1, 3]
    with pytest.raises(LakeError, match=r"local\[2\]"):
        SparkEngine(Snapshot(tmp_path, {}), settings_of(tmp_path, spark_master="local[1]"))
    other.close()
    other.close()
    with pytest.raises(LakeError, match="closed"):
        other.run(count)
    assert engine.run(count).to_pylist() == [{"n": 1}]


def test_both_engines_are_engines(engine: SparkEngine, folder: Path) -> None:
    both: list[Engine] = [
        engine,
        DuckEngine(Snapshot(folder, {}), Settings(home=folder, threads=1)),
    ]
    assert [made.dialect for made in both] == ["spark", "duckdb"]
    assert both[0].statements("SELECT 1; SELECT 2") == both[1].statements("SELECT 1; SELECT 2")
    assert both[0].syntax("SELECT 1") == both[1].syntax("SELECT 1")


def test_a_timestamp_and_a_list_come_as_duckdb_gives_them(engine: SparkEngine) -> None:
    rows = engine.run("SELECT CAST('2025-01-06 01:02:03' AS TIMESTAMPTZ) AS t, ['a', NULL] AS l")
    assert rows.schema.types == [pa.timestamp("us", "UTC"), pa.list_(pa.field("l", pa.string()))]
    assert rows.to_pylist()[0]["t"].isoformat() == "2025-01-06T01:02:03+00:00"


def test_spark_listens_on_loopback_says_nothing_and_dies_with_its_process(tmp_path: Path) -> None:
    need_java()
    environ = os.environ | dict(variables(tmp_path)) | {"PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", STAYS, str(tmp_path / "home")]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=tmp_path, env=environ, **pipes) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"[{'one': 1}]\n"
            [java] = [
                child
                for child in psutil.Process(process.pid).children(recursive=True)
                if "java" in child.name()
            ]
            heard = {found.laddr.ip for found in java.net_connections("inet")}
            assert {ip.removeprefix("::ffff:") for ip in heard} <= {"127.0.0.1", "::1"}
        finally:
            process.kill()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    deadline = time.monotonic() + 30
    while java.is_running() and java.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, "Java outlived the process that started it"
        time.sleep(0.2)
    assert [
        path.name for path in tmp_path.iterdir() if path.name not in ("home", "spark-home")
    ] == []


def test_without_java_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed: make install brings it")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    with pytest.raises(LakeError, match="Java 17") as caught:
        check_java()
    assert "openjdk-17" in str(caught.value)
    assert "TCB_ENGINE=duckdb" in str(caught.value)


def test_an_old_java_is_refused_with_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(LakeError, match="found 11"):
        check_java()


def test_without_pyspark_the_error_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(LakeError, match="pyspark is not installed") as caught:
        open_engine(Snapshot(tmp_path, {}), settings_of(tmp_path))
    assert "tcb-analytics[spark]" in str(caught.value)


@pytest.mark.parametrize(
    ("limit", "heap"), [("100MB", 512), ("1GB", 953), ("2.5GB", 2384), ("600MB", 572)]
)
def test_the_heap_of_java_is_the_limit_of_memory(limit: str, heap: int) -> None:
    assert heap_mb(limit) == heap
