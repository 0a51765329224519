"""Making the rollups of one import, from the files of its facts, before it is committed.

Each declared rollup is one SELECT, composed from the counts and keys (``log_facts``); one whose
keys are among those of another that is already made is summed up from that. DuckDB runs them
within a fixed memory and spills to the import's scratch folder. Cards are counted by number and
named at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tcb_analytics.warehouse.contracts import Batch
from tcb_analytics.warehouse.log_counts import CARD_GRAINS, COUNTS, GAME_GRAINS, Grain
from tcb_analytics.warehouse.log_facts import select
from tcb_analytics.warehouse.rollups import ROLLUPS, Rollup
from tcb_analytics.warehouse.sources.base import Derive

MEMORY = "384MB"
"""Memory of DuckDB while rollups are made."""
ROWS = 250_000
"""Rows of one batch of a rollup."""


def rollups(grains: frozenset[Grain], constants: Mapping[str, str]) -> Derive:
    """What makes every rollup of some grains.

    Args:
        grains: The grains that the import has facts of.
        constants: The columns that are the same in every row.
    """
    wanted = sorted(
        (rollup for rollup in ROLLUPS if set(rollup.grains) <= grains),
        key=lambda rollup: -len(rollup.keys),
    )

    def derive(files: Mapping[str, Sequence[str]], scratch: Path) -> Iterator[Batch]:
        config: dict[str, Any] = {"memory_limit": MEMORY, "temp_directory": str(scratch)}
        with duckdb.connect(config=config) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            for name, paths in files.items():
                listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
                connection.execute(
                    f'CREATE VIEW "{name}" AS FROM read_parquet([{listed}],'
                    " hive_partitioning = false)"
                )
            made: list[Rollup] = []
            for rollup in wanted:
                connection.execute(f'CREATE TABLE "{rollup.name}" AS {_counted(rollup, made)}')
                made.append(rollup)
                yield from _batches(connection, rollup, constants)

    return derive


def _counted(rollup: Rollup, made: Sequence[Rollup]) -> str:
    """SELECT of a rollup, its cards by number."""
    keys = ["card" if key == "name" else key for key in rollup.keys]
    finer = [
        other
        for other in made
        if other.grains == rollup.grains and set(rollup.keys) <= set(other.keys)
    ]
    if finer:
        parts = f'FROM "{finer[-1].name}"'
    else:
        selects = (_of_grain(grain, keys) for grain in rollup.grains)
        parts = "FROM (" + "\nUNION ALL BY NAME\n".join(selects) + ")"
    types = {column.name: column.type for column in rollup.table.columns}
    sums = [
        f"CAST(COALESCE(SUM({name}), 0) AS {'BIGINT' if types[name] == pa.int64() else 'DOUBLE'})"
        f" AS {name}"
        for name in rollup.counts
    ]
    return f"SELECT {', '.join([*keys, *sums])} {parts} GROUP BY {', '.join(keys)}"


def _of_grain(grain: Grain, keys: Sequence[str]) -> str:
    counts = [count.name for count in COUNTS if count.grain == grain]
    return select(grain, keys, counts, imports=False)


def _batches(
    connection: duckdb.DuckDBPyConnection, rollup: Rollup, constants: Mapping[str, str]
) -> Iterator[Batch]:
    named = rollup.grains[0] in CARD_GRAINS
    shown = f'"{rollup.name}"' + (" JOIN log_cards USING (card)" if named else "")
    of_rollup = ["log_cards.name" if key == "name" else key for key in rollup.keys]
    order = ["card" if key == "name" else key for key in rollup.keys]
    table: pa.Table = connection.execute(
        f"SELECT {', '.join([*of_rollup, *rollup.counts])} FROM {shown} ORDER BY {', '.join(order)}"  # noqa: S608 - all names are declared in this package
    ).to_arrow_table()
    schema = rollup.table.schema
    for begin in range(0, table.num_rows, ROWS):
        part = table.slice(begin, ROWS)
        columns = {name: pa.repeat(value, part.num_rows) for name, value in constants.items()}
        columns |= {
            name: part.column(name).cast(schema.field(name).type) for name in part.schema.names
        }
        yield Batch(rollup.name, pa.table(columns))


def game_rollups(constants: Mapping[str, str]) -> Derive:
    """The rollups of games."""
    return rollups(GAME_GRAINS, constants)


def draft_rollups(constants: Mapping[str, str]) -> Derive:
    """The rollups of drafts."""
    return rollups(frozenset({"pick", "pack"}), constants)
