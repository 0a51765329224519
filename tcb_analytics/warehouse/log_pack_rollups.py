"""The counts of cards in packs by groups, added up compiled as those of cards in hands are.

What a card in a pack adds to each count depends on its copies and on the number of the pick;
SQL is asked once for each pair. Tens of millions of rows are then gone through once. Counts of
picks, a fourteenth as many, are SQL's (``log_rollups``), which puts both together.
"""

# ruff: noqa: S608 - every name in the SQL is declared in this package

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from math import prod
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tcb_analytics.warehouse.log_counts import COUNTS
from tcb_analytics.warehouse.log_facts import columns
from tcb_analytics.warehouse.log_groups import by_number, groups_of
from tcb_analytics.warehouse.log_tally import Shapes, add_hands
from tcb_analytics.warehouse.rollups import Rollup

COUNTED = tuple(count for count in COUNTS if count.grain == "pack")
"""The counts that are made here."""
SUMS_BYTES = 64 << 20
"""Most bytes of one rollup's sums; of one with more groups SQL makes the counts."""
MOST_PICKS = 128
"""Numbers that a pick of a pack may have."""
_SOURCE = "picks JOIN drafts ON drafts.draft = picks.draft"


def packed(
    connection: duckdb.DuckDBPyConnection,
    rollups: Sequence[Rollup],
    paths: Sequence[str],
    cards: int,
) -> list[tuple[Rollup, pa.Table]]:
    """Cards by number, keys and counts of packs: one table for each rollup whose sums fit.

    Args:
        connection: Has the views of the facts.
        rollups: Rollups over cards of packs.
        paths: Files of ``pack_cards``.
        cards: Cards of the import.
    """
    ((picks,),) = connection.execute(
        "SELECT COALESCE(MAX(pick), -1) + 1 FROM pack_cards"
    ).fetchall()
    (state,) = by_number(connection, "SELECT pick, pick_number FROM picks")
    done: list[tuple[Rollup, pa.Table, Any]] = []
    sums: list[Any] = []
    for rollup in rollups:
        keys = {key: columns("pack")[key] for key in rollup.keys if key != "name"}
        table, group = groups_of(connection, keys, _SOURCE, "picks.pick")
        # The group behind the last takes rows whose pick is missing: they have group -1.
        shape = (cards, table.num_rows + 1, len(COUNTED))
        if 8 * prod(shape) <= SUMS_BYTES:
            done.append((rollup, table, _padded(group, picks)))
            sums.append(np.zeros(shape, np.int64))
    if done:
        _count(connection, paths, _padded(state, picks), [group for *_, group in done], sums)
    return [
        (rollup, _table(keys, found[:, :-1]))
        for (rollup, keys, _), found in zip(done, sums, strict=True)
    ]


def _padded(values: Any, count: int) -> Any:
    """At least so many values, so that no pick of a pack is looked up beyond the end."""
    return np.pad(values, (0, max(0, count - len(values))), constant_values=-1)


def _count(
    connection: duckdb.DuckDBPyConnection,
    paths: Sequence[str],
    state: Any,
    groups: Sequence[Any],
    sums: Sequence[Any],
) -> None:
    shapes = Shapes()
    added = np.zeros((MOST_PICKS, 0, len(COUNTED)), np.int64)
    running: list[Future[None]] = []
    with ThreadPoolExecutor(len(sums), thread_name_prefix="count") as threads:
        for path in paths:
            for rows in pq.ParquetFile(path).iter_batches(
                1 << 18, columns=["pick", "card", "copies"]
            ):
                picks, cards, copies = (column.to_numpy() for column in rows.columns)
                shape = shapes.of([copies])
                if fresh := shapes.figures[added.shape[1] :]:
                    more = _added(connection, [figures[0] for figures in fresh])
                    added = np.concatenate([added, more], axis=1)
                for done in running:
                    done.result()
                running = [
                    threads.submit(add_hands, picks, cards, shape, added, group, state, 0, 0, into)
                    for group, into in zip(groups, sums, strict=True)
                ]
        for done in running:
            done.result()


def _added(connection: duckdb.DuckDBPyConnection, copies: Sequence[int]) -> Any:
    """What so many copies add to every count: number of the pick × copies × count."""
    listed = ", ".join(f"({at}, {number})" for at, number in enumerate(copies))
    summed = ", ".join(f"CAST({count.sql} AS BIGINT)" for count in COUNTED)
    found = connection.execute(
        f"SELECT pick_number, shape, {summed} FROM (VALUES {listed}) AS pack_cards(shape, copies),"
        f" (SELECT range AS pick_number FROM range({MOST_PICKS})) AS picks"
    ).fetchall()
    ordered = [line[2:] for line in sorted(found)]
    return np.array(ordered, np.int64).reshape(MOST_PICKS, len(copies), len(COUNTED))


def _table(keys: pa.Table, sums: Any) -> pa.Table:
    card, group = np.nonzero(sums.any(axis=2))
    found = sums[card, group]
    held = {"card": pa.array(card.astype(np.int16))}
    of_group = keys.take(pa.array(group)) if keys.num_columns else keys
    held |= {name: of_group.column(name) for name in keys.column_names}
    held |= {count.name: pa.array(found[:, at].copy()) for at, count in enumerate(COUNTED)}
    return pa.table(held)
