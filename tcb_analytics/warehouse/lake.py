"""The lake as an analyst sees it: one snapshot, and the questions one may ask of it.

Opening takes a snapshot; imports that follow are seen after :meth:`Lake.refresh`. Any
number of lakes, threads and processes read at once. Writing is not done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from types import TracebackType

from tcb_analytics.config import Settings, load_settings
from tcb_analytics.errors import LakeError
from tcb_analytics.statistics.intervals import IntervalKind
from tcb_analytics.statistics.rates import WITHHELD_UNDER, Mirrors, Ties
from tcb_analytics.warehouse.engines.opening import open_engine
from tcb_analytics.warehouse.engines.views import Snapshot, raw_tables, view_meanings
from tcb_analytics.warehouse.queries import deck_questions
from tcb_analytics.warehouse.queries.deck_questions import Evidence, Leaders, Period
from tcb_analytics.warehouse.queries.filters import Where
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.guard import check_select
from tcb_analytics.warehouse.queries.limited_lake import LimitedQuestions
from tcb_analytics.warehouse.queries.result import Result
from tcb_analytics.warehouse.queries.result_html import result_html
from tcb_analytics.warehouse.queries.results import Asked, rates_by
from tcb_analytics.warehouse.store import Store
from tcb_analytics.warehouse.tables import IMPORTS


def open_lake(
    home: Path | str | None = None, *, as_of: datetime | date | str | int | None = None
) -> Lake:
    """Open the lake for questions.

    Args:
        home: Data home; ``TCB_HOME``, else the platform's, by default.
        as_of: An earlier state: a version of ``lake.history()``, a day or a time.

    Raises:
        LakeError: There is no lake, or it has no such state.
    """
    settings = load_settings()
    chosen = settings.home if home is None else Path(home)
    settings = settings.model_copy(update={"home": chosen.expanduser().absolute()})
    return Lake(settings, as_of)


class Lake(LimitedQuestions):
    """One snapshot of the lake.

    Args:
        settings: Where it is, and how much memory questions may take.
        as_of: An earlier state; the latest by default.

    Attributes:
        as_of: The state that was asked for; None for the latest.

    Raises:
        LakeError: There is no lake, or it has no such state.
    """

    as_of: datetime | date | str | int | None = None

    def __init__(
        self, settings: Settings, as_of: datetime | date | str | int | None = None
    ) -> None:
        self.as_of = as_of
        self._settings = settings
        self.refresh()

    def refresh(self) -> None:
        """Show the state as it is now; results made before keep theirs.

        Raises:
            LakeError: The lake is gone or damaged.
        """
        snapshot = _snapshot(self._settings, self.as_of)
        super().__init__(open_engine(snapshot, self._settings))

    @property
    def version(self) -> int:
        """Version of the lake that is shown."""
        return self._engine.snapshot.version

    def close(self) -> None:
        """Free memory and spilled files; later questions are refused."""
        self._engine.close()

    def __enter__(self) -> Lake:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Lake {self._engine.snapshot.folder} at version {self.version}>"

    def _repr_html_(self) -> str:
        state = "" if self.as_of is None else f" as of {self.as_of}"
        title = f"Lake at version {self.version}{state}"
        return result_html(
            self.games().arrow(), title, (f"Folder: {self._engine.snapshot.folder}",)
        )

    def win_rates(
        self,
        by: str | Iterable[str] = "leader",
        where: Where = None,
        *,
        game: str | None = None,
        ties: Ties | None = None,
        mirrors: Mirrors | None = None,
        metrics: Sequence[str] = (),
        threshold: int = WITHHELD_UNDER,
        interval: IntervalKind = "jeffreys",
        level: float = 0.95,
    ) -> Result:
        """How often each group wins, with counts, interval and shrunk rate.

        Args:
            by: One column of ``results`` or several; ``lake.columns()`` lists them.
            where: Which results, as a mapping or a text; see ``queries/filters.py``.
            game: The game; the default game if neither ``by`` nor ``where`` names one.
            ties: ``half``, ``denominator`` or ``excluded`` in place of the sources' rules.
            mirrors: ``count`` or ``exclude`` in place of the sources' rules.
            metrics: More metrics of ``warehouse/metrics.py`` by name.
            threshold: Games under which a rate is withheld.
            interval: ``jeffreys`` or ``wilson``.
            level: Level of the interval.

        Returns:
            Rows: the keys, ``leader_name`` where leader is a key, games, wins, losses,
            ties, rate, low, high, shrunk, withheld and further metrics. Most games first.

        Raises:
            QueryError: A column, value, game, rule or metric is unknown.
        """
        honesty = Honesty(threshold, interval, level)
        asked = Asked("win_rates", by, where, game, ties, mirrors, metrics, honesty)
        return rates_by(self._engine, self.game_names, self.result_sources, asked)

    def matchups(
        self,
        where: Where = None,
        *,
        by: Iterable[str] = (),
        game: str | None = None,
        ties: Ties | None = None,
        mirrors: Mirrors | None = None,
        metrics: Sequence[str] = (),
        threshold: int = WITHHELD_UNDER,
        interval: IntervalKind = "jeffreys",
        level: float = 0.95,
    ) -> Result:
        """How each leader fares against each other; every pair stands there from both sides.

        Mirrors are cells too, unless ``mirrors="exclude"``. Other arguments are those of
        :meth:`win_rates`; ``by`` adds keys to leader and opponent.

        Returns:
            Rows: leader, opponent, added keys, leader_name, opponent_name, games, wins,
            losses, ties, rate, low, high, withheld.

        Raises:
            QueryError: A column, value, game, rule or metric is unknown.
        """
        added = (by,) if isinstance(by, str) else tuple(by)
        honesty = Honesty(threshold, interval, level)
        asked = Asked(
            "matchups", ("leader", "opponent", *added), where, game, ties, mirrors, metrics, honesty
        )
        return rates_by(self._engine, self.game_names, self.result_sources, asked)

    def meta_share(
        self,
        per: Period = "week",
        where: Where = None,
        *,
        leader: Leaders = None,
        game: str | None = None,
        interval: IntervalKind = "wilson",
        level: float = 0.95,
    ) -> Result:
        """Each leader's part of the decks, period by period.

        Args:
            per: ``week``, ``month``, ``set_code``, ``event`` or ``date``.
            where: Which decks; it cannot name leaders, for totals need them all.
            leader: Leaders to show; all by default.
            game: The game.
            interval: ``wilson`` or ``jeffreys``.
            level: Level of the interval.

        Returns:
            Rows: period, leader, leader_name, decks, total, share, low, high, evidence.

        Raises:
            QueryError: A period, column, value or game is unknown.
        """
        return deck_questions.meta_share(
            self._engine, self.game_names, per, where,
            leader=leader, game=game, honesty=Honesty(0, interval, level),
        )  # fmt: skip

    def card_inclusion(
        self,
        leader: Leaders = None,
        where: Where = None,
        *,
        game: str | None = None,
        evidence: Evidence | None = None,
        interval: IntervalKind = "wilson",
        level: float = 0.95,
    ) -> Result:
        """Which part of a leader's decks plays each card, and in how many copies.

        Args:
            leader: Leaders to show; all by default.
            where: Which decks. A column that published figures lack leaves those out.
            game: The game.
            evidence: ``decks`` or ``published``; by default, leader by leader, whichever
                looked at more decks.
            interval: ``wilson`` or ``jeffreys``.
            level: Level of the interval.

        Returns:
            Rows: leader, number, card_name, decks, decks_with, inclusion, low, high,
            copies, known, evidence.

        Raises:
            QueryError: A column, value or game is unknown.
        """
        return deck_questions.card_inclusion(
            self._engine, self.game_names, where,
            leader=leader, game=game, evidence=evidence, honesty=Honesty(0, interval, level),
        )  # fmt: skip

    def decks(
        self, leader: Leaders = None, where: Where = None, *, game: str | None = None
    ) -> Result:
        """Deck lists, latest first, with event and placing where known."""
        return deck_questions.decks(self._engine, self.game_names, where, leader=leader, game=game)

    def curve(
        self,
        leader: Leaders = None,
        where: Where = None,
        *,
        deck: str | None = None,
        game: str | None = None,
    ) -> Result:
        """Mean copies by cost over a leader's complete lists, or of one deck by its id.

        Returns:
            Rows: cost (null for cards that no catalogue knows), copies_played, decks, copies.
        """
        return deck_questions.curve(
            self._engine, self.game_names, where, leader=leader, deck=deck, game=game
        )

    def sql(self, text: str, *, timeout: float | None = 60.0) -> Result:
        """Ask in SQL: exactly one SELECT over the views that :meth:`tables` lists.

        Args:
            text: DuckDB's dialect. Files, other statements, system tables and functions
                that reach outside are refused.
            timeout: Seconds after which it is given up; None for no limit.

        Raises:
            QueryError: The text is anything else, or names an unknown view.
        """
        checked = check_select(text, view_meanings(), self._engine)
        return Result(self._engine, checked, title="SQL", timeout=timeout)


def _snapshot(settings: Settings, as_of: datetime | date | str | int | None) -> Snapshot:
    """The files and imports of one state."""
    try:
        store = Store.open(settings.lake, as_of)
    except LakeError as error:
        if settings.lake.exists():
            raise
        raise LakeError(
            "there is no lake here yet",
            where=str(settings.lake),
            remedy="tcb demo for the sample, or tcb import PATH... for files of your own",
        ) from error
    live = {row.import_id for row in store.live}
    imports = [
        {name: getattr(row, name) for name in IMPORTS.schema.names}
        | {"live": row.import_id in live}
        for row in store.history
    ]
    tables = raw_tables()
    with ThreadPoolExecutor() as several:  # a log each, and Delta waits for the disk
        files = dict(zip(tables, several.map(store.files, tables), strict=True))
    return Snapshot(store.folder, files, imports, store.version)
