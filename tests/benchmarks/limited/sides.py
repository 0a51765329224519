"""Every side of the comparison: its worker, and the lines of the table that it gives."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.benchmarks.limited.logs import EVENT, SET
from tests.benchmarks.peer.environment import start_peer
from tests.benchmarks.worker import Done, Worker


@dataclass(frozen=True)
class Line:
    """One way to be answered.

    Attributes:
        name: How the table calls it.
        worker: Which process answers.
        how: Arguments besides the question.
        mode: What it reads, in words.
    """

    name: str
    worker: str
    mode: str
    how: dict[str, Any] = field(default_factory=dict)


LINES = (
    Line("facts, memory", "ours", "facts, hot columns in memory", {"rollups": False}),
    Line("facts, parquet", "files", "facts, from parquet (TCB_HOT_MB=0)", {"rollups": False}),
    Line("rollup, memory", "ours", "rollup, hot columns in memory"),
    Line("rollup, parquet", "files", "rollup, from parquet (TCB_HOT_MB=0)"),
    Line("spells, streaming", "spells", "parquet, no cache", {"set_code": SET, "streaming": True}),
    Line("spells", "spells", "parquet, no cache", {"set_code": SET, "streaming": False}),
    Line("spells, cache", "spells", "its own cache, warm", {"set_code": SET, "cached": True}),
    Line("pandas", "pandas", "loaded int8 frames, pandas' own sums", {"way": "frames"}),
    Line("pandas, dots", "pandas", "loaded int8 frames, numpy products", {"way": "dots"}),
    Line("wide DuckDB", "duckdb", "SQL on the wide parquet, written by DuckDB"),
)
SPELLS = ("spells, streaming", "spells")
"""Lines of spells' two modes, of which the better one counts."""


def ours(name: str = "tests.benchmarks.limited.ours", **environment: str) -> Worker:
    """A worker that runs a module with this interpreter."""
    return Worker([sys.executable, "-W", "ignore", "-m", name], environment)


def wide_parquet(spells_home: Path) -> Path:
    """The wide parquet that spells' import made."""
    return spells_home / "external" / SET / f"{SET}_{EVENT}_game.parquet"


@contextmanager
def all_sides(home: Path, spells_home: Path) -> Iterator[dict[str, Worker]]:
    """Every worker, open and loaded."""
    wide = str(wide_parquet(spells_home))
    with ExitStack() as stack:
        workers = {
            "ours": stack.enter_context(ours()),
            "files": stack.enter_context(ours()),
            "spells": stack.enter_context(start_peer(spells_home)),
            "pandas": stack.enter_context(ours("tests.benchmarks.limited.pandas_frames")),
            "duckdb": stack.enter_context(ours("tests.benchmarks.limited.wide_duckdb")),
        }
        workers["ours"].call("start", home=str(home))
        workers["files"].call("start", home=str(home), hot_mb=0)
        workers["pandas"].call("start", parquet=wide)
        workers["duckdb"].call("start", parquet=wide, own=str(spells_home / "wide_duckdb.parquet"))
        yield workers


def ask(workers: dict[str, Worker], line: Line, question: dict[str, Any]) -> Done:
    """Have a line answer a question."""
    return workers[line.worker].call("ask", question=question, **line.how)
