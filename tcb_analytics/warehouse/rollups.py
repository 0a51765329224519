"""Rollups: counts of Limited logs made once, at import, for the questions asked most.

Each is declared by its grains and keys, and is a table of its own. A question is answered from
the smallest rollup that has its keys, filters and counts, else from the facts
(``queries/planner.py``). Rollups are written in the same transaction as the facts that they
count, so the two never disagree.
"""

from __future__ import annotations

from dataclasses import dataclass

from tcb_analytics.warehouse.column_kinds import (
    DAY,
    FLAG,
    GAME,
    LONG,
    REAL,
    SMALL,
    SOURCE,
    TEXT,
    TINY,
    identity,
)
from tcb_analytics.warehouse.contracts import Column, Table
from tcb_analytics.warehouse.log_counts import COUNTS, Grain
from tcb_analytics.warehouse.log_tables import EVENT_TYPE, PLAYER, SET_CODE

NAME = Column("name", TEXT, "card name", required=True, longest=200)
KEYS: dict[str, Column] = {
    column.name: column
    for column in (
        NAME,
        identity("rank", "the player's rank; null where the source has none", required=False),
        Column("main_colors", TEXT, "colours of the deck in WUBRG order; empty for none"),
        Column("opp_colors", TEXT, "colours seen of the opponent; empty for none"),
        Column("game_week", DAY, "Monday of the week of the game"),
        Column("draft_week", DAY, "Monday of the week of the draft"),
        Column("on_play", FLAG, "whether the player went first"),
        Column("num_mulligans", TINY, "mulligans of the player"),
        Column("num_turns", SMALL, "turns of the game"),
        Column("pack_number", TINY, "pack, from 0"),
        Column("pick_number", TINY, "pick of the pack, from 0"),
        *PLAYER,
    )
}
"""Keys that rollups may have besides set and kind of draft, which all have."""


@dataclass(frozen=True, slots=True)
class Rollup:
    """One rollup.

    Attributes:
        name: Its table.
        grains: Whose counts it holds.
        keys: What it counts by, besides ``set_code`` and ``event_type``.
        meaning: One line for people.
    """

    name: str
    grains: tuple[Grain, ...]
    keys: tuple[str, ...]
    meaning: str

    @property
    def counts(self) -> tuple[str, ...]:
        """Names of the counts that it holds."""
        return tuple(count.name for count in COUNTS if count.grain in self.grains)

    @property
    def table(self) -> Table:
        """The contract of its table."""
        counted = (
            Column(count.name, _type(count.name), count.meaning, required=True, low=0)
            for count in COUNTS
            if count.grain in self.grains
        )
        keys = (KEYS[name] for name in self.keys)
        return Table(self.name, self.meaning, (GAME, SOURCE, SET_CODE, EVENT_TYPE, *keys, *counted))


def _type(name: str) -> object:
    return REAL if name.endswith("_rate_sum") else LONG


ROLLUPS: tuple[Rollup, ...] = (
    Rollup("cards_played", ("deck", "hand"), ("name",), "games by card"),
    Rollup(
        "cards_by_colors", ("deck", "hand"), ("name", "main_colors"), "games by card and colours"
    ),
    Rollup(
        "cards_by_week",
        ("deck", "hand"),
        ("name", "main_colors", "rank", "game_week", "on_play"),
        "games by card, colours, rank, week and who went first",
    ),
    Rollup(
        "cards_by_player",
        ("deck", "hand"),
        ("name", "rank", "user_n_games_bucket", "user_game_win_rate_bucket"),
        "games by card and the player's rank, experience and success",
    ),
    Rollup(
        "cards_by_opponent",
        ("deck", "hand"),
        ("name", "main_colors", "opp_colors"),
        "games by card and the colours of both players",
    ),
    Rollup(
        "games_by_week",
        ("game",),
        ("main_colors", "opp_colors", "rank", "game_week", "on_play", "num_mulligans"),
        "games by colours, rank, week, who went first and mulligans",
    ),
    Rollup(
        "cards_drafted",
        ("pick", "pack"),
        ("name", "rank", "draft_week"),
        "packs and picks by card, rank and week",
    ),
    Rollup(
        "cards_by_pick",
        ("pick", "pack"),
        ("name", "pack_number", "pick_number"),
        "packs and picks by card and place in the draft",
    ),
)
"""Every rollup, in the order of the dictionary."""

ROLLUP_TABLES = tuple(rollup.table for rollup in ROLLUPS)
"""Their contracts."""
