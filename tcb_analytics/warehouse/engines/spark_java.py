"""The Java process that Spark runs in: found, started and ended.

pyspark starts one by itself, lets it write to the terminal, and leaves it running when
Spark stops. Here its words go to a file, and it ends with the last engine. It also ends
when this process is killed, for it watches a pipe that the system then closes.
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tcb_analytics.errors import LakeError

DUCKDB = "or ask with TCB_ENGINE=duckdb"
"""The way out where Spark cannot run."""

_OLDEST_JAVA = 17


def check_java() -> None:
    """Whether a Java is here that Spark runs on.

    Raises:
        LakeError: There is none, or it is too old.
    """
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(Path(home, "bin", "java") if home else "java")
    remedy = f"install one: apt install openjdk-17-jre-headless, {DUCKDB}"
    if java is None:
        where = f"JAVA_HOME={home}" if home else "PATH"
        raise LakeError(f"Spark needs Java {_OLDEST_JAVA} or newer", where=where, remedy=remedy)
    try:
        asked = subprocess.run(  # noqa: S603 - the Java of PATH or JAVA_HOME, no shell
            [java, "-version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LakeError(f"Java does not run: {error}", where=java, remedy=remedy) from error
    found = re.search(r'version "(\d+)', asked.stderr + asked.stdout)
    if not found or int(found[1]) < _OLDEST_JAVA:
        said = found[1] if found else (asked.stderr.strip() or "nothing")[:100]
        raise LakeError(
            f"Spark needs Java {_OLDEST_JAVA} or newer, found {said}", where=java, remedy=remedy
        )


def start(options: Mapping[str, str], log: Path, *, alone: bool) -> Any:
    """Start Java and Spark in it; gives pyspark's SparkContext.

    Args:
        options: Spark's settings.
        log: File for what Java and Spark say.
        alone: Whether all of Spark is on this machine, and may listen on loopback only.

    Raises:
        LakeError: Spark does not start.
    """
    from pyspark import SparkConf, SparkContext  # noqa: PLC0415 - an extra
    from pyspark.errors import PySparkException  # noqa: PLC0415

    conf = SparkConf(loadDefaults=False)
    for name, value in options.items():
        conf.set(name, value)
    launch = importlib.import_module("pyspark.java_gateway").launch_gateway
    try:
        with log.open("wb") as file, _environment({"SPARK_LOCAL_IP": "127.0.0.1"} if alone else {}):
            gateway = launch(conf, {"stdout": file, "stderr": file})
        try:
            return SparkContext(gateway=gateway, conf=conf)
        except BaseException:
            _end(SparkContext, gateway)
            raise
    except (PySparkException, OSError, _java_error()) as error:
        said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        raise LakeError(
            f"Spark did not start: {_reason(said) or str(error).splitlines()[0][:300]}",
            where=f"TCB_SPARK_MASTER={options['spark.master']}",
            remedy=f"check the master and TCB_MEMORY_LIMIT, {DUCKDB}",
        ) from error


def stop(context: Any) -> None:
    """Stop Spark and end its Java."""
    gateway = context._gateway
    try:
        context.stop()
    finally:
        _end(type(context), gateway)


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Variables for a process that copies those of this one; what was set stays as it is."""
    added = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(added)
    try:
        yield
    finally:
        for name in added:
            del os.environ[name]


def _end(context_class: Any, gateway: Any) -> None:
    """End Java, and let pyspark forget it, so that it may start another."""
    try:
        gateway.shutdown()
    except _java_error():  # it is gone already
        pass
    finally:
        context_class._gateway = context_class._jvm = context_class._active_spark_context = None
        if gateway.proc is not None:
            gateway.proc.stdin.close()
            try:
                gateway.proc.wait(20)
            except subprocess.TimeoutExpired:
                gateway.proc.kill()
                gateway.proc.wait()


def _java_error() -> type[Exception]:
    """What a call raises whose Java is gone; pyspark brings the package that declares it."""
    error: type[Exception] = importlib.import_module("py4j.protocol").Py4JError
    return error


def _reason(log: str) -> str:
    """The last line of a log that tells of an error."""
    lines = [line.strip() for line in log.splitlines()]
    told = [line for line in lines if re.search(r"Exception|Error", line)]
    return told[-1][:300] if told else ""
