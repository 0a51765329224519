"""What the figures were taken on: processor, memory, system and versions."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

LIBRARIES = (
    "tcb-analytics",
    "duckdb",
    "deltalake",
    "numba",
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
)


def machine() -> dict[str, Any]:
    """Processor, cores, memory, system, Python and the moment."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "when": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "load": round(os.getloadavg()[0], 2),
    }


def versions(libraries: Sequence[str] = LIBRARIES) -> dict[str, str]:
    """Versions of what answers on this side."""
    return {name: version(name) for name in libraries}


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
