"""One Spark for this process: started when the first engine needs it, gone with the last.

A process can hold one Spark, in a Java process beside it, so engines share it; each has a
session of its own with its own views. On this machine it listens on loopback alone and
serves no pages. A Spark that was there before, as in a hosted notebook, is used as it is
and left running.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import shutil
import tempfile
import threading
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tcb_analytics.config import Settings
from tcb_analytics.errors import LakeError
from tcb_analytics.warehouse.engines import spark_java

# Rows come as Arrow tables: pandas, whose version this warns of, has no part in it.
warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")

# Whoever asked is told what went wrong: the same on the terminal would be noise.
logging.getLogger("SQLQueryContextLogger").disabled = True

_SMALLEST_HEAP = 512
"""Megabytes under which Spark refuses to start."""

_SESSION = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.variable.substitute": "false",
    "spark.sql.runSQLOnFiles": "false",
    "spark.sql.parser.quotedRegexColumnNames": "false",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.execution.arrow.useLargeVarTypes": "false",
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "1000",
}
"""What makes a session agree with DuckDB, and read nothing that it was not shown."""


@dataclass
class _Running:
    """The Spark of this process; ``context`` is pyspark's, which has no types here."""

    master: str
    context: Any
    folder: Path | None
    users: int = 0


_lock = threading.RLock()
_running: list[_Running] = []


def acquire(settings: Settings) -> Any:
    """A session of one's own on the Spark of this process, which is started if need be.

    Raises:
        LakeError: pyspark or Java is missing, Spark does not start, or it runs already
            with another master.
    """
    context_class, session_class = _pyspark()
    with _lock:
        running = _running[0] if _running else _start(settings, context_class)
        if running.folder is not None and running.master != _master(settings):
            raise LakeError(
                f"Spark runs in this process already, with master {running.master}",
                where="TCB_SPARK_MASTER",
                remedy="close the lakes that use it first, or start another process",
            )
        session = session_class(running.context).newSession()
        for name, value in _SESSION.items():
            session.conf.set(name, value)
        running.users += 1
    return session


def release() -> None:
    """Give a session back; with the last one Spark and its Java process end."""
    with _lock:
        if not _running:
            return
        running = _running[0]
        running.users -= 1
        if running.users <= 0:
            _running.clear()
            if running.folder is not None:
                spark_java.stop(running.context)
                shutil.rmtree(running.folder, ignore_errors=True)


def _pyspark() -> tuple[Any, Any]:
    try:
        from pyspark import SparkContext  # noqa: PLC0415 - an extra
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise LakeError(
            "pyspark is not installed",
            where="TCB_ENGINE=spark",
            remedy=f'pip install "tcb-analytics[spark]", {spark_java.DUCKDB}',
        ) from error
    return SparkContext, SparkSession


def _start(settings: Settings, context_class: Any) -> _Running:
    there = context_class._active_spark_context  # there is no public way to ask
    if there is None:
        spark_java.check_java()
        folder = _folder(settings.home)
        try:
            master = _master(settings)
            context = spark_java.start(
                _options(settings, folder), folder / "spark.log", alone=master.startswith("local")
            )
            running = _Running(master, context, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    else:
        running = _Running(str(there.master), there, None)
    _running.append(running)
    return running


def _options(settings: Settings, folder: Path) -> dict[str, str]:
    """Settings of the whole Spark; those of a cluster stay as ``spark-defaults.conf`` has them."""
    master = _master(settings)
    options = {
        "spark.master": master,
        "spark.app.name": "tcb_analytics",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.task.reaper.enabled": "true",
        "spark.task.reaper.killTimeout": "30s",
        "spark.driver.memory": f"{heap_mb(settings.memory_limit)}m",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder / "spill"),
    }
    if master.startswith("local"):
        options |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": str(2 * (_cores(master) or os.cpu_count() or 2)),
        }
    return options


def _master(settings: Settings) -> str:
    """The master; on this machine with as many threads as ``TCB_THREADS`` allows."""
    if settings.spark_master == "local[*]" and settings.threads:
        return f"local[{settings.threads}]"
    return settings.spark_master


def _cores(master: str) -> int:
    """Cores that a master of this machine names; 0 where it names none."""
    found = [int(number) for number in re.findall(r"\d+", master)]
    return found[0] * found[1] if master.startswith("local-cluster") else (found or [0])[0]


def heap_mb(limit: str) -> int:
    """``TCB_MEMORY_LIMIT`` in the binary megabytes of Java, at least what Spark needs."""
    number, unit = float(limit[:-2]), limit[-2:]
    return max(_SMALLEST_HEAP, int(number * {"MB": 1e6, "GB": 1e9}[unit] / 2**20))


def _folder(home: Path) -> Path:
    """A folder for Spark's log and for rows that do not fit in memory."""
    parent = home / "tmp"
    try:
        parent.mkdir(parents=True, exist_ok=True)
    except OSError:  # a home that may only be read
        parent = Path(tempfile.gettempdir())
    folder = parent / f"spark-{os.getpid()}-{secrets.token_hex(4)}"
    folder.mkdir()
    return folder
