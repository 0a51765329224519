"""The lake of a folder, opened when it is first needed and again when it has changed.

An open lake is never refreshed in place: threads that ask it keep the state they began with,
and it is closed when the last of them lets go. Each look reads one folder's names, which takes
microseconds; opening takes tens of milliseconds and is done by one thread at a time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from time import monotonic

from tcb_analytics.app.services.lake import Rates, RatesAsked
from tcb_analytics.app.services.refusals import InvalidError, UnavailableError
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format
from tcb_analytics.config import Settings
from tcb_analytics.errors import FormatError, LakeError, QueryError, StatisticsError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.store import newest_commit

PLACED = 16
"""Decks that placed so well count as successful, as for `tcb deck analyse`."""
AGAIN_AFTER = 2.0
"""Seconds for which a damaged lake that has not changed is not opened anew."""


class LakeOnDisk:
    """The lake of a home.

    Args:
        settings: Where it is, and how much memory questions may take.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._opening = threading.Lock()
        self._open: tuple[str, OpenLake] | None = None
        self._broken: tuple[str, float, LakeError] | None = None

    def look(self) -> OpenLake:
        """The state as it is now.

        Raises:
            UnavailableError: There is no lake, or it is damaged.
        """
        with _away():
            commit = newest_commit(self._settings.lake)
            found = self._open
            if found is not None and found[0] == commit:
                return found[1]
            with self._opening:
                return self._opened(newest_commit(self._settings.lake))

    def _opened(self, commit: str) -> OpenLake:
        if self._open is not None and self._open[0] == commit:
            return self._open[1]
        if self._broken is not None:
            seen, at, error = self._broken
            if seen == commit and monotonic() - at < AGAIN_AFTER:
                raise error
        try:
            state = OpenLake(Lake(self._settings))
        except LakeError as error:
            self._broken = (commit, monotonic(), error)
            raise
        self._open, self._broken = (commit, state), None
        return state

    def close(self) -> None:
        """Free what an open lake takes; a later look opens it again."""
        with self._opening:
            found, self._open = self._open, None
        if found is not None:
            found[1].close()


class OpenLake:
    """One state of the lake."""

    def __init__(self, lake: Lake) -> None:
        self._lake = lake
        self._reading = threading.Lock()

    @property
    def version(self) -> int:
        """Number of the state."""
        return self._lake.version

    @cached_property
    def games(self) -> Sequence[str]:
        """Games that it holds, the default one first."""
        with _away():
            return self._lake.game_names

    def catalog(self, game: str) -> Catalog:
        """Every card of a game, read once.

        Raises:
            InvalidError: The lake does not hold the game.
            UnavailableError: The lake is damaged.
        """
        with _away(), self._reading:
            return self._lake.catalog(game)

    def rules(self, game: str) -> Format:
        """A game's default format, under the restrictions that the lake holds.

        Raises:
            InvalidError: The lake does not hold the game, or no format is declared for it.
            UnavailableError: The lake is damaged.
        """
        with _away():
            return self._lake.format(game)

    def inclusion(self, game: str, leader: str) -> Mapping[str, float]:
        """Share of a leader's decks with each card, 0 to 1, by number.

        Those that placed well count, where any is known to have placed; else all.

        Raises:
            UnavailableError: The lake is damaged.
        """
        with _away():
            for where in (f"place_worst <= {PLACED}", None):
                rows = self._lake.card_inclusion(leader, where, game=game).arrow().to_pylist()
                if rows:
                    return {str(row["number"]): float(row["inclusion"]) for row in rows}
            return {}

    def rates(self, asked: RatesAsked) -> Rates:
        """Win rates or matchups.

        Raises:
            InvalidError: A column, value or game is unknown.
            UnavailableError: The lake is damaged.
        """
        with _away():
            if asked.question == "matchups":
                found = self._lake.matchups(
                    asked.where, by=asked.by, game=asked.game, ties=asked.ties,
                    mirrors=asked.mirrors, threshold=asked.threshold, interval=asked.interval,
                    level=asked.level,
                )  # fmt: skip
            else:
                found = self._lake.win_rates(
                    asked.by, asked.where, game=asked.game, ties=asked.ties, mirrors=asked.mirrors,
                    threshold=asked.threshold, interval=asked.interval, level=asked.level,
                )  # fmt: skip
            return Rates(found.title, found.notes, found.arrow().to_pylist())

    def close(self) -> None:
        """Free memory; later questions find no lake."""
        self._lake.close()


@contextmanager
def _away() -> Iterator[None]:
    """The lake's errors as the services know them; its folder is nobody's business outside."""
    try:
        yield
    except LakeError as error:
        raise UnavailableError(
            "the lake of cards and results cannot be read now",
            remedy="the operator finds the reason with `tcb data list`",
        ) from error
    except (QueryError, FormatError, StatisticsError) as error:
        raise InvalidError(error.what, where=error.where, remedy=error.remedy) from error
