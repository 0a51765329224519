"""Questions about results, put together from their file, keys, filters and metrics.

Everything is a syntax tree. The files count in two steps: ``counted`` groups rows by
plain columns, ``scored`` makes the wanted keys and the rate rules out of those few
groups. Conditions on plain columns filter rows; those on derived columns (week, month)
filter groups, which is the same and far less work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import sqlglot
from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.metrics import TIES_IN_GAMES, TIES_IN_POINTS, Metric
from tcb_analytics.warehouse.queries.columns import Key, keys_of
from tcb_analytics.warehouse.queries.filters import Condition
from tcb_analytics.warehouse.queries.sqlfiles import DIALECT, render, tree_of

COUNTS = ("games", "wins", "losses", "ties", "points")
"""What a question about results counts for each group."""

NAMED = ("leader", "opponent")
"""Keys that are card numbers, whose names are joined to the answer."""


@dataclass(frozen=True)
class ResultsPlan:
    """What is asked about results.

    Attributes:
        question: ``win_rates`` or ``matchups``: the file to compose from.
        keys: Group keys, in the order of the answer.
        filters: Conditions that all must hold.
        metrics: Metrics to add to the counts.
        game: The one game asked about, where that is certain.
        ties: What becomes of every tie; None where that differs by source.
        mirrors: What becomes of every mirror; None where that differs by source.
    """

    question: str
    keys: tuple[Key, ...]
    filters: tuple[Condition, ...] = ()
    metrics: tuple[Metric, ...] = ()
    game: str | None = None
    ties: str | None = None
    mirrors: str | None = None

    @property
    def columns(self) -> frozenset[str]:
        """Every column that is grouped or filtered by."""
        return frozenset(key.name for key in self.keys).union(*(c.columns for c in self.filters))

    @property
    def about_leaders(self) -> bool:
        """Whether leaders are compared: only then unknown ones and mirrors matter."""
        return not self.columns.isdisjoint({"leader", "opponent", "mirror"})

    @property
    def looks_up_rules(self) -> bool:
        """Whether each group's source must be known to score it."""
        return self.ties is None or self.mirrors is None

    @property
    def required(self) -> tuple[str, ...]:
        """Columns without which a row is left out: keys, unless a filter speaks of them."""
        filtered = frozenset[str]().union(*(c.columns for c in self.filters))
        bases = [base for key in self.keys for base in key.bases or (key.name,)]
        keys = [name for name in bases if name not in filtered]
        return tuple(dict.fromkeys([*(NAMED if self.about_leaders else ()), *keys]))


@lru_cache(maxsize=256)
def results_sql(plan: ResultsPlan) -> str:
    """The whole question as SQL text; a question asked before is not put together again."""
    return render(results_query(plan))


def results_query(plan: ResultsPlan) -> exp.Select:
    """The whole question as one SELECT."""
    tree = select_of(plan.question)
    counted, scored = (cte.this for cte in tree.ctes)
    known = keys_of("results")
    late = [c for c in plan.filters if any(known[name].sql for name in c.columns)]
    early = [c for c in plan.filters if c not in late]
    needed = [*plan.keys, *(known[name] for c in late for name in sorted(c.columns))]
    plain = [name for key in needed for name in key.bases or (key.name,)]
    rules = ["source"] if plan.looks_up_rules else []
    rules += ["mirror"] if plan.mirrors is None else []
    plain = list(dict.fromkeys([*plain, *rules]))
    _regroup(counted, [(name, exp.column(name)) for name in plain], COUNTS[1:4])
    counted.set("where", None)
    add_conditions(counted, [_known(name) for name in plan.required])
    if plan.mirrors == "exclude":
        add_conditions(counted, [_no_mirror(plan)])
    add_conditions(counted, [c.tree for c in early])
    _regroup(scored, [(key.name, _grouped(exp.column(key.name))) for key in plan.keys], COUNTS)
    _apply_rules(scored, plan)
    add_conditions(scored, [c.tree.copy().transform(_grouped) for c in late])
    _rebuild_answer(tree, plan)
    return tree


def select_of(question: str) -> exp.Select:
    """A fresh tree of a question's file.

    Raises:
        QueryError: The file is not one SELECT.
    """
    tree = tree_of("questions", question)
    if not isinstance(tree, exp.Select):
        raise QueryError(f"{question}.sql is not one SELECT")
    return tree


def add_conditions(select: exp.Select, trees: Iterable[exp.Expr]) -> None:
    """Add conditions to those that a SELECT has."""
    for tree in trees:
        select.where(tree.copy(), copy=False)


def add_metrics(select: exp.Select, metrics: Iterable[Metric], after: str, source: str) -> None:
    """Put metrics behind a column, computed from the counts of the table ``source``."""
    added = []
    for metric in metrics:
        added.append(exp.alias_(_of_table(metric.sql, source), metric.name))
    place = select.named_selects.index(after) + 1
    select.set("expressions", [*select.expressions[:place], *added, *select.expressions[place:]])


def _regroup(
    select: exp.Select, keys: Sequence[tuple[str, exp.Expr]], counts: Sequence[str]
) -> None:
    """Replace the group keys of a SELECT, and keep the counts of its file."""
    kept = [part for part in select.expressions if part.alias_or_name in counts]
    shown = [
        tree.copy() if tree.name == name else exp.alias_(tree.copy(), name) for name, tree in keys
    ]
    select.set("expressions", [*shown, *kept])
    select.set("group", exp.Group(expressions=[tree.copy() for _, tree in keys]))


def _known(name: str) -> exp.Expr:
    return exp.Not(this=exp.Is(this=exp.column(name), expression=exp.null()))


def _grouped(node: exp.Expr) -> exp.Expr:
    """A column as ``scored`` sees it: one of ``counted``, or worked out from its columns."""
    if not isinstance(node, exp.Column) or node.table:
        return node
    key = keys_of("results")[node.name]
    if key.sql is None:
        return exp.column(key.name, table="counted")
    return _of_table(key.sql, "counted")


def _of_table(sql: str, table: str) -> exp.Expr:
    """A declared piece of SQL with its columns taken from one table."""
    tree = sqlglot.parse_one(sql, dialect=DIALECT)
    for column in tree.find_all(exp.Column):
        column.set("table", exp.to_identifier(table))
    return tree


def _no_mirror(plan: ResultsPlan) -> exp.Expr:
    """No mirror; where both leaders are known that is the cheaper comparison."""
    if plan.about_leaders:
        return exp.NEQ(this=exp.column("leader"), expression=exp.column("opponent"))
    return exp.Not(this=exp.column("mirror"))


def _apply_rules(scored: exp.Select, plan: ResultsPlan) -> None:
    """Put in the rules that hold for every source; look up only those that differ."""
    if plan.mirrors is not None:
        scored.set("where", None)
    if plan.ties is not None:
        parts = {
            "ties_in_games": TIES_IN_GAMES[plan.ties],
            "ties_in_points": TIES_IN_POINTS[plan.ties],
        }
        for rule in list(scored.find_all(exp.Coalesce)):
            if rule.this.name in parts:
                rule.replace(exp.Literal.number(parts[rule.this.name]))
    if not plan.looks_up_rules:
        scored.set("joins", None)


def _rebuild_answer(tree: exp.Select, plan: ResultsPlan) -> None:
    """The outer SELECT: keys, names of cards among them, counts, metrics, order."""
    keys = [exp.column(key.name, table="scored") for key in plan.keys]
    named = [key.name for key in plan.keys if key.name in NAMED]
    names = [exp.alias_(exp.column("name", table=f"{name}_card"), f"{name}_name") for name in named]
    counts = [exp.column(name, table="scored") for name in COUNTS]
    tree.set("expressions", [*keys, *names, *counts])
    tree.set("joins", [_name_join(name, plan) for name in named])
    tree.set("order", None)
    tree.order_by(
        exp.Ordered(this=exp.column("games", table="scored"), desc=True, nulls_first=False),
        *(exp.Ordered(this=key.copy(), nulls_first=False) for key in keys),
        copy=False,
    )
    add_metrics(tree, plan.metrics, after="points", source="scored")


def _name_join(name: str, plan: ResultsPlan) -> exp.Join:
    table = f"{name}_card"
    on: list[exp.Expr] = [exp.column("number", table=table).eq(exp.column(name, table="scored"))]
    if "game" in {key.name for key in plan.keys}:
        on.append(exp.column("game", table=table).eq(exp.column("game", table="scored")))
    elif plan.game is not None:
        on.append(exp.column("game", table=table).eq(exp.Literal.string(plan.game)))
    return exp.Join(
        this=exp.alias_(exp.to_table("card_names"), table, table=True),
        side="LEFT",
        on=exp.and_(*on),
    )
