"""Pairs of cards that win more together than each alone would have it.

The counts come from memory where hands and decks are held, else from
``sql/questions/pair_synergy.sql``, narrowed to the games and cards that are asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from sqlglot import exp

from tcb_analytics.errors import QueryError
from tcb_analytics.statistics.intervals import interval_of
from tcb_analytics.statistics.synergy import synergy
from tcb_analytics.warehouse.queries.compose import add_conditions, select_of
from tcb_analytics.warehouse.queries.filters import Condition, Where, conditions
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.limited import LimitedDesk, Sets
from tcb_analytics.warehouse.queries.log_columns import GAME_KEYS
from tcb_analytics.warehouse.queries.log_terms import Known, facts_terms, parsed, text
from tcb_analytics.warehouse.queries.result import Result
from tcb_analytics.warehouse.queries.sqlfiles import render

_STATES = ("both", "a", "b", "neither")


class SynergyResult(Result):
    """Pairs of cards, those first that surpass expectation most surely."""

    def __init__(
        self, desk: LimitedDesk, sets: Sequence[str], cards: Sequence[str], kept: list[Condition],
        honesty: Honesty,
    ) -> None:  # fmt: skip
        super().__init__(
            desk.engine,
            pairs_sql(sets, cards, kept, desk.releases),
            title=f"Pair synergy in {', '.join(sets)}",
            notes=_notes(honesty),
            finish=partial(finish_pairs, honesty=honesty),
        )
        self._desk = desk
        self._asked = (sets, cards, kept)

    def _answered(self) -> pa.Table:
        counted = counted_in_memory(self._desk, *self._asked)
        if counted is None or self._finish is None:
            return super()._answered()
        return self._finish(counted)


def pair_synergy(
    desk: LimitedDesk, sets: Sets, cards: Sequence[str] | None, where: Where,
    honesty: Honesty,
) -> SynergyResult:  # fmt: skip
    """Pairs of cards of decks, by which of the two came to hand.

    Raises:
        QueryError: A set, card or column is unknown.
    """
    chosen = desk.checked_sets(sets)
    known = set(desk.names_in(chosen))
    named = list(cards or ())
    if unknown := [name for name in named if name not in known]:
        raise QueryError(f"no card {unknown[0]!r} in logs of {', '.join(chosen)}", where="cards")
    kept = conditions(where, GAME_KEYS)
    kept += desk.real_only([*conditions({"set_code": chosen}, GAME_KEYS), *kept])
    return SynergyResult(desk, chosen, named, kept, honesty)


def pairs_sql(
    sets: Sequence[str], cards: Sequence[str], kept: Sequence[Condition],
    releases: Known,
) -> str:  # fmt: skip
    """The question's file with the games and cards that are asked about."""
    tree = select_of("pair_synergy")
    parts = {cte.alias: cte.this for cte in tree.ctes}
    term = facts_terms("game", releases)
    codes = [exp.Literal.string(code) for code in sets]
    add_conditions(parts["chosen"], [exp.In(this=exp.column("set_code"), expressions=codes)])
    add_conditions(parts["chosen"], [parsed(text(condition.tree, term)) for condition in kept])
    if cards:
        names = [exp.Literal.string(name) for name in cards]
        column = exp.column("name", table="log_cards")
        add_conditions(parts["decks"], [exp.In(this=column, expressions=names)])
    return render(tree)


def counted_in_memory(
    desk: LimitedDesk, sets: Sequence[str], cards: Sequence[str], kept: Sequence[Condition]
) -> pa.Table | None:
    """Pairs of cards counted from memory; None where that does not fit."""
    if desk.hot is None:
        return None
    chosen = [*conditions({"set_code": list(sets)}, GAME_KEYS), *kept]
    names = desk.names_in(sets)
    found = desk.hot.pairs(names, cards, [condition.tree for condition in chosen], desk.releases)
    return None if found is None else pairs_table(names, found)


def pairs_table(names: Sequence[str], counts: Any) -> pa.Table:
    """Counts by pair, state and result as the rows that SQL would give.

    Args:
        names: Names of the cards, in ascending order.
        counts: Axes first card, second card, state, games lost and won.
    """
    one, two = np.nonzero(counts.sum(axis=(2, 3)))
    known = pa.array(names, pa.string())
    columns: dict[str, Any] = {
        "card_a": known.take(pa.array(one)),
        "card_b": known.take(pa.array(two)),
    }
    for place, state in enumerate(_STATES):
        columns[f"num_{state}"] = counts[one, two, place].sum(axis=1)
        columns[f"won_{state}"] = counts[one, two, place, 1]
    return pa.table(columns)


def finish_pairs(counted: pa.Table, honesty: Honesty) -> pa.Table:
    """Rates together and apart, what was to be expected, and the synergy, surest first."""
    played, won = (
        np.stack([counted.column(f"{kind}_{state}").to_numpy() for state in _STATES], axis=1)
        for kind in ("num", "won")
    )
    shown = played[:, 0] >= max(honesty.threshold, 1)
    played, won = played[shown].astype(np.float64), won[shown].astype(np.float64)
    low, high = interval_of(honesty.interval, won[:, 0], played[:, 0], honesty.level)
    found = synergy(won, played, honesty.level)
    apart = played[:, 1] + played[:, 2]
    columns = {
        "card_a": counted.column("card_a").filter(pa.array(shown)),
        "card_b": counted.column("card_b").filter(pa.array(shown)),
        "num_together": played[:, 0].astype(np.int64),
        "together": won[:, 0] / played[:, 0],
        "together_low": low,
        "together_high": high,
        "num_apart": apart.astype(np.int64),
        "apart": pa.array((won[:, 1] + won[:, 2]) / np.maximum(apart, 1), mask=apart == 0),
        "expected": found.expected,
        "synergy": found.size,
        "synergy_low": found.low,
        "synergy_high": found.high,
        "synergy_shrunk": found.shrunk,
    }
    return pa.table(columns).sort_by([("synergy_shrunk", "descending"), ("card_a", "ascending")])


def _notes(honesty: Honesty) -> tuple[str, ...]:
    return (
        f"Pairs that came to hand together in fewer than {honesty.threshold} games are left out. "
        f"Interval: {honesty.level:.0%}.",
        "Of many pairs some surpass expectation by chance: synergy_shrunk allows for that.",
        "Only games whose deck has both cards count; num_apart are those with one of the two.",
    )
