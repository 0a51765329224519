"""Questions over Limited logs, from what a caller wrote to a result.

One path: the question is checked, the planner chooses tables, their counts come from memory or
from SQL, and the same steps make rates of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.engines.duckdb import DuckEngine
from tcb_analytics.warehouse.engines.protocol import Engine
from tcb_analytics.warehouse.hot.desk import HotDesk
from tcb_analytics.warehouse.log_counts import Grain
from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries.columns import suggestion
from tcb_analytics.warehouse.queries.context import context_of
from tcb_analytics.warehouse.queries.filters import Condition, Where, conditions
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.inventory import Inventory
from tcb_analytics.warehouse.queries.log_arrays import Array, worked_out
from tcb_analytics.warehouse.queries.log_columns import ALL_KEYS
from tcb_analytics.warehouse.queries.log_finishing import check_honesty, finished, why_bare
from tcb_analytics.warehouse.queries.log_plan import LogPlan, told
from tcb_analytics.warehouse.queries.log_question import LogQuestion, log_question
from tcb_analytics.warehouse.queries.log_sql import log_sql, metrics_select
from tcb_analytics.warehouse.queries.log_terms import Known
from tcb_analytics.warehouse.queries.planner import Part, grains_held, plan
from tcb_analytics.warehouse.queries.result import Result
from tcb_analytics.warehouse.sources.lands import SAMPLE

if TYPE_CHECKING:
    from tcb_analytics.warehouse.hot.answering import Counted

_MOST_PLANNED = 256

REAL_ONLY = Condition(
    exp.NEQ(this=exp.column("source"), expression=exp.Literal.string(SAMPLE)),
    frozenset({"source"}),
)
"""Keeps generated logs out of a question that real ones answer too."""
LEFT_OUT = "Generated logs are left out beside real ones; where={'source': 'sample'} asks them."

Sets = str | Iterable[str] | None
"""Sets to ask about: one, several, or all."""


@dataclass(frozen=True, slots=True)
class AskedLimited:
    """What a caller of ``Lake.limited`` asked for; described there."""

    metrics: Sequence[str | Metric] | str | Metric | None
    by: str | Iterable[str]
    where: Where
    sets: Sets
    context: Any
    honesty: Honesty
    rollups: bool = True


class LimitedDesk:
    """Answers questions over the Limited logs of one snapshot.

    Args:
        engine: The engine that shows it.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.inventory = Inventory(engine.snapshot.files)
        self._planned: dict[Hashable, tuple[LogQuestion, tuple[Part, ...]]] = {}
        self.hot: HotDesk | None = None
        if isinstance(engine, DuckEngine):
            self.hot = HotDesk(engine, self.inventory, engine.hot_bytes)

    @cached_property
    def grains(self) -> frozenset[Grain]:
        """Grains that the lake has rows of."""
        return grains_held(self.inventory)

    @cached_property
    def sets(self) -> tuple[str, ...]:
        """Sets that the lake has logs of."""
        return tuple(self._sources_by_set)

    @cached_property
    def _sources_by_set(self) -> Mapping[str, frozenset[str]]:
        rows = self.engine.run("SELECT DISTINCT set_code, source FROM log_cards ORDER BY set_code")
        found: dict[str, set[str]] = {}
        for row in rows.to_pylist():
            found.setdefault(row["set_code"], set()).add(row["source"])
        return {code: frozenset(sources) for code, sources in found.items()}

    def real_only(self, chosen: Sequence[Condition], keys: Iterable[str] = ()) -> list[Condition]:
        """What keeps generated logs out where real ones answer too; nothing where it need not.

        A question that names ``source``, in a filter or as a key, is left as it was asked.

        Args:
            chosen: Conditions of the question.
            keys: Names of its keys.
        """
        if "source" in frozenset(keys).union(*(c.columns for c in chosen)):
            return []
        of_sets = [c.tree for c in chosen if c.columns == {"set_code"}]
        held = self._sources_by_set.items()
        sources = frozenset[str]().union(*(found for code, found in held if _holds(of_sets, code)))
        return [REAL_ONLY] if SAMPLE in sources and len(sources) > 1 else []

    @cached_property
    def _sets_by_import(self) -> Mapping[str, frozenset[str]]:
        rows = self.engine.run("SELECT DISTINCT import_id, set_code FROM log_cards").to_pylist()
        found: dict[str, set[str]] = {}
        for row in rows:
            found.setdefault(row["import_id"], set()).add(row["set_code"])
        return {name: frozenset(codes) for name, codes in found.items()}

    def imports(self, question: LogQuestion) -> tuple[str, ...] | None:
        """Imports of the sets that a question is about; None where it is about all."""
        chosen = [c.tree for c in question.conditions if c.columns == {"set_code"}]
        if not chosen:
            return None
        tested = {code: _holds(chosen, code) for code in self.sets}
        if all(tested.values()):
            return None
        by_import = self._sets_by_import.items()
        return tuple(sorted(name for name, codes in by_import if any(tested[c] for c in codes)))

    @cached_property
    def releases(self) -> Mapping[str, date]:
        """First day on which each set was drafted, as far as the lake knows."""
        first = "SELECT set_code, MIN(CAST(draft_time AS DATE)) AS day FROM {} GROUP BY set_code"
        both = " UNION ALL ".join(first.format(table) for table in ("limited_games", "drafts"))
        rows = self.engine.run(f"SELECT set_code, MIN(day) AS day FROM ({both}) GROUP BY set_code")  # noqa: S608 - fixed text
        return dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))

    def ask(self, asked: AskedLimited, title: str | None = None) -> LimitedResult:
        """The result of a question; nothing runs until its rows are asked for.

        Raises:
            QueryError: A metric, column, value or set is unknown, or a metric's rows lack a
                column.
            StatisticsError: The threshold, interval or level makes no sense.
        """
        check_honesty(asked.honesty)
        key = None if asked.context is not None else _known_as(asked)
        if key not in self._planned:
            found = self._plan(asked)
            if key is None:
                return LimitedResult(self, *found, asked.honesty, title=title)
            if len(self._planned) >= _MOST_PLANNED:
                self._planned.clear()
            self._planned[key] = found
        return LimitedResult(self, *self._planned[key], asked.honesty, title=title)

    def _plan(self, asked: AskedLimited) -> tuple[LogQuestion, tuple[Part, ...]]:
        """The question, checked, and the tables that answer it."""
        context = context_of(asked.context)
        question = log_question(asked.metrics, asked.by, asked.where, context, self.grains)
        chosen = [*question.conditions, *self._sets(asked.sets)]
        chosen += self.real_only(chosen, (key.name for key in question.keys))
        question = LogQuestion(question.metrics, question.keys, tuple(chosen), context)
        return question, plan(question, self.inventory, rollups=asked.rollups)

    def from_memory(self, question: LogQuestion, parts: Sequence[Part]) -> Counted | str:
        """The counts of a question from memory, or why SQL has to give them."""
        if self.hot is None:
            return f"{self.engine.dialect} reads the files"
        return self.hot.answer(question, parts, self.known(question), self.imports(question))

    def over(self, sql: str, given: pa.Table) -> pa.Table:
        """A statement over a table named ``given``.

        Raises:
            QueryError: The engine cannot be given tables.
        """
        if not isinstance(self.engine, DuckEngine):
            raise QueryError("this engine cannot be given tables", where="engine")
        return self.engine.run_over(sql, given)

    @cached_property
    def packs(self) -> Mapping[str, int]:
        """Picks of a pack in each import of drafts."""
        rows = self.engine.run(
            "SELECT import_id, MAX(CAST(pick_number AS INTEGER)) + 1 AS n FROM picks GROUP BY 1"
        )
        return dict(zip(*(column.to_pylist() for column in rows.columns), strict=True))

    def known(self, question: LogQuestion) -> Known:
        """First days of sets, and picks of packs, where columns of a question count from them."""
        used = [ALL_KEYS[name].bases for name in question.columns if name in ALL_KEYS]
        found: dict[str, date | int] = {}
        if any("set_code" in bases for bases in used):
            found |= self.releases
        if any("import_id" in bases for bases in used):
            found |= self.packs
        return found

    def names_in(self, sets: Sequence[str]) -> list[str]:
        """Names of the cards of some sets' logs, in ascending order."""
        codes = ", ".join(exp.Literal.string(code).sql() for code in sets)
        rows = self.engine.run(
            f"SELECT DISTINCT name FROM log_cards WHERE set_code IN ({codes}) ORDER BY name"  # noqa: S608 - checked sets, quoted
        )
        names: list[str] = rows.column(0).to_pylist()
        return names

    def checked_sets(self, sets: Sets) -> list[str]:
        """Sets that the lake has logs of; all of them for None.

        Raises:
            QueryError: It has none of one.
        """
        if sets is None:
            return list(self.sets)
        names = [sets] if isinstance(sets, str) else list(sets)
        if unknown := [name for name in names if name not in self.sets]:
            raise QueryError(
                f"no logs of the set {unknown[0]!r}{suggestion(unknown[0], self.sets)}; "
                f"the lake has: {', '.join(self.sets) or 'none'}",
                where="sets",
                remedy="tcb import game_data_public.SET.PremierDraft.csv.gz",
            )
        return names

    def _sets(self, sets: Sets) -> list[Condition]:
        if sets is None:
            return []
        return conditions({"set_code": self.checked_sets(sets)}, ALL_KEYS)


def _holds(conditions: Sequence[exp.Expr], set_code: str) -> bool:
    """Whether conditions on the set alone can hold for a set; where that is not plain, they can."""
    for tree in conditions:
        values = [tree.expression] if isinstance(tree, exp.EQ) else tree.expressions
        plain = isinstance(tree, exp.EQ | exp.In) and all(
            isinstance(v, exp.Literal) for v in values
        )
        if plain and set_code not in {value.this for value in values}:
            return False
    return True


def _known_as(asked: AskedLimited) -> Hashable:
    """What two questions share that are planned alike; None where that cannot be told."""
    parts = (asked.metrics, asked.by, asked.where, asked.sets)
    try:
        flat = tuple(_frozen(part) for part in parts)
        hash(flat)
    except TypeError:
        return None
    return (*flat, asked.rollups)


def _frozen(part: Any) -> Any:
    if isinstance(part, Mapping):
        return ("mapping", *((name, _frozen(value)) for name, value in part.items()))
    if isinstance(part, list | tuple):
        return (type(part).__name__, *((type(item).__name__, item) for item in part))
    return (type(part).__name__, part) if isinstance(part, str | int | float | None) else part


class LimitedResult(Result):
    """A question over Limited logs.

    Attributes:
        question: What is asked.
    """

    def __init__(
        self, desk: LimitedDesk, question: LogQuestion, parts: Sequence[Part], honesty: Honesty,
        *, title: str | None = None,
    ) -> None:  # fmt: skip
        named = ", ".join(key.name for key in question.keys) or "all"
        super().__init__(
            desk.engine, "", title=title or f"Limited by {named}", notes=_notes(question, honesty)
        )
        self.question = question
        self._desk = desk
        self._parts = tuple(parts)
        self._honesty = honesty
        self._plan: LogPlan | None = None

    @property
    def sql(self) -> str:
        """The question as one SELECT over the chosen tables, to read, paste and run.

        It gives counts and metrics; intervals, shrunk values and what is withheld are added.
        """
        if not self._sql:
            desk, question = self._desk, self.question
            days, imports = desk.known(question), desk.imports(question)
            self._sql = log_sql(question, self._parts, days, imports)
        return self._sql

    @property
    def plan(self) -> LogPlan:
        """Which tables answered, with rows and why; the question is answered for it."""
        self.arrow()
        assert self._plan is not None  # noqa: S101 - an answer leaves its plan
        return self._plan

    def _answered(self) -> pa.Table:
        start = perf_counter()
        found = self._desk.from_memory(self.question, self._parts)
        if isinstance(found, str):
            rows = self._runner.run(self.sql, timeout=self._timeout)
            why, keys, counts = found, rows, self._counts_in(rows)
        else:
            rows, why, keys, counts = None, "from memory", found.keys, found.counts
        self._plan = told(
            self._parts,
            held=rows is None,
            why=why,
            milliseconds=(perf_counter() - start) * 1000,
        )
        keys = keys.select([key.name for key in self.question.keys])
        values = _Values(self._desk, self.question, keys, counts, rows)
        return finished(self.question, keys, counts, values, self._honesty)

    def _counts_in(self, rows: pa.Table) -> Mapping[str, Array]:
        question = self.question
        counted = [*question.counts, *(added.name for added in question.sums)]
        return {name: _array(rows, name) for name in counted}


@dataclass
class _Values:
    """The metrics of an answer's rows: as SQL gave them, else worked out from the counts."""

    desk: LimitedDesk
    question: LogQuestion
    keys: pa.Table
    counts: Mapping[str, Array]
    rows: pa.Table | None

    def __call__(self, metric: Metric) -> Array:
        if self.rows is not None and metric.name in self.rows.column_names:
            return _array(self.rows, metric.name)
        found = worked_out(metric, self.counts)
        if found is None:
            self.rows = self._by_sql()
            found = _array(self.rows, metric.name)
        return found

    def _by_sql(self) -> pa.Table:
        """The metrics by SQL over the counts, for formulas that are more than arithmetic."""
        counted = {name: pa.array(values) for name, values in self.counts.items()}
        keys = dict(zip(self.keys.column_names, self.keys.columns, strict=True))
        return self.desk.over(metrics_select(self.question, "given"), pa.table(keys | counted))


def _array(rows: pa.Table, name: str) -> Array:
    """A column as numbers; null is NaN."""
    column = rows.column(name)
    if column.null_count:
        column = column.cast(pa.float64())
    values: Array = np.asarray(column.to_numpy())
    return values


def _notes(question: LogQuestion, honesty: Honesty) -> tuple[str, ...]:
    apart = (LEFT_OUT,) if REAL_ONLY in question.conditions else ()
    rates = [m.name for m in question.metrics if m.sample or m.between]
    if not rates:
        return apart
    said = [
        *apart,
        f"Rates over fewer than {honesty.threshold} are withheld (17Lands withholds under 500). "
        f"Interval: {honesty.interval}, {honesty.level:.0%}.",
    ]
    bare: dict[str, list[str]] = {}
    for metric in question.metrics:
        if metric.name in rates and (why := why_bare(metric, question)):
            bare.setdefault(why, []).append(metric.name)
    said += [f"No interval for {', '.join(names)}: {why}." for why, names in bare.items()]
    return tuple(said)
