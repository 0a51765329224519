"""What Spark is asked, whatever its master: everything that DuckDB was asked.

A file of tests for each master inherits these, so that two workers share them.
"""

from __future__ import annotations

from typing import Any

import pytest

from tcb_analytics.warehouse.lake import Lake
from tests.warehouse.engines.answers import answer, of_decks, plain, questions, same, texts

QUESTIONS = {label: (name, example) for label, name, example in questions()}
TEXTS = {label: (text, in_order) for label, text, in_order in texts()}


class SparkAnswers:
    """Spark says what DuckDB says, value by value."""

    @pytest.mark.parametrize("label", QUESTIONS)
    def test_spark_answers_as_duckdb_does(
        self, spark: Lake, expected: dict[str, Any], label: str
    ) -> None:
        assert same(answer(spark, *QUESTIONS[label]), expected[label])

    @pytest.mark.parametrize("label", TEXTS)
    def test_spark_answers_sql_as_duckdb_does(
        self, spark: Lake, expected: dict[str, Any], label: str
    ) -> None:
        text, in_order = TEXTS[label]
        assert same(plain(spark.sql(text, timeout=None), in_order=in_order), expected[label])

    def test_spark_reads_decks_as_duckdb_does(self, spark: Lake, expected: dict[str, Any]) -> None:
        found = dict(of_decks(spark))
        assert len(found) == 2
        assert all(found[label] == expected[label] for label in found)
