"""What is asked of Limited logs, checked and complete: metrics, columns, filters, counts.

Everything that a plan or an answer needs to know of a question is worked out here once; the
same question asked again is not worked out again. Leaves out which table answers
(``planner.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.log_counts import BY_NAME, CARD_GRAINS, CARD_SUMS, CardSum, Grain
from tcb_analytics.warehouse.log_metrics import CARD_DEFAULTS, GAME_DEFAULTS, PICK_DEFAULTS
from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries.columns import Key, find_key
from tcb_analytics.warehouse.queries.context import Context
from tcb_analytics.warehouse.queries.filters import Condition, Where, conditions
from tcb_analytics.warehouse.queries.log_columns import ALL_KEYS, CARD_KEYS, GAME_KEYS, lacks
from tcb_analytics.warehouse.queries.log_formulas import (
    counts_of,
    find_metric,
    names_in,
    parse_weight,
    squares,
)


@dataclass(frozen=True)
class LogQuestion:
    """One question.

    Attributes:
        metrics: What is shown, in order; a rate stands behind its count.
        keys: What it is grouped by, in order.
        conditions: What all rows must keep.
        context: What is known of cards besides the catalogue.
    """

    metrics: tuple[Metric, ...]
    keys: tuple[Key, ...]
    conditions: tuple[Condition, ...] = ()
    context: Context | None = None

    @cached_property
    def card_columns(self) -> frozenset[str]:
        """Declared columns of cards, with those of the context."""
        return frozenset(CARD_KEYS) | frozenset(self.context.keys if self.context else ())

    @cached_property
    def columns(self) -> frozenset[str]:
        """Every column that is grouped or filtered by."""
        return frozenset(key.name for key in self.keys).union(*(c.columns for c in self.conditions))

    @cached_property
    def sums(self) -> tuple[CardSum, ...]:
        """Sums over cards that the metrics read."""
        declared = {added.name: added for added in CARD_SUMS}
        declared |= {added.name: added for metric in self.metrics for added in metric.sums}
        return tuple(declared[name] for name in sorted(self._names & declared.keys()))

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """Counts that are read, in declared order; those that sums weigh among them."""
        read = self._names | {added.count for added in self.sums}
        return tuple(name for name in BY_NAME if name in read)

    @cached_property
    def grains(self) -> tuple[Grain, ...]:
        """Grains of these counts."""
        return tuple(dict.fromkeys(BY_NAME[name].grain for name in self.counts))

    @cached_property
    def weights(self) -> Mapping[str, exp.Expr]:
        """The weight of each sum as a tree over columns of cards."""
        return {s.name: parse_weight(s, self.card_columns) for s in self.sums}

    @cached_property
    def weighed_by(self) -> frozenset[str]:
        """Columns of cards that weights read."""
        return frozenset[str]().union(*(names_in(tree) for tree in self.weights.values()))

    @cached_property
    def used_of_cards(self) -> tuple[str, ...]:
        """Columns of cards that are grouped, filtered or weighed by."""
        return tuple(sorted((self.columns | self.weighed_by) & self.card_columns))

    @cached_property
    def on_cards(self) -> list[Condition]:
        """Conditions that look at columns of cards alone."""
        return [c for c in self.conditions if c.columns and c.columns <= self.card_columns]

    @cached_property
    def on_both(self) -> list[Condition]:
        """Conditions that look at a card and its game or pick together."""
        both = [c for c in self.conditions if c.columns & self.card_columns]
        return [c for c in both if not c.columns <= self.card_columns]

    @cached_property
    def on_rows(self) -> list[Condition]:
        """Conditions that look at games or picks alone, and those that look at nothing."""
        return [c for c in self.conditions if not c.columns & self.card_columns]

    @cached_property
    def names_cards(self) -> bool:
        """Whether every row of the answer is about one card name."""
        fixed = any(c.columns == {"name"} and c.fixed_value is not None for c in self.conditions)
        return fixed or any(key.name == "name" for key in self.keys)

    @cached_property
    def _names(self) -> frozenset[str]:
        rates = [find_metric(name) for metric in self.metrics for name in metric.between or ()]
        read = [counts_of(metric) for metric in (*self.metrics, *rates)]
        read += [
            names_in(tree)
            for metric in (*self.metrics, *rates)
            if (tree := squares(metric)) is not None
        ]
        return frozenset[str]().union(*read)


def log_question(
    metrics: Sequence[str | Metric] | str | Metric | None,
    by: str | Iterable[str],
    where: Where,
    context: Context | None,
    has: frozenset[Grain],
) -> LogQuestion:
    """A question, checked.

    Args:
        metrics: Names or metrics; None for those that suit the keys.
        by: Columns to group by; none for one row over all.
        where: Filter, as a mapping or a text.
        context: What is known of cards besides.
        has: Grains that the lake has rows of.

    Raises:
        QueryError: A metric, column or value is unknown, or a metric's rows lack a column.
    """
    known = {**ALL_KEYS, **(context.keys if context else {})}
    names = [by] if isinstance(by, str) else list(by)
    keys = tuple(find_key(name, known, "by") for name in dict.fromkeys(names))
    kept = tuple(conditions(where, known))
    if metrics is None:
        found = _defaults(keys, kept, context, has)
    else:
        given = [metrics] if isinstance(metrics, str | Metric) else list(metrics)
        found = [find_metric(item) for item in given]
    if not found:
        raise QueryError(
            "expected at least one metric",
            where="metrics",
            remedy="lake.limited_metrics() lists them",
        )
    question = LogQuestion(_with_samples(found), keys, kept, context)
    _check_grains(question, found)
    return question


def _with_samples(metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    """The metrics, each rate behind the count that it is the rate of."""
    asked = {metric.name: metric for metric in metrics}
    shown: dict[str, Metric] = {}
    for metric in asked.values():
        if metric.sample is not None and metric.sample not in asked:
            shown.setdefault(metric.sample, find_metric(metric.sample))
        shown[metric.name] = metric
    return tuple(shown.values())


def _defaults(
    keys: Sequence[Key],
    kept: Sequence[Condition],
    context: Context | None,
    has: frozenset[Grain],
) -> list[Metric]:
    columns = {key.name for key in keys}.union(*(c.columns for c in kept))
    of_cards = set(CARD_KEYS) | set(context.keys if context else ())
    names: tuple[str, ...]
    if columns & of_cards:
        names = CARD_DEFAULTS
    elif all(column in GAME_KEYS for column in columns):
        names = GAME_DEFAULTS if "game" in has or "pick" not in has else PICK_DEFAULTS
    else:
        names = PICK_DEFAULTS
    found = [find_metric(name) for name in names]
    suited = [metric for metric in found if _suits(metric, columns, has)]
    return suited or [metric for metric in found if _suits(metric, set(), has)] or found


def _suits(metric: Metric, columns: Iterable[str], has: frozenset[Grain]) -> bool:
    grains = {BY_NAME[name].grain for name in counts_of(metric)}
    return grains <= has and not any(lacks(g, column) for g in grains for column in columns)


def _check_grains(question: LogQuestion, asked: Iterable[Metric]) -> None:
    """Refuse columns that the rows of a metric do not have.

    Raises:
        QueryError: There is one; it is named with the metric.
    """
    for metric in asked:
        part = LogQuestion((metric,), question.keys, question.conditions, question.context)
        for grain in part.grains:
            for column in sorted(part.columns):
                if lacks(grain, column):
                    raise _lacking(metric, grain, column)
            if part.sums and grain not in CARD_GRAINS and part.columns & part.card_columns:
                raise _lacking(metric, grain, sorted(part.columns & part.card_columns)[0])


_ROWS: Mapping[Grain, str] = {
    "game": "games, which have no card",
    "deck": "cards of decks in games",
    "hand": "cards in hand in games",
    "pick": "cards taken in drafts",
    "pack": "cards seen in drafts",
}


def _lacking(metric: Metric, grain: Grain, column: str) -> QueryError:
    return QueryError(
        f"{metric.name} counts {_ROWS[grain]}: {column!r} is not known of them",
        where="by and where",
        remedy=f"leave out {column!r}, or {metric.name} of metrics",
    )
