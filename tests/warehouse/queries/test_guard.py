from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.engines.views import view_meanings
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.queries.syntax import check_syntax

STATEMENTS = [
    "COPY results TO 'out.csv'",
    "COPY (SELECT 1) TO '../out.parquet'",
    "ATTACH 'other.db'",
    "DETACH other",
    "USE other",
    "EXPORT DATABASE 'folder'",
    "IMPORT DATABASE 'folder'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "PRAGMA database_list",
    "PRAGMA version",
    "SET threads = 8",
    "RESET threads",
    "SET VARIABLE x = 1",
    "CALL pragma_version()",
    "CHECKPOINT",
    "VACUUM",
    "ANALYZE",
    "INSERT INTO imports SELECT * FROM imports",
    "UPDATE imports SET game = 'x'",
    "DELETE FROM imports",
    "TRUNCATE imports",
    "CREATE TABLE mine AS SELECT 1",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE MACRO mine() AS 1",
    "CREATE SECRET s (TYPE s3)",
    "ALTER TABLE imports RENAME TO mine",
    "DROP TABLE imports",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "BEGIN",
    "EXPLAIN SELECT 1",
    "EXPLAIN ANALYZE SELECT 1",
    "DESCRIBE results",
    "SUMMARIZE results",
    "SHOW TABLES",
    "SHOW ALL TABLES",
    "PIVOT results ON leader USING count(*)",
    "MERGE INTO imports USING imports ON true WHEN MATCHED THEN DELETE",
    "VALUES (1)",
    "",
    "   ",
    "-- nothing but a comment",
    ";",
]

SEVERAL = [
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP TABLE imports",
    "SELECT 1; COPY results TO 'x.csv'",
    "SELECT 1 /* ; */ ; ATTACH 'x.db'",
    "SELECT 1 -- \n; SET threads = 8",
    "SELECT '--'; PRAGMA version",
    "SELECT $$;$$; INSTALL httpfs",
]

FILES = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_csv_auto('x.csv')",
    "SELECT * FROM read_parquet('x.parquet')",
    "SELECT * FROM parquet_scan('x.parquet')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM read_json('x.json')",
    "SELECT * FROM read_json_auto('x.json')",
    "SELECT * FROM read_ndjson('x.json')",
    "SELECT * FROM sniff_csv('x.csv')",
    "SELECT * FROM glob('*')",
    "SELECT * FROM parquet_metadata('x.parquet')",
    "SELECT * FROM parquet_schema('x.parquet')",
    "SELECT * FROM 'file.parquet'",
    'SELECT * FROM "file.parquet"',
    "SELECT * FROM '/etc/passwd'",
    'SELECT * FROM "/etc/passwd"',
    "SELECT * FROM file.parquet",
    "FROM 'file.csv'",
    "SELECT * FROM results, 'file.parquet'",
    "SELECT * FROM results JOIN 'file.parquet' USING (leader)",
    "SELECT (SELECT max(x) FROM 'file.parquet')",
    "SELECT * FROM results WHERE leader IN (SELECT content FROM read_text('x'))",
    "SELECT * FROM results UNION ALL SELECT * FROM 'file.parquet'",
    "WITH a AS (SELECT * FROM 'file.parquet') SELECT * FROM a",
    "SELECT * FROM (VALUES (1)) t(x), LATERAL (SELECT * FROM read_text('x'))",
    "SELECT * FROM results ORDER BY (SELECT 1 FROM read_csv('x'))",
    "SELECT * FROM results QUALIFY row_number() OVER (ORDER BY (SELECT 1 FROM glob('*'))) = 1",
    "SELECT * FROM results LIMIT (SELECT count(*) FROM glob('*'))",
    "SELECT * FROM (PIVOT 'x.csv' ON a IN (1) USING count(*))",
    "SELECT * FROM (PIVOT read_csv('x.csv') ON a IN (1) USING count(*))",
    "SELECT * FROM (UNPIVOT 'x.csv' ON a, b INTO NAME n VALUE v)",
]

SYSTEM = [
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM duckdb_tables",
    "SELECT * FROM duckdb_views()",
    "SELECT * FROM duckdb_logs",
    "SELECT * FROM information_schema.tables",
    "SELECT * FROM pg_catalog.pg_tables",
    "SELECT * FROM pg_tables",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM main.results",
    "SELECT * FROM memory.main.results",
    "SELECT * FROM system.main.duckdb_tables",
    "SELECT * FROM pragma_version()",
    "SELECT * FROM pragma_table_info('results')",
    "SELECT * FROM pragma_database_size()",
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('results')",
    "SELECT * FROM json_execute_serialized_sql('{}')",
    "SELECT * FROM test_all_types()",
    "SELECT * FROM repeat_row(1, num_rows=3)",
    "SELECT * FROM (DESCRIBE results)",
    "SELECT * FROM (SHOW TABLES)",
    "SELECT * FROM (SUMMARIZE results)",
    "SELECT getenv('HOME')",
    "SELECT getvariable('x')",
    "SELECT current_setting('temp_directory')",
    "SELECT leader FROM results WHERE current_setting('threads') = 1",
    "SELECT nextval('s')",
    "SELECT write_log('x')",
    "SELECT pg_sleep(1)",
    "SELECT * FROM results WHERE leader = ?",
    "SELECT * FROM results WHERE leader = $1",
    "SELECT * FROM results WHERE leader = $name",
    "SELECT * FROM rezults",
    "SELECT * INTO mine FROM results",
]

CTE_TRICKS = [
    # A CTE is visible in its own query only, and only to what follows it.
    "FROM duckdb_views UNION ALL FROM (WITH duckdb_views AS (SELECT 1) FROM duckdb_views)",
    "WITH a AS (SELECT * FROM duckdb_tables), duckdb_tables AS (SELECT 1) SELECT * FROM a",
    "WITH duckdb_tables AS (SELECT * FROM duckdb_tables) SELECT * FROM duckdb_tables",
    'SELECT * FROM "x.csv" UNION ALL SELECT * FROM (WITH "x.csv" AS (SELECT 1) FROM "x.csv")',
    "WITH a AS (WITH pg_tables AS (SELECT 1) SELECT * FROM pg_tables) SELECT * FROM pg_tables",
]


@pytest.mark.parametrize("text", [*STATEMENTS, *SEVERAL, *FILES, *SYSTEM, *CTE_TRICKS])
def test_what_is_not_one_select_over_known_views_is_refused(empty_lake: Lake, text: str) -> None:
    with pytest.raises(QueryError):
        empty_lake.sql(text)


@pytest.mark.parametrize("text", [*FILES, *SYSTEM, *CTE_TRICKS])
def test_the_engines_own_parser_refuses_alone_what_reaches_outside(
    empty_lake: Lake, text: str
) -> None:
    known = {name: name for name in view_meanings()}
    with pytest.raises(QueryError):
        check_syntax(empty_lake._engine.syntax(text), known)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1",
        "SELECT 1;",
        "select leader, sum(wins) as wins from results group by leader order by 2 desc limit 3",
        "FROM results",
        "SELECT * FROM RESULTS",
        'SELECT * FROM "results" AS r WHERE r.leader IN (SELECT leader FROM decks)',
        "WITH a AS (SELECT * FROM results), b AS (SELECT * FROM a) SELECT * FROM b",
        "WITH results AS (SELECT * FROM results WHERE wins > 0) SELECT * FROM results",
        "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n WHERE x < 5) FROM n",
        "SELECT leader FROM results UNION SELECT number FROM cards ORDER BY 1",
        "(SELECT 1) UNION ALL (SELECT 2)",
        "SELECT * FROM range(3), unnest([1, 2]) AS u(x)",
        "SELECT * FROM generate_series(1, 3)",
        "SELECT unnest(colors) FROM cards",
        "SELECT * FROM (VALUES (1), (2)) AS v(x)",
        "SELECT number, row_number() OVER (PARTITION BY game ORDER BY cost) FROM cards",
        "SELECT list_transform(colors, lambda x: lower(x)) FROM cards",
        "SELECT * FROM (PIVOT (SELECT leader, wins FROM results) ON wins IN (0, 1) USING count(*))",
        "SELECT ';' AS semicolon, '-- no comment', 'FROM ''x.csv''' -- a comment; with a semicolon",
        "SELECT * FROM results TABLESAMPLE 10 PERCENT",
    ],
)
def test_one_select_over_known_views_is_answered(empty_lake: Lake, text: str) -> None:
    assert empty_lake.sql(text).arrow() is not None


def test_a_misspelt_view_is_answered_with_the_known_ones(empty_lake: Lake) -> None:
    with pytest.raises(QueryError, match="did you mean 'results'") as caught:
        empty_lake.sql("SELECT * FROM resluts")
    assert "card_names" in str(caught.value)


def test_an_unknown_column_is_answered_with_candidates(empty_lake: Lake) -> None:
    with pytest.raises(QueryError, match="leader"):
        empty_lake.sql("SELECT leadr FROM results").df()


def test_deep_nesting_is_refused_not_a_crash(empty_lake: Lake) -> None:
    with pytest.raises(QueryError):
        empty_lake.sql("SELECT " + "(" * 3_000 + "1" + ")" * 3_000).df()


def test_text_that_is_too_long_or_holds_a_nul_is_refused(empty_lake: Lake) -> None:
    for text in ("SELECT '" + "x" * 200_000 + "'", "SELECT '\x00'"):
        with pytest.raises(QueryError):
            empty_lake.sql(text)


@given(st.text(max_size=60))
def test_no_text_raises_anything_but_a_query_error(empty_lake: Lake, text: str) -> None:
    with suppress(QueryError):
        empty_lake.sql(text)
