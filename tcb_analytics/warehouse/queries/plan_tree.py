"""A query plan as a tree, read from what DuckDB says of itself after ``EXPLAIN ANALYZE``.

Steps that work out columns one after the other are told as one. Names of files are left out, for
they say where a machine keeps its data. Both majors of DuckDB write the same tree under other
names. How a plan is shown is in ``plan_html.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from tcb_analytics.errors import QueryError

_NOT_STEPS = frozenset({"RESULT_COLLECTOR", "EXPLAIN_ANALYZE", "QUERY"})
_SHOWN = (
    "Table", "Function", "Conditions", "Filters", "Expression", "Groups", "Aggregates", "Order By",
    "Projections",
)  # fmt: skip
SCAN, COLUMNS = "scan", "work out columns"
_NAMES = {
    "HASH_GROUP_BY": "group and count",
    "PERFECT_HASH_GROUP_BY": "group and count",
    "UNGROUPED_AGGREGATE": "count all",
    "HASH_JOIN": "join",
    "TABLE_SCAN": SCAN,
    "READ_PARQUET": SCAN,
    "ORDER_BY": "sort",
    "PROJECTION": COLUMNS,
    "FILTER": "keep rows",
    "UNNEST": "one row a card",
}
"""What steps are called; others keep the engine's name."""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of a plan; rows flow from its children into it.

    Attributes:
        name: What it does, in a word or two.
        rows: Rows that it gave; of a scan those that pass the filters it was handed.
        seconds: Processor time it took, summed over threads.
        detail: What it works on: a table, keys, conditions.
        children: Steps that it takes rows from.
    """

    name: str
    rows: int
    seconds: float
    detail: tuple[str, ...]
    children: tuple[PlanStep, ...]

    def walk(self) -> Iterator[PlanStep]:
        """The step and all below it, in the order of reading."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """How a statement was run.

    Attributes:
        root: The last step, which gives the answer.
        bytes_read: Bytes read from files; 0 where the engine does not say.
    """

    root: PlanStep
    bytes_read: int

    @property
    def scanned(self) -> int:
        """Rows that scans of files gave."""
        return sum(step.rows for step in self.root.walk() if step.name == SCAN)

    @property
    def seconds(self) -> float:
        """Processor time of all steps."""
        return sum(step.seconds for step in self.root.walk())

    @property
    def steps(self) -> int:
        """Number of steps."""
        return sum(1 for _ in self.root.walk())


def read_plan(text: str) -> QueryPlan:
    """The plan in what ``EXPLAIN (ANALYZE, FORMAT JSON)`` gave.

    Raises:
        QueryError: It is no such text.
    """
    try:
        told = json.loads(text)
        top = told[0] if isinstance(told, list) else told
        found = list(_steps(top))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise _no_plan() from error
    if len(found) != 1:
        raise _no_plan()
    io = top.get("io", {})
    read = io.get("total_bytes_read", top.get("total_bytes_read", 0))
    return QueryPlan(found[0], int(read))


def _no_plan() -> QueryError:
    return QueryError(
        "not a plan of DuckDB", remedy="give what EXPLAIN (ANALYZE, FORMAT JSON) gave"
    )


def _steps(node: Mapping[str, Any]) -> Iterator[PlanStep]:
    """The steps of a node: itself, or those below where it is none."""
    kind = str(node.get("type") or node.get("operator_type") or node.get("operator_name") or "")
    children = node.get("children") or node.get("operator") or ()
    below = tuple(step for child in children for step in _steps(child))
    if not kind.strip() or kind.strip() in _NOT_STEPS:
        yield from below
        return
    extra = node.get("extra_info", {})
    rows = node.get("intermediate_rows", node.get("operator_cardinality", 0))
    seconds = node.get("timing", node.get("operator_timing", 0))
    name = _NAMES.get(kind.strip(), kind.strip().replace("_", " ").lower())
    step = PlanStep(name, int(rows), float(seconds), tuple(_detail(extra)), below)
    yield _folded(step) if name == COLUMNS else step


def _folded(step: PlanStep) -> PlanStep:
    """A step that works out columns, with one right below it taken in."""
    if len(step.children) != 1 or step.children[0].name != COLUMNS:
        return step
    (below,) = step.children
    return replace(step, seconds=step.seconds + below.seconds, children=below.children)


def _detail(extra: Mapping[str, Any]) -> Iterator[str]:
    if tables := _tables(extra.get("Filename(s)")):
        yield f"of {tables}"
    for name in _SHOWN:
        value = extra.get(name)
        if name == "Function" or not value:
            continue
        parts = [str(part) for part in value] if isinstance(value, list) else [str(value)]
        yield f"{name.lower()}: {', '.join(parts)}"


def _tables(files: Any) -> str:
    """Names of tables by the folders of their files; the file's name where it lies in none."""
    if not files:
        return ""
    paths = [PurePath(part.strip()) for part in str(files).split(",")]
    names = []
    for path in paths:
        partition = path.parent.name.startswith("import_id=")
        names.append(path.parent.parent.name if partition else path.name)
    return ", ".join(dict.fromkeys(names))
