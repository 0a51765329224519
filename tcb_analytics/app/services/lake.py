"""What services need of the lake: its cards, rules and rates, as one state shows them.

A state never changes; imports make another. Leaves out how the lake is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.format import Format

Question = Literal["win_rates", "matchups"]


@dataclass(frozen=True)
class RatesAsked:
    """A question about results.

    Attributes:
        question: ``win_rates`` of groups, or ``matchups`` of leaders.
        by: Columns to group by; for matchups those besides leader and opponent.
        where: Values, lists of values or ranges by column.
        game: The game; the lake's default one where none is named.
        ties: What becomes of ties; by default as each source's rule says.
        mirrors: What becomes of mirrors; likewise.
        threshold: Games under which a rate is withheld.
        interval: ``jeffreys`` or ``wilson``.
        level: Level of the interval.
    """

    question: Question
    by: tuple[str, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    game: str | None = None
    ties: Literal["half", "denominator", "excluded"] | None = None
    mirrors: Literal["count", "exclude"] | None = None
    threshold: int = 30
    interval: Literal["jeffreys", "wilson"] = "jeffreys"
    level: float = 0.95


@dataclass(frozen=True)
class Rates:
    """Counted rows, each rate with its counts, interval and whether it is withheld.

    Attributes:
        title: What was asked, in words.
        notes: How it was counted.
        rows: Rows by column name, most games first.
    """

    title: str
    notes: Sequence[str]
    rows: Sequence[Mapping[str, Any]]


class LakeState(Protocol):
    """One state of the lake."""

    @property
    def version(self) -> int:
        """Number of the state."""
        ...

    @property
    def games(self) -> Sequence[str]:
        """Games that it holds, the default one first."""
        ...

    def catalog(self, game: str) -> Catalog:
        """Every card of a game.

        Raises:
            InvalidError: The lake does not hold the game.
        """
        ...

    def rules(self, game: str) -> Format:
        """A game's default format, under the restrictions that the lake holds.

        Raises:
            InvalidError: The lake does not hold the game, or no format is declared for it.
        """
        ...

    def inclusion(self, game: str, leader: str) -> Mapping[str, float]:
        """Share of a leader's decks with each card, 0 to 1, by number.

        Those that placed well count, where any is known to have placed; else all.
        """
        ...

    def rates(self, asked: RatesAsked) -> Rates:
        """Win rates or matchups.

        Raises:
            InvalidError: A column, value or game is unknown.
        """
        ...


class LakePort(Protocol):
    """The lake, which may change or be away."""

    def look(self) -> LakeState:
        """The state as it is now.

        Raises:
            UnavailableError: There is no lake, or it is damaged.
        """
        ...

    def close(self) -> None:
        """Free what an open lake takes."""
        ...
