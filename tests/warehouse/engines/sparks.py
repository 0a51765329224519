"""Spark for tests: its settings, a home of its own, and what to do where there is no Java."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tcb_analytics.errors import LakeError
from tcb_analytics.warehouse.engines.spark_java import check_java

QUICK = (
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ReservedCodeCacheSize=256m -Xmn512m "
    "-XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote -XX:-UsePerfData -Xshare:auto"
)
"""For a Java that lives a minute: it compiles less and collects with one thread.

Room for compiled code is given as without the first option, which would leave 48 MB:
Spark fills those, and Java then throws code away and compiles it again.
"""


def need_java() -> None:
    """Skip the test, by name and reason, where no Java runs Spark."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: make install brings it")
    try:
        check_java()
    except LakeError as error:
        pytest.skip(f"no Java for Spark: {error}")


def variables(folder: Path, settings: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """Environment under which Spark leaves nothing outside a folder.

    A cluster on this machine writes its executors' files into Spark's home, which is
    pyspark's package: here that is a folder of links to it, with ``settings`` as the defaults
    of its ``spark-defaults.conf``.
    """
    pyspark = importlib.import_module("pyspark")

    home = folder / "spark-home"
    home.mkdir(exist_ok=True)
    for part in Path(pyspark.__file__).parent.iterdir():
        link = home / part.name
        if part.name != "work" and not link.exists():
            link.symlink_to(part)
    (home / "conf").mkdir(exist_ok=True)
    lines = [f"{name} {value}\n" for name, value in (settings or {}).items()]
    (home / "conf" / "spark-defaults.conf").write_text("".join(lines), encoding="utf-8")
    return {"SPARK_HOME": str(home), "JDK_JAVA_OPTIONS": QUICK}


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Variables of this process while Spark starts."""
    before = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
