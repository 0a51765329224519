"""Everything a lake can be asked, on Spark in one process of this machine."""

from __future__ import annotations

from tests.warehouse.engines.spark_answers import SparkAnswers

MASTER = "local[2]"


class TestSparkAlone(SparkAnswers):
    """Driver and tasks share one Java."""
