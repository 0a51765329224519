"""Which engine shows a snapshot: the settings say."""

from __future__ import annotations

from tcb_analytics.config import Settings
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.engines.protocol import Engine
from tcb_analytics.warehouse.engines.views import Snapshot


def open_engine(snapshot: Snapshot, settings: Settings) -> Engine:
    """Show a snapshot with the engine that ``TCB_ENGINE`` names.

    Raises:
        LakeError: The engine cannot start: Spark without Java, say.
    """
    if settings.engine == "spark":
        from tcb_analytics.warehouse.engines.spark import SparkEngine  # noqa: PLC0415 - an extra

        return SparkEngine(snapshot, settings)
    return DuckEngine(snapshot, settings)
