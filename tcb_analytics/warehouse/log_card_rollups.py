"""The rollups of cards in games: groups by SQL, card rows added up compiled.

SQL says which group a game belongs to and what the figures of a card add to each count; both
are few. The millions of card rows are read from the import's files, row group by row group,
and added to sums of card × group × count (``log_tally``). Sums that would not fit are made for
some of the cards at a time.
"""

# ruff: noqa: S608 - every name in the SQL is declared in this package

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from tcb_analytics.warehouse.log_counts import COUNTS, Grain
from tcb_analytics.warehouse.log_facts import columns
from tcb_analytics.warehouse.log_groups import by_number, groups_of
from tcb_analytics.warehouse.log_tally import Shapes, add_decks, add_hands
from tcb_analytics.warehouse.rollups import Rollup

SUMS_BYTES = 128 << 20
"""Most bytes of sums held at a time."""
THREADS = 2
"""Rollups that are counted at a time."""
ROWS = 50_000
"""Rows of a rollup that are made at a time."""
_TABLES: dict[Grain, tuple[str, str, tuple[str, ...]]] = {
    "deck": ("build_cards", "build", ("deck", "sideboard")),
    "hand": ("game_cards", "game_id", ("opening_hand", "drawn", "tutored", "deck")),
}
"""The table of a grain, its number and its figures."""


@dataclass
class _Groups:
    """The groups of one rollup, and those of every game and deck.

    Attributes:
        keys: One row a group, in order.
        group: Of each game its group.
        begin: Of each deck, where its groups begin in the next three.
        of_deck: Groups that decks were played in.
        won: Whether those games were won.
        times: How many they were.
    """

    keys: pa.Table
    group: Any
    begin: Any
    of_deck: Any
    won: Any
    times: Any


@dataclass
class _Plan:
    """A rollup that is counted row by row.

    Attributes:
        rollup: The rollup.
        groups: Its groups.
        coarser: Rollups that are added up from it: their groups, and the one of each of its own.
    """

    rollup: Rollup
    groups: _Groups
    coarser: list[tuple[Rollup, pa.Table, Any]] = field(default_factory=list)


@dataclass
class _Sums:
    """The sums of some cards of one rollup."""

    plan: _Plan
    low: int
    counted: Any


def counted(
    connection: duckdb.DuckDBPyConnection,
    rollups: Sequence[Rollup],
    files: Mapping[str, Sequence[str]],
    names: pa.Array,
) -> Iterator[tuple[Rollup, pa.Table]]:
    """Rows of rollups over decks and hands: keys and counts, cards in order.

    Args:
        connection: Has the views of the facts.
        rollups: Those to make, each of the grains deck and hand and counted by name.
        files: Files of the facts, by table.
        names: Card names by number.
    """
    builds, won = by_number(
        connection,
        "SELECT game_id, build, CAST(won AS INTEGER) AS won FROM limited_games",
    )
    plans = _plans(connection, rollups, builds, won)
    waiting = [
        _Sums(plan, low, width)
        for plan in plans
        for low, width in _parts(plan.groups.keys.num_rows, len(names))
    ]
    weights = {grain: _Weights(connection, grain) for grain in _TABLES}
    while waiting:
        part = [waiting.pop(0)]
        room = SUMS_BYTES - _size(part[0])
        while waiting and _size(waiting[0]) <= room:
            room -= _size(waiting[0])
            part.append(waiting.pop(0))
        for sums in part:
            shape = (sums.counted, sums.plan.groups.keys.num_rows, len(ORDER))
            sums.counted = np.zeros(shape, np.int64)
        with ThreadPoolExecutor(THREADS, thread_name_prefix="count") as threads:
            _count(part, files, weights, won, threads)
        for sums in part:
            yield from _told(sums, names)
            sums.counted = 0


def _plans(
    connection: duckdb.DuckDBPyConnection, rollups: Sequence[Rollup], builds: Any, won: Any
) -> list[_Plan]:
    """What is counted row by row; a rollup by some keys of another is added up from that one."""
    found: list[_Plan] = []
    for rollup in sorted(rollups, key=lambda one: -len(one.keys)):
        finer = [plan for plan in found if set(rollup.keys) < set(plan.rollup.keys)]
        if finer:
            smallest = min(finer, key=lambda plan: plan.groups.keys.num_rows)
            smallest.coarser.append((rollup, *_coarser(smallest.groups.keys, rollup)))
        else:
            found.append(_Plan(rollup, _groups(connection, rollup, builds, won)))
    return found


def _coarser(keys: pa.Table, rollup: Rollup) -> tuple[pa.Table, Any]:
    """The groups by fewer keys, and where each of them begins among the finer ones, sorted."""
    kept = [key for key in rollup.keys if key != "name"]
    if not kept:
        return pa.table({"k": [0]}).select([]), np.zeros(keys.num_rows, np.int64)
    of_finer = keys.select(kept).append_column("at", pa.array(np.arange(keys.num_rows)))
    order = [(key, "ascending", "at_start") for key in kept]
    first = of_finer.group_by(kept).aggregate([("at", "list")]).sort_by(order)
    place = np.empty(keys.num_rows, np.int64)
    for number, members in enumerate(first.column("at_list")):
        place[members.values.to_numpy()] = number
    return first.select(kept), place


def _told(sums: _Sums, names: pa.Array) -> Iterator[tuple[Rollup, pa.Table]]:
    """The rows of a rollup and of those that are added up from it, for the cards of the sums."""
    plan = sums.plan
    for rows in _rows(sums.counted, plan.groups.keys, sums.low, names):
        yield plan.rollup, rows
    for rollup, keys, place in plan.coarser:
        groups = int(place.max(initial=-1)) + 1
        added = np.zeros((len(sums.counted), groups, len(ORDER)), np.int64)
        for finer, group in enumerate(place):
            added[:, group] += sums.counted[:, finer]
        for rows in _rows(added, keys, sums.low, names):
            yield rollup, rows


ORDER = tuple(
    count.name for grain in _TABLES for count in COUNTS if count.grain == grain
)  # fmt: skip
"""The counts as sums hold them: those of decks, then those of hands."""


def _parts(groups: int, cards: int) -> list[tuple[int, int]]:
    """First card and number of cards of sums that fit."""
    width = max(1, min(cards, SUMS_BYTES // (8 * len(ORDER) * max(1, groups))))
    return [(low, min(width, cards - low)) for low in range(0, cards, width)]


def _size(sums: _Sums) -> int:
    return int(8 * len(ORDER) * sums.plan.groups.keys.num_rows * sums.counted)


def _groups(
    connection: duckdb.DuckDBPyConnection, rollup: Rollup, builds: Any, won: Any
) -> _Groups:
    keys = {key: columns("game")[key] for key in rollup.keys if key != "name"}
    found, group = groups_of(connection, keys, "limited_games", "limited_games.game_id")
    count = max(1, found.num_rows)
    # A deck, a group and whether it was won, as one number: equal ones are counted.
    mixed, times = np.unique(
        (builds.astype(np.int64) * count + group) * 2 + won, return_counts=True
    )
    deck = mixed // (2 * count)
    begin = np.searchsorted(deck, np.arange((int(deck[-1]) if len(deck) else -1) + 2))
    of_deck = (mixed // 2 % count).astype(np.int32)
    return _Groups(
        found, group, begin, of_deck, (mixed % 2).astype(np.uint8), times.astype(np.int32)
    )


class _Weights:
    """What the shapes of one grain add to its counts, asked of SQL as they appear."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, grain: Grain) -> None:
        self.connection = connection
        self.grain = grain
        self.table, self.number, self.figures = _TABLES[grain]
        self.counts = [count for count in COUNTS if count.grain == grain]
        self.shapes = Shapes()
        self.added = np.zeros((2, 0, len(self.counts)), np.int64)

    def of(self, rows: pa.RecordBatch) -> tuple[Any, Any]:
        """The shape of each row, and what every shape adds: won × shape × count."""
        shapes = self.shapes.of([rows.column(name).to_numpy() for name in self.figures])
        known = self.added.shape[1]
        fresh = self.shapes.figures[known:]
        if fresh:
            listed = ", ".join(f"({known + at}, {', '.join(map(str, figures))})"
                               for at, figures in enumerate(fresh))  # fmt: skip
            summed = ", ".join(f"CAST({count.sql} AS BIGINT)" for count in self.counts)
            found = self.connection.execute(
                f"SELECT won, shape, {summed} FROM (VALUES {listed}) AS {self.table}(shape,"
                f" {', '.join(self.figures)}), (VALUES (FALSE), (TRUE)) AS limited_games(won)"
            ).fetchall()
            ordered = [line[2:] for line in sorted(found)]
            more = np.array(ordered, np.int64).reshape(2, len(fresh), len(self.counts))
            self.added = np.concatenate([self.added, more], axis=1)
        return shapes, self.added


def _count(
    part: Sequence[_Sums],
    files: Mapping[str, Sequence[str]],
    weights: Mapping[Grain, _Weights],
    won: Any,
    threads: Executor,
) -> None:
    """Add up the rows of every file; a rollup is one thread's, and the next rows are read by."""
    first = 0
    running: list[Future[None]] = []
    for of_grain in weights.values():
        wanted = [of_grain.number, "card", *of_grain.figures]
        for path in files.get(of_grain.table, ()):
            for rows in pq.ParquetFile(path).iter_batches(1 << 18, columns=wanted):
                shapes, added = of_grain.of(rows)
                numbers, cards = (rows.column(name).to_numpy() for name in wanted[:2])
                _wait(running)
                entries = (numbers, cards, shapes, added)
                running = [
                    threads.submit(_add, sums, of_grain.grain, entries, won, first) for sums in part
                ]
        first += len(of_grain.counts)
    _wait(running)


def _wait(running: Sequence[Future[None]]) -> None:
    for done in running:
        done.result()


def _add(
    sums: _Sums, grain: Grain, entries: tuple[Any, Any, Any, Any], won: Any, first: int
) -> None:
    of = sums.plan.groups
    if grain == "hand":
        add_hands(*entries, of.group, won, sums.low, first, sums.counted)
    else:
        add_decks(
            *entries, of.begin, of.of_deck, of.won, of.times, sums.low, first, sums.counted
        )  # fmt: skip


def _rows(counted: Any, keys: pa.Table, low: int, names: pa.Array) -> Iterator[pa.Table]:
    """One row for each card and group that something was counted for, some cards at a time."""
    step = max(1, ROWS // max(1, counted.shape[1]))
    for begin in range(0, len(counted), step):
        counted_here = counted[begin : begin + step]
        card, group = np.nonzero(counted_here.any(axis=2))
        if not len(card):
            continue
        found = counted_here[card, group]
        held = {"name": names.take(pa.array(card + begin + low))}
        of_group = keys.take(pa.array(group)) if keys.num_columns else keys
        held |= {name: of_group.column(name) for name in keys.column_names}
        held |= {name: pa.array(found[:, place].copy()) for place, name in enumerate(ORDER)}
        yield pa.table(held)
