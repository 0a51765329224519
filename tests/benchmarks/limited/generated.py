"""Questions drawn from what is declared: columns, metrics and the values that the lake holds.

Half of them can be answered from a rollup, half cannot; which is which the planner says, not
this file. A draw decides the kind of rows (games, cards in games, picks, cards in drafts), one
to three metrics of that kind, one to three keys, and up to two filters. Left out: the draft's id
as a key, which names rows and groups nothing; it may be filtered by.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tcb_analytics.errors import QueryError
from tcb_analytics.warehouse.lake import Lake
from tcb_analytics.warehouse.log_counts import BY_NAME as COUNTS
from tcb_analytics.warehouse.log_metrics import LIMITED
from tcb_analytics.warehouse.queries.columns import Key
from tcb_analytics.warehouse.queries.finishing import Honesty
from tcb_analytics.warehouse.queries.limited import AskedLimited
from tcb_analytics.warehouse.queries.log_columns import CARD_KEYS, GAME_KEYS, PICK_KEYS
from tcb_analytics.warehouse.queries.log_formulas import formula, names_in
from tcb_analytics.warehouse.queries.planner import FACTS

NO_GROUPS = frozenset({"draft_id"})
KINDS: tuple[tuple[frozenset[str], Mapping[str, Key], Mapping[str, Key]], ...] = (
    (frozenset({"game"}), GAME_KEYS, {}),
    (frozenset({"deck", "hand"}), GAME_KEYS, CARD_KEYS),
    (frozenset({"pick"}), PICK_KEYS, CARD_KEYS),
    (frozenset({"pick", "pack"}), PICK_KEYS, CARD_KEYS),
)
"""Grains of the metrics, columns of their games or picks, and of their cards."""


def generate(lake: Lake, count: int, seed: int) -> list[dict[str, Any]]:
    """Questions with their ``covered``: whether rollups alone can answer.

    Args:
        lake: Gives values to filter by, and the planner's word.
        count: How many; half of them are covered.
        seed: Seed of the draw.
    """
    rng = random.Random(seed)
    values = {name: _values(lake, name) for name in {**GAME_KEYS, **PICK_KEYS, **CARD_KEYS}}
    metrics = [
        sorted(m.name for m in LIMITED if _grains(m.name) and _grains(m.name) <= grains)
        for grains, _, _ in KINDS
    ]
    left = {True: count - count // 2, False: count // 2}
    found: list[dict[str, Any]] = []
    while len(found) < count:
        place = rng.randrange(len(KINDS))
        question = _draw(rng, metrics[place], KINDS[place], values)
        covered = _is_covered(lake, question)
        if covered is not None and left[covered]:
            left[covered] -= 1
            found.append(question | {"covered": covered})
    return found


def _grains(metric: str) -> frozenset[str]:
    """Grains of the counts that a metric reads; none where it sums over cards."""
    declared = next(item for item in LIMITED if item.name == metric)
    names = names_in(formula(declared))
    for rate in declared.between or ():
        names |= names_in(formula(next(item for item in LIMITED if item.name == rate)))
    return frozenset(COUNTS[name].grain for name in names if name in COUNTS)


def _draw(
    rng: random.Random,
    metrics: list[str],
    kind: tuple[frozenset[str], Mapping[str, Key], Mapping[str, Key]],
    values: Mapping[str, list[Any]],
) -> dict[str, Any]:
    columns = sorted({**kind[1], **kind[2]})
    keys = [name for name in columns if name not in NO_GROUPS and values[name]]
    filters = rng.sample([name for name in columns if values[name]], rng.choice((0, 1, 1, 2)))
    return {
        "metrics": rng.sample(metrics, rng.randint(1, 3)),
        "by": rng.sample(keys, rng.choice((1, 1, 2, 2, 3))),
        "where": {name: _condition(rng, values[name]) for name in filters},
    }


def _condition(rng: random.Random, values: list[Any]) -> Any:
    """One value, some of them, or, where they have an order, a range."""
    ordered = all(_has_order(value) for value in values)
    shape = rng.choice(("one", "some", "range") if ordered else ("one", "some"))
    if shape == "one" or len(values) == 1:
        return rng.choice(values)
    if shape == "some":
        return rng.sample(values, rng.randint(1, min(5, len(values))))
    low, high = sorted(rng.sample(range(len(values)), 2))
    return {"from": values[low], "to": values[high]}


def _has_order(value: Any) -> bool:
    """Numbers and days have one, flags and names have none."""
    if isinstance(value, str):
        return value[:2] == "20"
    return not isinstance(value, bool)


def _values(lake: Lake, name: str) -> list[Any]:
    """Values of a column, the most frequent 200 of them, in order; none where it has none."""
    rows: Any
    metric = "num_games" if name in GAME_KEYS else "num_taken"
    if name == "draft_id":
        rows = lake.sql("SELECT DISTINCT draft_id FROM drafts ORDER BY 1 LIMIT 200").arrow()
    else:
        rows = lake.limited([metric], by=[name], threshold=0).arrow().sort_by(
            [(metric, "descending")]
        )  # fmt: skip
    found = [value for value in rows.column(0).to_pylist()[:200] if value is not None]
    return sorted(value.isoformat() if isinstance(value, date | datetime) else value
                  for value in found)  # fmt: skip


def _is_covered(lake: Lake, question: Mapping[str, Any]) -> bool | None:
    """Whether rollups alone answer it; None where it makes no sense."""
    where = {
        column: (value["from"], value["to"]) if isinstance(value, dict) else value
        for column, value in question["where"].items()
    }
    asked = AskedLimited(question["metrics"], question["by"], where, None, None, Honesty())
    try:
        result = lake._limited.ask(asked)
    except QueryError:
        return None
    return all(part.table != FACTS for part in result._parts)
