"""How the facts of Limited logs join: for each grain its FROM clause and the columns in reach.

Text in, text out, in DuckDB's dialect; nothing is run here. The planner of questions and the
maker of rollups both compose from this module, so that a rollup and the facts agree:

``columns(grain)``
    Column to SQL over the joined tables, always qualified (``limited_games.rank``): those of
    the game or the draft, of the pick, of the card, and the derived ones (``game_week``,
    ``draft_week``, ``is_trophy``).
``from_clause(grain, needs)``
    ``FROM base JOIN …`` with only the joins that the named columns and the counts of the grain
    need. Tables are named as in ``log_tables``; every join is by ``import_id`` and a number.
``select(grain, keys, counts)``
    Both put together: a whole SELECT that counts by keys.

A pick of two cards is two rows of the grain ``pick``; ``picks.taken`` says which of the two.
Leaves out which table to ask (the planner) and what to make of the counts (metrics).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from tcb_analytics.warehouse.log_counts import (
    BY_NAME,
    CARD_GRAINS,
    GAME_GRAINS,
    TROPHY,
    Grain,
)
from tcb_analytics.warehouse.log_tables import DRAFTS, LIMITED_GAMES, LOG_CARDS, PICKS

TAKEN = """(
    SELECT *, 1 AS taken FROM picks WHERE card IS NOT NULL
    UNION ALL
    SELECT * REPLACE (card_2 AS card), 2 AS taken FROM picks WHERE card_2 IS NOT NULL
) AS picks"""
"""A row for each card taken: picks of two are two."""

_BASES: dict[Grain, str] = {
    "game": "limited_games",
    "deck": "build_cards",
    "hand": "game_cards",
    "pick": TAKEN,
    "pack": "pack_cards",
}
_CARD_OF: dict[Grain, str] = {
    "deck": "build_cards", "hand": "game_cards", "pick": "picks", "pack": "pack_cards",
}  # fmt: skip
_JOINS: dict[Grain, tuple[tuple[str, str, str], ...]] = {
    "game": (),
    "deck": (("limited_games", "build_cards", "build"),),
    "hand": (("limited_games", "game_cards", "game_id"),),
    "pick": (("drafts", "picks", "draft"),),
    "pack": (("picks", "pack_cards", "pick"), ("drafts", "picks", "draft")),
}
"""Table to join, table it joins to, and the number they share."""

_COUNTS_NEED: dict[Grain, frozenset[str]] = {
    "game": frozenset(),
    "deck": frozenset({"limited_games"}),
    "hand": frozenset({"limited_games"}),
    "pick": frozenset({"drafts"}),
    "pack": frozenset({"picks"}),
}
"""Tables that the counts of a grain read besides its base."""

_GAME_DERIVED = {
    "game_week": "CAST(DATE_TRUNC('week', limited_games.game_time) AS DATE)",
    "draft_week": "CAST(DATE_TRUNC('week', limited_games.draft_time) AS DATE)",
}
_DRAFT_DERIVED = {
    "draft_week": "CAST(DATE_TRUNC('week', drafts.draft_time) AS DATE)",
    "is_trophy": TROPHY,
}


@cache
def columns(grain: Grain) -> Mapping[str, str]:
    """Every column that rows of a grain may be grouped or filtered by, as qualified SQL."""
    if grain in GAME_GRAINS:
        found = {name: f"limited_games.{name}" for name in LIMITED_GAMES.schema.names}
        found |= _GAME_DERIVED
    else:
        found = {name: f"drafts.{name}" for name in DRAFTS.schema.names}
        found |= {name: f"picks.{name}" for name in PICKS.schema.names if name != "draft"}
        found |= _DRAFT_DERIVED | {"import_id": "picks.import_id"}
    if grain in CARD_GRAINS:
        found |= {"card": f"{_CARD_OF[grain]}.card", "name": f"{LOG_CARDS.name}.name"}
    return found


def from_clause(
    grain: Grain, needs: Iterable[str], *, counted: bool = True, imports: bool = True
) -> str:
    """``FROM`` and the joins that are needed, over views of the tables' own names.

    Args:
        grain: The rows.
        needs: Names out of :func:`columns` that are grouped or filtered by.
        counted: Whether the counts of the grain are read as well.
        imports: Whether the tables hold several imports; of one alone joins need no ``import_id``.
    """
    wanted = {columns(grain)[name] for name in needs}
    tables = set(_COUNTS_NEED[grain]) if counted else set()
    for table in ("limited_games", "drafts", "picks", LOG_CARDS.name):
        if any(f"{table}." in sql for sql in wanted):
            tables.add(table)
    if grain == "pack" and "drafts" in tables:
        tables.add("picks")
    parts = [f"FROM {_BASES[grain]}"]
    for table, other, number in _JOINS[grain]:
        if table in tables:
            parts.append(_join(table, other, number, imports=imports))
    if LOG_CARDS.name in tables:
        parts.append(_join(LOG_CARDS.name, _CARD_OF[grain], "card", imports=imports))
    return "\n".join(parts)


def select(
    grain: Grain, keys: Sequence[str], counts: Sequence[str], *, imports: bool = True
) -> str:
    """A SELECT of keys and counts of one grain, one row per combination of keys that occurs."""
    of = columns(grain)
    shown = [f"{of[name]} AS {name}" for name in keys]
    summed = [f"SUM({BY_NAME[name].sql}) AS {name}" for name in counts]
    grouped = f"\nGROUP BY {', '.join(of[name] for name in keys)}" if keys else ""
    joined = from_clause(grain, keys, imports=imports)
    return f"SELECT {', '.join([*shown, *summed])}\n{joined}{grouped}"


def _join(table: str, other: str, number: str, *, imports: bool) -> str:
    same = f"{table}.import_id = {other}.import_id AND " if imports else ""
    return f"JOIN {table} ON {same}{table}.{number} = {other}.{number}"
