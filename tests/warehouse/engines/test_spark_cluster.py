"""Everything a lake can be asked, on a cluster of Spark: two executors, each its own process."""

from __future__ import annotations

from tests.warehouse.engines.spark_answers import SparkAnswers

MASTER = "local-cluster[2,1,1024]"
DEFAULTS = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""Plans are interpreted as they stand: the values must be those of compiled plans, and sooner."""


class TestSparkCluster(SparkAnswers):
    """What tasks read and return passes between processes."""
