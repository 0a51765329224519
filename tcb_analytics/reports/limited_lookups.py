"""What a report on a set asks of the lake: which logs there are, and its rates by key.

Every question goes through ``lake.limited``, so a number in a report is the number that anyone
gets who asks. Sentences are in ``set_story.py``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

import pandas as pd

from tcb_analytics.errors import ReportError
from tcb_analytics.statistics.intervals import IntervalKind
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.sources.lands import SAMPLE

CARD_METRICS = ("num_gih", "gih_wr", "num_oh", "oh_wr", "num_gp", "gp_wr", "iwd")
PICK_METRICS = ("num_taken", "ata", "alsa")

_LOGS = """
SELECT set_code, event_type, source, MIN(game) AS game, COUNT(*) AS games,
  COUNT(DISTINCT draft_id) AS drafts, MIN(CAST(game_time AS DATE)) AS first,
  MAX(CAST(game_time AS DATE)) AS last
FROM limited_games GROUP BY set_code, event_type, source
ORDER BY CASE WHEN source = 'sample' THEN 1 ELSE 0 END, games DESC
"""
_PICKED = "SELECT DISTINCT set_code, event_type, source FROM drafts"
_FACTS = """
SELECT name, MIN(color) AS color, MAX(COALESCE(card_type, '')) LIKE '%Basic%' AS basic
FROM limited_cards GROUP BY name
"""
BASICS = frozenset(
    snow + name
    for snow in ("", "Snow-Covered ")
    for name in ("Plains", "Island", "Swamp", "Mountain", "Forest", "Wastes")
)
"""Basic lands, for lakes without a catalogue of the set."""


@dataclass(frozen=True, slots=True)
class SetLogs:
    """The logs of one set and kind of draft.

    Attributes:
        source: Who published them; ``sample`` for generated ones.
        game: The game.
        set_code: The set.
        event_type: Kind of draft.
        games: Games logged.
        drafts: Drafts that they belong to.
        first: Day of the first game.
        last: Day of the last game.
        has_picks: Whether there are logs of drafting too.
    """

    source: str
    game: str
    set_code: str
    event_type: str
    games: int
    drafts: int
    first: date
    last: date
    has_picks: bool

    @property
    def datasets(self) -> tuple[str, ...]:
        """Endings of the names of the data sets that this is read from."""
        return (f":{self.set_code}:{self.event_type}", f"-cards:{self.set_code}")

    @property
    def generated(self) -> bool:
        """Whether they are made up."""
        return self.source == SAMPLE


def set_logs(lake: Lake, set_code: str, event_type: str | None = None) -> SetLogs:
    """The logs of a set: real before generated ones, then the kind of draft with most games.

    Raises:
        ReportError: The lake has none; names those that it has.
    """
    rows = lake.sql(_LOGS).arrow().to_pylist()
    mine = [row for row in rows if row["set_code"] == set_code]
    if not mine:
        known = sorted({str(row["set_code"]) for row in rows})
        close = get_close_matches(set_code, known, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise ReportError(
            f"no game logs of the set {set_code!r}{hint} The lake has: "
            f"{', '.join(known) or 'none'}",
            where="set",
            remedy="tcb import game_data_public.SET.PremierDraft.csv.gz",
        )
    kept = [row for row in mine if event_type in (None, row["event_type"])]
    if not kept:
        kinds = ", ".join(str(row["event_type"]) for row in mine)
        raise ReportError(
            f"no games of {set_code} are of the kind {event_type!r}; it has: {kinds}",
            where="event_type",
        )
    row = kept[0]
    picked = lake.sql(_PICKED).arrow().to_pylist()
    place = {name: row[name] for name in ("set_code", "event_type", "source")}
    return SetLogs(has_picks=place in picked, **row)


@dataclass(frozen=True, slots=True)
class SetQuestions:
    """The questions of one report, which share set, filters and honesty.

    Attributes:
        lake: The lake.
        logs: Which logs.
        rank: Players' rank; None for all.
        threshold: Copies or games under which a rate is withheld.
        interval: ``wilson`` or ``jeffreys``.
    """

    lake: Lake
    logs: SetLogs
    rank: str | None
    threshold: int
    interval: IntervalKind

    def by(
        self, metrics: Iterable[str], keys: str | Iterable[str], *, threshold: int | None = None
    ) -> pd.DataFrame:
        """Metrics by keys, over the report's games; cells of a map may have their own threshold."""
        where: dict[str, object] = {
            "event_type": self.logs.event_type, "source": self.logs.source,
        }  # fmt: skip
        if self.rank is not None:
            where["rank"] = self.rank
        asked = self.lake.limited(
            tuple(metrics), keys, where, sets=self.logs.set_code, interval=self.interval,
            threshold=self.threshold if threshold is None else threshold,
        )  # fmt: skip
        return asked.df()

    def cards(self) -> pd.DataFrame:
        """Every card but basic lands: rates, picks where they are logged, and colours."""
        picks = PICK_METRICS if self.logs.has_picks else ()
        cards = self.by((*CARD_METRICS, *picks), "name")
        cards = cards.merge(self.lake.sql(_FACTS).df(), on="name", how="left")
        basic = cards.pop("basic").eq(True) | cards["name"].isin(BASICS)
        return cards[~basic].reset_index(drop=True)

    def total(self) -> pd.Series:
        """Rates over all games: one row.

        Raises:
            ReportError: No game passes the filters.
        """
        metrics = ("num_games", "game_wr", "num_turns_avg", "num_mulligans_avg", "on_play_rate")
        found = self.by(metrics, ())
        if found.empty or not found.iloc[0]["num_games"]:
            raise ReportError(
                f"no game of {self.logs.set_code} is of the rank {self.rank!r}", where="rank"
            )
        return found.iloc[0]
