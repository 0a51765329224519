"""The questions over Limited logs that a lake answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.intervals import IntervalKind
from tcb_analytics.statistics.rates import WITHHELD_UNDER
from tcb_analytics.warehouse.log_metrics import BY_NAME
from tcb_analytics.warehouse.metrics import Metric
from tcb_analytics.warehouse.queries.filters import Where
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.holdings import Holdings
from tcb_analytics.warehouse.queries.limited import AskedLimited, LimitedDesk, LimitedResult, Sets
from tcb_analytics.warehouse.queries.log_columns import CARD_KEYS, GAME_KEYS, PICK_KEYS
from tcb_analytics.warehouse.queries.pair_synergy import pair_synergy
from tcb_analytics.warehouse.queries.play_draw import PlayDrawResult
from tcb_analytics.warehouse.queries.result import Result

_PERIODS = {"day": "draft_date", "week": "draft_week", "format_week": "format_week"}


METRIC_COLUMNS = ("name", "sql", "meaning")
COLUMN_COLUMNS = ("name", "of", "kind", "meaning")


def metric_rows() -> list[tuple[str, ...]]:
    """Every metric and count: name, SQL over counts, meaning."""
    return [(m.name, m.sql, m.meaning) for m in BY_NAME.values()]


def column_rows() -> list[tuple[str, ...]]:
    """Every column to group and filter by: name, what has it, kind, meaning."""
    owned = (("games", GAME_KEYS), ("picks", PICK_KEYS), ("cards", CARD_KEYS))
    return [
        (name, " and ".join(owner for owner, keys in owned if name in keys), key.kind, key.meaning)
        for name, key in {**GAME_KEYS, **PICK_KEYS, **CARD_KEYS}.items()
    ]


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

    def limited_matchups(
        self,
        where: Where = None,
        *,
        by: str | Iterable[str] = (),
        sets: Sets = None,
        threshold: int = WITHHELD_UNDER,
        interval: IntervalKind = "wilson",
        level: float = 0.95,
    ) -> LimitedResult:
        """How decks of each colours fare against opponents of each colours.

        Args:
            where: Which games.
            by: Keys besides ``main_colors`` and ``opp_colors``, such as ``on_play``.
            sets: Sets to ask about; all by default.
            threshold: Games under which a rate is withheld.
            interval: ``wilson`` or ``jeffreys``.
            level: Level of the interval.

        Returns:
            Rows: main_colors, opp_colors, added keys, num_games, game_wr with interval.

        Raises:
            QueryError: A column, value or set is unknown.
        """
        added = (by,) if isinstance(by, str) else tuple(by)
        honesty = Honesty(threshold, interval, level)
        keys = ("main_colors", "opp_colors", *added)
        asked = AskedLimited(("num_games", "game_wr"), keys, where, sets, None, honesty)
        return self._limited.ask(asked, "Limited matchups by colours")

    def limited_play_draw(
        self,
        by: str | Iterable[str] = ("main_colors",),
        where: Where = None,
        *,
        sets: Sets = None,
        threshold: int = WITHHELD_UNDER,
        interval: IntervalKind = "wilson",
        level: float = 0.95,
    ) -> Result:
        """What going first is worth to each group of games.

        Args:
            by: Columns of games to group by; none for all games.
            where: Which games.
            sets: Sets to ask about; all by default.
            threshold: Games under which a rate is withheld.
            interval: ``wilson`` or ``jeffreys``.
            level: Level of the intervals.

        Returns:
            Rows: keys; games and rate on the play, games and rate on the draw, each with its
            interval; ``play_edge``, the difference of the rates, with its interval.

        Raises:
            QueryError: A column, value or set is unknown.
        """
        keys = [by] if isinstance(by, str) else list(by)
        honesty = Honesty(threshold, interval, level)
        wanted = [name for name in keys if name != "on_play"]
        asked = AskedLimited(
            ("num_games", "num_won"), (*wanted, "on_play"), where, sets, None, honesty
        )
        return PlayDrawResult(self._limited.ask(asked), self._engine, wanted, honesty)

    def limited_course(
        self,
        metrics: Sequence[str | Metric] | str | Metric | None = None,
        per: Literal["day", "week", "format_week"] = "week",
        by: str | Iterable[str] = ("name",),
        where: Where = None,
        *,
        sets: Sets = None,
        threshold: int = WITHHELD_UNDER,
        interval: IntervalKind = "wilson",
        level: float = 0.95,
    ) -> LimitedResult:
        """A statistic over the time of a format, period by period.

        Args:
            metrics: As for :meth:`limited`.
            per: ``day``, ``week`` (its Monday) or ``format_week`` (from the set's first day), of
                the draft.
            by: Keys besides the period.
            where: Which rows.
            sets: Sets to ask about; all by default.
            threshold: Samples under which a rate is withheld.
            interval: ``wilson`` or ``jeffreys``.
            level: Level of the interval.

        Raises:
            QueryError: The period, a metric, column, value or set is unknown.
        """
        if per not in _PERIODS:
            raise QueryError(f"known are {', '.join(_PERIODS)}; got {per!r}", where="per")
        added = (by,) if isinstance(by, str) else tuple(by)
        honesty = Honesty(threshold, interval, level)
        keys = (*added, _PERIODS[per])
        return self._limited.ask(AskedLimited(metrics, keys, where, sets, None, honesty))

    def pair_synergy(
        self,
        sets: Sets = None,
        cards: Sequence[str] | None = None,
        where: Where = None,
        *,
        threshold: int = 100,
        interval: IntervalKind = "wilson",
        level: float = 0.95,
    ) -> Result:
        """Which two cards win more together in hand than each alone would have it.

        Args:
            sets: Sets to ask about; all by default.
            cards: Names among which pairs are looked for; all by default.
            where: Which games; columns of games alone.
            threshold: Games together in hand under which a pair is left out.
            interval: ``wilson`` or ``jeffreys``, for the rate together.
            level: Level of the intervals.

        Returns:
            Rows: card_a, card_b; games and rate with both in hand, with interval; games and
            rate with one of them; the rate expected from the two alone; the synergy, which is
            what the rate together surpasses it by, with its interval and shrunk. Highest
            shrunk synergy first.

        Raises:
            QueryError: A set, card or column is unknown.
        """
        honesty = Honesty(threshold, interval, level)
        return pair_synergy(self._limited, sets, cards, where, honesty)

    def limited_metrics(self) -> Result:
        """Every metric and count of Limited logs: name, SQL over counts, meaning."""
        return self._listed(metric_rows(), METRIC_COLUMNS, "Metrics of Limited logs")

    def limited_columns(self) -> Result:
        """Every column to group and filter by: name, what has it, kind, meaning."""
        return self._listed(column_rows(), COLUMN_COLUMNS, "Columns of Limited logs")

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
