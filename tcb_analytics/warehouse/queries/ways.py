"""Several ways to one answer over Limited logs, to read their plans and to time them in turn.

Facts or rollup, from files by SQL or from memory; and any SQL of one's own beside them. All are
timed interleaved, so that a busy moment of the machine strikes every way alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from tcb_analytics.statistics.rates import WITHHELD_UNDER
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries.filters import Where
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.limited import AskedLimited, LimitedDesk, LimitedResult
from tcb_analytics.warehouse.queries.plan_tree import QueryPlan, read_plan

if TYPE_CHECKING:
    import pandas as pd

FACTS, ROLLUP = "split facts, SQL", "rollup, SQL"
HELD_FACTS, HELD_ROLLUP = "split facts, in memory", "rollup, in memory"
_PROFILED = "EXPLAIN (ANALYZE, FORMAT JSON) "


@dataclass(frozen=True, slots=True)
class Way:
    """One way to an answer.

    Attributes:
        name: What it is called.
        run: Gives the answer anew.
        sql: The statement it runs; empty where it runs none.
        plan: Runs it once more and tells its plan; None where no statement is run.
    """

    name: str
    run: Callable[[], pa.Table]
    sql: str
    plan: Callable[[], QueryPlan] | None


def ways_of(
    lake: Lake,
    metrics: Sequence[str | Metric] | str | Metric | None = None,
    by: str | Sequence[str] = ("name",),
    where: Where = None,
) -> tuple[Way, ...]:
    """The ways in which a lake can answer a question: facts and rollup, by SQL and from memory.

    A way that the planner has not for this question is left out. Memory is filled here, so that
    what is timed later is warm. SQL ways give counts and metrics, the others intervals as well.

    Args:
        lake: A lake with logs, read by DuckDB.
        metrics: As in ``lake.limited``.
        by: As in ``lake.limited``.
        where: As in ``lake.limited``.

    Raises:
        QueryError: The question is refused.
    """
    desk = lake._limited
    honesty = Honesty(WITHHELD_UNDER, "wilson", 0.95)
    found: list[Way] = []
    for rollups, by_sql, held in ((False, FACTS, HELD_FACTS), (True, ROLLUP, HELD_ROLLUP)):
        asked = AskedLimited(metrics, by, where, None, None, honesty, rollups=rollups)
        result = desk.ask(asked)
        if rollups and "facts" in " ".join(result.plan.engines):
            continue
        found.append(sql_way(by_sql, desk, result.sql))
        if _is_held(desk, asked):
            found.append(Way(held, partial(_asked, desk, asked), "", None))
    return tuple(found)


def sql_way(name: str, desk: LimitedDesk, sql: str) -> Way:
    """A statement over the lake's own tables as a way."""
    engine = desk.engine
    return Way(name, partial(engine.run, sql), sql, lambda: read_plan(engine.explain(_form(sql))))


def outside_way(name: str, connection: duckdb.DuckDBPyConnection, sql: str) -> Way:
    """A statement over a DuckDB connection of one's own as a way, such as over a wide table."""

    def run() -> pa.Table:
        return connection.execute(sql).to_arrow_table()

    def plan() -> QueryPlan:
        row = connection.execute(_PROFILED + sql).fetchone()
        return read_plan(str(row[-1]) if row else "")

    return Way(name, run, sql, plan)


def interleaved(ways: Sequence[Way], rounds: int = 9) -> pd.DataFrame:
    """Time every way once a round, one after the other, after one round that is not counted.

    Returns:
        One row a way and round: way, round, milliseconds of wall time.
    """
    import pandas as pd  # noqa: PLC0415 - half a second that most sessions never need

    rows = []
    for turn in range(rounds + 1):
        for way in ways:
            start = perf_counter()
            way.run()
            rows.append((way.name, turn, (perf_counter() - start) * 1000))
    frame = pd.DataFrame(rows, columns=["way", "round", "milliseconds"])
    return frame[frame["round"] > 0].reset_index(drop=True)


def table_sizes(lake: Lake) -> Mapping[str, int]:
    """Bytes that each table of the snapshot takes on disk, largest first."""
    files = lake._engine.snapshot.files
    sizes = {
        table: sum(Path(file).stat().st_size for file in listed) for table, listed in files.items()
    }
    return dict(sorted(sizes.items(), key=lambda pair: -pair[1]))


def _form(sql: str) -> str:
    """The statement with the form of its plan before it, as EXPLAIN takes it."""
    return _PROFILED.removeprefix("EXPLAIN ") + sql


def _asked(desk: LimitedDesk, asked: AskedLimited) -> pa.Table:
    return desk.ask(asked).arrow()


def _is_held(desk: LimitedDesk, asked: AskedLimited) -> bool:
    """Whether a question is answered from memory, once it was asked a few times."""
    result: LimitedResult = desk.ask(asked)
    for _ in range(2):
        result.arrow()
        result = desk.ask(asked)
    return all(step.held for step in result.plan.steps)
