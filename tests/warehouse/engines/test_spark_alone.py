"""Everything a lake can be asked, on Spark in one process of this machine."""

from __future__ import annotations

from tests.warehouse.engines.spark_answers import SparkAnswers

MASTER = "local[2]"
DEFAULTS: dict[str, str] = {}
"""Spark's own: it compiles plans and changes them while they run."""


class TestSparkAlone(SparkAnswers):
    """Driver and tasks share one Java."""
