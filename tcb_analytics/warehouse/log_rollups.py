"""Making the rollups of one import, from the files of its facts, before it is committed.

Rollups of cards in games, by far the largest, are added up compiled (``log_card_rollups``); the
others are one SELECT each, composed from the declared counts and keys. DuckDB runs the SQL
within a fixed memory and spills to the import's scratch folder.
"""

# ruff: noqa: S608 - every name in the SQL is declared in this package

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from tcb_analytics.warehouse.contracts import Batch, Table
from tcb_analytics.warehouse.log_card_rollups import counted
from tcb_analytics.warehouse.log_counts import COUNTS, GAME_GRAINS, Grain
from tcb_analytics.warehouse.log_facts import select
from tcb_analytics.warehouse.log_pack_rollups import packed
from tcb_analytics.warehouse.log_tables import LOG_TABLES
from tcb_analytics.warehouse.rollups import ROLLUPS, Rollup
from tcb_analytics.warehouse.sources.base import Derive

MEMORY = "256MB"
"""Memory of DuckDB while rollups are made."""
ROWS = 100_000
"""Rows of one batch of a rollup."""
PACKED = "packed_"
"""What tables of counted packs are called by, before the rollup's name."""
DRAFT_GRAINS: frozenset[Grain] = frozenset({"pick", "pack"})


def rollups(grains: frozenset[Grain], constants: Mapping[str, str]) -> Derive:
    """What makes every rollup of some grains.

    Args:
        grains: The grains that the import has facts of.
        constants: The columns that are the same in every row.
    """
    wanted = [rollup for rollup in ROLLUPS if set(rollup.grains) <= grains]

    def derive(files: Mapping[str, Sequence[str]], scratch: Path) -> Iterator[Batch]:
        config: dict[str, Any] = {"memory_limit": MEMORY, "temp_directory": str(scratch)}
        with duckdb.connect(config=config) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            # Insertion order stays preserved: without it Arrow results lose their ORDER BY.
            for table in LOG_TABLES:
                _show(connection, table, files.get(table.name, ()))
            yield from _batches(_tables(connection, wanted, files), constants)

    return derive


def _tables(
    connection: duckdb.DuckDBPyConnection,
    wanted: Sequence[Rollup],
    files: Mapping[str, Sequence[str]],
) -> Iterator[tuple[Rollup, pa.Table]]:
    """The rows of every rollup, without what is the same in all of them."""
    compiled = [rollup for rollup in wanted if set(rollup.grains) == {"deck", "hand"}]
    if compiled:
        named: pa.Table = connection.sql(
            "SELECT name FROM log_cards ORDER BY card"
        ).to_arrow_table()
        names = named.column("name").combine_chunks()
        yield from counted(connection, compiled, files, names)
    of_packs = [rollup for rollup in wanted if "pack" in rollup.grains]
    there: set[Rollup] = set()
    if of_packs:
        ((cards,),) = connection.execute("SELECT COUNT(*) FROM log_cards").fetchall()
        paths = files.get("pack_cards", ())
        for rollup, table in packed(connection, of_packs, paths, cards):
            connection.register(PACKED + rollup.name, table)
            there.add(rollup)
    for rollup in wanted:
        if rollup not in compiled:
            sql = statement(rollup, packed=rollup in there)
            reader: pa.RecordBatchReader = connection.sql(sql).to_arrow_reader(ROWS)
            for rows in reader:
                yield rollup, pa.Table.from_batches([rows])


def statement(rollup: Rollup, *, packed: bool = False) -> str:
    """SQL that counts a rollup from the facts of one import, cards by number until the end.

    Args:
        rollup: The rollup.
        packed: Whether its counts of packs are there already, as a table named by ``PACKED``.
    """
    inner = ["card" if key == "name" else key for key in rollup.keys]
    parts = "\nUNION ALL BY NAME\n".join(
        f"FROM {PACKED}{rollup.name}"
        if packed and grain == "pack"
        else select(
            grain,
            inner,
            [count.name for count in COUNTS if count.grain == grain],
            imports=False,
        )
        for grain in rollup.grains
    )
    types = {column.name: column.type for column in rollup.table.columns}
    sums = ", ".join(
        f"CAST(COALESCE(SUM({name}), 0) AS {'BIGINT' if types[name] == pa.int64() else 'DOUBLE'})"
        f" AS {name}"
        for name in rollup.counts
    )
    keys = ", ".join(inner)
    summed = f"SELECT {keys}, {sums} FROM ({parts}) AS parts GROUP BY {keys}"
    if "name" not in rollup.keys:
        return f"{summed} ORDER BY {keys}"
    shown = ", ".join([*rollup.keys, *rollup.counts])
    named = "(SELECT card, name FROM log_cards) AS log_cards"
    return f"SELECT {shown} FROM ({summed}) AS summed JOIN {named} USING (card) ORDER BY {keys}"


def _show(connection: duckdb.DuckDBPyConnection, table: Table, paths: Sequence[str]) -> None:
    """A view of a table's files; without files it is empty."""
    if not paths:
        connection.register(table.name, table.schema.empty_table())
        return
    listed = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    connection.execute(
        f'CREATE VIEW "{table.name}" AS FROM read_parquet([{listed}], hive_partitioning = false)'
    )


def _batches(
    tables: Iterator[tuple[Rollup, pa.Table]], constants: Mapping[str, str]
) -> Iterator[Batch]:
    for rollup, table in tables:
        schema = rollup.table.schema
        for begin in range(0, table.num_rows, ROWS):
            part = table.slice(begin, ROWS)
            held = {name: pa.repeat(value, part.num_rows) for name, value in constants.items()}
            for name in part.column_names:
                held[name] = part.column(name).cast(schema.field(name).type)
            yield Batch(rollup.name, pa.table(held))


def game_rollups(constants: Mapping[str, str]) -> Derive:
    """The rollups of games."""
    return rollups(GAME_GRAINS, constants)


def draft_rollups(constants: Mapping[str, str]) -> Derive:
    """The rollups of drafts."""
    return rollups(DRAFT_GRAINS, constants)
