"""The questions over Limited logs that a lake answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlglot import exp

from tcb_analytics.statistics.intervals import IntervalKind
from tcb_analytics.statistics.rates import WITHHELD_UNDER
from tcb_analytics.warehouse.log_metrics import BY_NAME
from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries.filters import Where
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.holdings import Holdings
from tcb_analytics.warehouse.queries.limited import AskedLimited, LimitedDesk, LimitedResult, Sets
from tcb_analytics.warehouse.queries.log_columns import CARD_KEYS, GAME_KEYS, PICK_KEYS
from tcb_analytics.warehouse.queries.result import Result


class LimitedQuestions(Holdings):
    """What one may ask of a snapshot's Limited logs."""

    def limited(
        self,
        metrics: Sequence[str | Metric] | str | Metric | None = None,
        by: str | Iterable[str] = ("name",),
        where: Where = None,
        *,
        sets: Sets = None,
        context: Any = None,
        threshold: int = WITHHELD_UNDER,
        interval: IntervalKind = "wilson",
        level: float = 0.95,
    ) -> LimitedResult:
        """Any statistic of Limited logs, by any columns, over any games, picks and cards.

        Args:
            metrics: Names of :meth:`limited_metrics`, or a :class:`Metric` of one's own; by
                default those that suit the keys.
            by: Columns of :meth:`limited_columns` to group by; none for one row over all.
            where: Which rows, as a mapping or a text; see ``queries/filters.py``.
            sets: Sets to ask about; all by default.
            context: A result or frame with a column ``name``: its other columns are columns of
                cards in this question, to group, filter and weigh by (``card_mean``).
            threshold: Samples under which a rate is withheld.
            interval: ``wilson`` or ``jeffreys``.
            level: Level of the interval.

        Returns:
            Rows in the order of the keys: keys, then metrics; behind each rate its ``_low``,
            ``_high`` and ``_shrunk``. ``.plan`` tells which table answered, ``.sql`` the question.

        Raises:
            QueryError: A metric, column, value or set is unknown, or the rows that a metric
                counts lack a column.
        """
        honesty = Honesty(threshold, interval, level)
        return self._limited.ask(AskedLimited(metrics, by, where, sets, context, honesty))

    def limited_metrics(self) -> Result:
        """Every metric and count of Limited logs: name, SQL over counts, meaning."""
        rows = [(m.name, m.sql, m.meaning) for m in BY_NAME.values()]
        return self._listed(rows, ("name", "sql", "meaning"), "Metrics of Limited logs")

    def limited_columns(self) -> Result:
        """Every column to group and filter by: name, what has it, kind, meaning."""
        rows = []
        for name, key in {**GAME_KEYS, **PICK_KEYS, **CARD_KEYS}.items():
            owners = [
                owner
                for owner, keys in (("games", GAME_KEYS), ("picks", PICK_KEYS), ("cards", CARD_KEYS))
                if name in keys
            ]
            rows.append((name, " and ".join(owners), key.kind, key.meaning))
        return self._listed(rows, ("name", "of", "kind", "meaning"), "Columns of Limited logs")

    @property
    def _limited(self) -> LimitedDesk:
        """The desk of the engine that is open now."""
        desk: LimitedDesk | None = self.__dict__.get("_limited_desk")
        if desk is None or desk.engine is not self._engine:
            desk = self.__dict__["_limited_desk"] = LimitedDesk(self._engine)
        return desk

    def _listed(
        self, rows: Iterable[tuple[str, ...]], names: tuple[str, ...], title: str
    ) -> Result:
        tuples = [exp.Tuple(expressions=[exp.Literal.string(t) for t in row]) for row in rows]
        values = exp.values(tuples, alias="declared", columns=list(names))
        return self._result(exp.select("*").from_(values), title)
