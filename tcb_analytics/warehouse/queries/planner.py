"""Which tables answer a question: for each grain the smallest rollup that covers it, else facts.

A rollup covers a question when it has every column that is grouped or filtered by, or what the
column is worked out from; columns of cards are worked out from the name. Whether the chosen
table is read from its files or from memory is the engine's affair (``hot/``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.log_counts import BY_NAME, GAME_GRAINS, Grain
from tcb_analytics.warehouse.queries.inventory import Inventory
from tcb_analytics.warehouse.queries.log_columns import ALL_KEYS
from tcb_analytics.warehouse.queries.log_question import LogQuestion
from tcb_analytics.warehouse.rollups import ROLLUPS, Rollup

FACTS = "facts"
"""Name of the choice to count the facts themselves."""

FACT_TABLES: dict[Grain, str] = {
    "game": "limited_games",
    "deck": "build_cards",
    "hand": "game_cards",
    "pick": "picks",
    "pack": "pack_cards",
}
"""The table whose rows a grain counts."""

_ALWAYS = frozenset({"game", "source", "set_code", "event_type"})


@dataclass(frozen=True, slots=True)
class Part:
    """What one table contributes to an answer.

    Attributes:
        table: A rollup, or ``facts``.
        grains: Whose counts it gives.
        rows: Rows that it has.
        reason: Why it was chosen.
    """

    table: str
    grains: tuple[Grain, ...]
    rows: int
    reason: str


def grains_held(inventory: Inventory) -> frozenset[Grain]:
    """Grains of which the lake has rows."""
    return frozenset(grain for grain, table in FACT_TABLES.items() if inventory.rows(table))


def plan(question: LogQuestion, inventory: Inventory, *, rollups: bool = True) -> tuple[Part, ...]:
    """The tables that answer a question, each with its grains.

    Args:
        question: What is asked.
        inventory: Rows of the lake.
        rollups: Whether rollups may answer; without them the facts do.

    Raises:
        QueryError: The lake has no logs of what is counted.
    """
    chosen: dict[str, list[Grain]] = {}
    for grain in question.grains:
        if not inventory.rows(FACT_TABLES[grain]):
            kind = "games" if grain in GAME_GRAINS else "drafts"
            raise QueryError(
                f"the lake holds no logs of {kind}",
                where="metrics",
                remedy="tcb import game_data_public.SET.PremierDraft.csv.gz, or draft_data_public…",
            )
        covering = _covering(question, grain, inventory) if rollups else []
        best = min(covering, key=lambda r: inventory.rows(r.name)).name if covering else FACTS
        chosen.setdefault(best, []).append(grain)
    return tuple(
        _part(table, tuple(grains), question, inventory) for table, grains in chosen.items()
    )


def _covering(question: LogQuestion, grain: Grain, inventory: Inventory) -> list[Rollup]:
    facts = inventory.imports("limited_games" if grain in GAME_GRAINS else "picks")
    return [
        rollup
        for rollup in ROLLUPS
        if grain in rollup.grains
        and not missing(question, grain, rollup)
        and facts <= inventory.imports(rollup.name)
    ]


def missing(question: LogQuestion, grain: Grain, rollup: Rollup) -> list[str]:
    """Columns that a question needs of a grain and a rollup neither has nor can work out."""
    has = _ALWAYS | set(rollup.keys)
    weighed = any(BY_NAME[added.count].grain == grain for added in question.sums)
    return sorted(
        name
        for name in question.columns | (question.weighed_by if weighed else frozenset())
        if not _is_covered(name, has, question.card_columns)
    )


def _is_covered(name: str, has: Iterable[str], of_cards: frozenset[str]) -> bool:
    if name in of_cards:
        return "name" in has
    bases = ALL_KEYS[name].bases
    return name in has or (bool(bases) and all(base in has for base in bases))


def _part(
    table: str, grains: tuple[Grain, ...], question: LogQuestion, inventory: Inventory
) -> Part:
    if table != FACTS:
        reason = "the smallest rollup that has " + (
            ", ".join(sorted(question.columns)) or "these counts"
        )
        return Part(table, grains, inventory.rows(table), reason)
    rows = sum(inventory.rows(FACT_TABLES[grain]) for grain in grains)
    lacking = sorted(
        {
            name
            for grain in grains
            for rollup in ROLLUPS
            if grain in rollup.grains
            for name in missing(question, grain, rollup)
        }
    )
    together = ", ".join(lacking)
    return Part(FACTS, grains, rows, f"no rollup has all of {together}" if lacking else "as asked")
