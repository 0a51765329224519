"""What each report may be asked: one declared model per report.

Field descriptions are what ``tcb report NAME --help`` prints. Checking and
reading of values is in ``parameters.py``.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tcb_analytics.reports.parameters import Parameters

Text = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Interval = Literal["jeffreys", "wilson"]
State = Annotated[
    Text | None, Field(description="earlier state of the lake, a version number or an ISO time")
]
Least = Annotated[int, Field(ge=1, le=1_000_000)]
"""A sample below which something is withheld."""


class LakeParameters(Parameters):
    """What every report shares: which game, and which state of the lake."""

    game: Text | None = Field(
        default=None,
        description="game to report on; none: the subject's, or the one with most data",
    )
    as_of: State = None


class RateParameters(LakeParameters):
    """How rates are drawn and which period they cover."""

    min_games: Least = Field(default=30, description="games below which a rate is withheld")
    interval: Interval = Field(
        default="jeffreys", description="kind of the 95 % intervals around rates"
    )
    set_code: Text | None = Field(
        default=None, description="only results of this set or booster period, such as OP09"
    )


class MetaParameters(RateParameters):
    """Which decks win, how often they are played, and against what."""

    weeks: int | None = Field(
        default=None, ge=1, le=520, description="only the last so many weeks of the data"
    )
    min_matchup_games: Least = Field(
        default=10, description="games below which a matchup is withheld"
    )
    top: int = Field(default=12, ge=3, le=40, description="leaders to show in charts")


class LeaderParameters(RateParameters):
    """One leader: its rate, matchups, share and typical deck."""

    leader: Text = Field(description="card number of the leader, such as OP13-004")
    min_games: Least = Field(default=10, description="games below which a matchup is withheld")
    top: int = Field(default=25, ge=5, le=60, description="cards of the typical deck to show")


class DeckParameters(RateParameters):
    """One deck list: legality, curve, and how it differs from its leader's decks."""

    deck: str = Field(
        min_length=1,
        max_length=20_000,
        description="deck id in the lake, path of a deck list, or the list itself",
    )
    min_games: Least = Field(default=10, description="games below which a matchup is withheld")
    staple: float = Field(
        default=0.6,
        gt=0,
        le=1,
        description="share of the leader's decks from which a card counts as a staple",
    )
    rare: float = Field(
        default=0.1,
        ge=0,
        lt=1,
        description="share of the leader's decks below which a card counts as an unusual pick",
    )


class CardParameters(LakeParameters):
    """One card: its facts, who plays it, how often and with what result."""

    card: Text = Field(description="card number, such as OP01-016")
    min_decks: Least = Field(default=10, description="decks below which an inclusion is withheld")
    min_games: Least = Field(default=30, description="games below which a win rate is withheld")
    top: int = Field(default=15, ge=3, le=40, description="leaders to show")


class SetParameters(Parameters):
    """One set of Limited: its cards, colours, archetypes and course, from logs of its games."""

    set: Text = Field(description="set whose logs are in the lake, such as MKM")
    event_type: Text | None = Field(
        default=None, description="kind of draft, such as PremierDraft; none: that with most games"
    )
    rank: Text | None = Field(default=None, description="only games of players of this rank")
    as_of: State = None
    min_games: Least = Field(
        default=200, description="copies or games below which a rate is withheld"
    )
    min_cell_games: Least = Field(
        default=50,
        description="copies or games below which a cell of a map, or a week, is withheld",
    )
    interval: Interval = Field(
        default="wilson", description="kind of the 95 % intervals around rates"
    )
    top: int = Field(default=30, ge=6, le=100, description="cards to show by name")
    archetypes: bool = Field(
        default=True, description="whether decks are grouped into archetypes, which takes longest"
    )
