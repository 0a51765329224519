"""Win rates under a declared rule, with counts and interval, withheld when few.

A rate says nothing until one knows what became of ties and of mirrors (both sides
the same leader or deck), so a :class:`RateRule` must say it. Which source keeps
which rule is declared where sources are; what the words mean is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tcb_analytics.errors import StatisticsError
from tcb_analytics.statistics.counts import FloatArray, as_whole_counts, together
from tcb_analytics.statistics.intervals import IntervalKind, interval_of

WITHHELD_UNDER = 20
"""Games under which a rate is withheld by default.

At 20 games a 95 % interval around one half reaches about 21 points to either
side: less data could not tell a bad deck from a good one.
"""

Ties = Literal["half", "denominator", "excluded"]
Mirrors = Literal["count", "exclude"]
Counts3 = tuple[ArrayLike, ArrayLike, ArrayLike]
"""Wins, losses and ties, in that order."""


@dataclass(frozen=True, slots=True)
class RateRule:
    """What a win rate is the rate of.

    Attributes:
        ties: ``half``: a tie is half a win and half a loss. ``denominator``: a tie
            is a game that was not won. ``excluded``: a tie is no game.
        mirrors: ``count``: mirror matches count, each as one win and one loss.
            ``exclude``: they are no games.
    """

    ties: Ties = "half"
    mirrors: Mirrors = "count"

    def __post_init__(self) -> None:
        for name, value, known in (
            ("ties", self.ties, get_args(Ties)),
            ("mirrors", self.mirrors, get_args(Mirrors)),
        ):
            if value not in known:
                raise StatisticsError(f"known are {', '.join(known)}; got {value!r}", where=name)


class Rates(TypedDict):
    """Columns of :func:`rates`, all of one shape.

    ``games`` and ``wins`` are what the rule lets count: under ``half``, ``wins``
    includes half the ties. ``rate``, ``low`` and ``high`` are fractions between 0
    and 1, NaN where ``withheld``.
    """

    games: NDArray[np.int64]
    wins: FloatArray
    rate: FloatArray
    low: FloatArray
    high: FloatArray
    withheld: NDArray[np.bool_]


def counted(
    wins: ArrayLike,
    losses: ArrayLike,
    ties: ArrayLike,
    rule: RateRule,
    *,
    mirrors: Counts3 | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Wins and games that count under a rule; what shrinkage and intervals take.

    Args:
        wins: Matches won, whole counts of any shape.
        losses: Matches lost.
        ties: Matches tied.
        rule: What becomes of ties and mirrors.
        mirrors: How many of these wins, losses and ties are mirrors. Needed where
            the rule excludes them and they have not been filtered out before;
            ``None`` says that the counts hold none.

    Raises:
        StatisticsError: A count is missing, negative or fractional, or mirrors
            outnumber the counts they are part of.
    """
    won, lost, tied = _whole(wins, losses, ties)
    if rule.mirrors == "exclude" and mirrors is not None:
        won, lost, tied = _without((won, lost, tied), _whole(*mirrors))
    if rule.ties == "half":
        return won + tied / 2, won + lost + tied
    if rule.ties == "denominator":
        return won, won + lost + tied
    return won, won + lost


def rates(
    wins: ArrayLike,
    losses: ArrayLike,
    ties: ArrayLike,
    rule: RateRule,
    *,
    interval: IntervalKind = "jeffreys",
    threshold: int = WITHHELD_UNDER,
    level: float = 0.95,
    mirrors: Counts3 | None = None,
) -> Rates:
    """Win rates with interval; withheld under the threshold, and always at 0 games.

    Half wins go into the interval as they are. Results in {0, 1/2, 1} vary less
    than wins and losses of the same mean, so such an interval errs to the wide side.

    Args:
        wins: Matches won, whole counts of any shape.
        losses: Matches lost.
        ties: Matches tied.
        rule: What becomes of ties and mirrors.
        interval: ``"jeffreys"`` or ``"wilson"``.
        threshold: Games under which a rate is withheld.
        level: Level of the interval.
        mirrors: As in :func:`counted`.

    Raises:
        StatisticsError: As :func:`counted`; also a wrong level, interval or threshold.
    """
    if not threshold >= 0:
        raise StatisticsError(f"must be at least 0; got {threshold!r}", where="threshold")
    won, games = counted(wins, losses, ties, rule, mirrors=mirrors)
    withheld = (games < threshold) | (games == 0)
    low, high = interval_of(interval, won, games, level)
    rate = won / np.where(games > 0, games, 1)
    return Rates(
        games=np.asarray(games, dtype=np.int64),
        wins=won,
        rate=np.where(withheld, np.nan, rate),
        low=np.where(withheld, np.nan, low),
        high=np.where(withheld, np.nan, high),
        withheld=withheld,
    )


def _whole(wins: ArrayLike, losses: ArrayLike, ties: ArrayLike) -> tuple[FloatArray, ...]:
    return together(
        wins=as_whole_counts(wins, "wins"),
        losses=as_whole_counts(losses, "losses"),
        ties=as_whole_counts(ties, "ties"),
    )


def _without(
    counts: tuple[FloatArray, ...], mirrors: tuple[FloatArray, ...]
) -> tuple[FloatArray, ...]:
    left = []
    for name, count, mirror in zip(("wins", "losses", "ties"), counts, mirrors, strict=True):
        whole, part = together(**{name: count, f"mirror {name}": mirror})
        if (part > whole).any():
            raise StatisticsError(f"mirrors outnumber the {name} they are part of", where="mirrors")
        left.append(whole - part)
    return tuple(left)
