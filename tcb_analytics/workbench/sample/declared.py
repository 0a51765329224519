"""The sample's declared data: ``world.json``, ``effects.json`` and ``league.json``, typed.

Words, card texts, archetypes and the matchup matrix are data that a reader may
edit; this module only reads them. It draws nothing at random.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

GAME = "tidebreak"
SOURCE = "sample"
FINISHER = 8
COLORS = ("Red", "Green", "Blue", "Purple", "Black", "Yellow")


@dataclass(frozen=True, slots=True)
class CardSet:
    """A set of cards: its code, its product and the day it may be played from."""

    code: str
    pack_id: str
    prefix: str
    title: str
    released: date
    block: int


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of deck is built.

    Attributes:
        centre: Cost around which its Characters lie.
        width: How far they spread.
        events: Events in its core.
        stages: Stages in its core.
        finishers: Characters in its core that cost ``FINISHER`` or more.
    """

    centre: float
    width: float
    events: int
    stages: int
    finishers: int


@dataclass(frozen=True, slots=True)
class Archetype:
    """A deck type; its weight among all decks moves evenly from the first to the last week."""

    key: str
    name: str
    leader: str
    style: str
    weight_first: float
    weight_last: float


@dataclass(frozen=True, slots=True)
class Restriction:
    """A banned card, a limited card or a banned pair."""

    kind: str
    number: str
    in_force: date
    partner: str | None = None
    most: int | None = None


@dataclass(frozen=True)
class League:
    """The known truth of the league.

    Attributes:
        weeks: Number of weeks.
        first_day: First day of the first week, a Monday.
        first_player_edge: What going first adds to the chance to win a decided match,
            and going second takes away.
        tie_share: Share of matches that end in a tie.
        broken_off_share: Share of matches that nobody finished.
        styles: How decks are built, by style.
        archetypes: The deck types, in the order of the matrix.
        win: Chance of row to beat column in a decided match, who goes first
            unknown; shape (archetypes, archetypes).
        restrictions: Banned and limited cards, in force over the whole league.
    """

    weeks: int
    first_day: date
    first_player_edge: float
    tie_share: float
    broken_off_share: float
    styles: dict[str, Style]
    archetypes: tuple[Archetype, ...]
    win: NDArray[np.float64]
    restrictions: tuple[Restriction, ...]

    def week_start(self, week: int) -> date:
        """First day of a week, counted from 0."""
        return self.first_day + timedelta(weeks=week)

    @property
    def leaders(self) -> tuple[str, ...]:
        """Leader numbers in the order of the matrix."""
        return tuple(archetype.leader for archetype in self.archetypes)


@cache
def world() -> dict[str, Any]:
    """Sets, factions, leaders and word lists, as ``world.json`` declares them."""
    return dict(_read("world.json"))


@cache
def effects() -> dict[str, list[dict[str, Any]]]:
    """Templates of rules text by kind, as ``effects.json`` declares them."""
    return dict(_read("effects.json"))


@cache
def card_sets() -> tuple[CardSet, ...]:
    """The sets of the game, oldest first."""
    return tuple(
        CardSet(**{**entry, "released": date.fromisoformat(entry["released"])})
        for entry in world()["sets"]
    )


@cache
def league() -> League:
    """Archetypes, matchups, popularity and restrictions, as ``league.json`` declares them."""
    raw = _read("league.json")
    win = np.array(raw["win_percent"], dtype=np.float64) / 100
    win.setflags(write=False)
    return League(
        weeks=raw["weeks"],
        first_day=date.fromisoformat(raw["first_day"]),
        first_player_edge=raw["first_player_edge"],
        tie_share=raw["tie_share"],
        broken_off_share=raw["broken_off_share"],
        styles={name: Style(**entry) for name, entry in raw["styles"].items()},
        archetypes=tuple(Archetype(**entry) for entry in raw["archetypes"]),
        win=win,
        restrictions=tuple(
            Restriction(**{**entry, "in_force": date.fromisoformat(entry["in_force"])})
            for entry in raw["restrictions"]
        ),
    )


def _read(name: str) -> Any:
    return json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
