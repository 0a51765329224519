"""Blocks of facts and of rollups, loaded by SQL and held.

What a block will take is known from the rows of its files before it is read, so that nothing is
loaded that could not be held.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from tcb_analytics.warehouse.hot.blocks import Array, Block, DeckBlock, EntryBlock, FlatBlock
from tcb_analytics.warehouse.hot.coded import Coded
from tcb_analytics.warehouse.hot.entries import (
    Entries,
    Played,
    by_row,
    codes_of,
    numbers,
    starts_of,
)
from tcb_analytics.warehouse.hot.judging import Ask
from tcb_analytics.warehouse.hot.memory import HotMemory
from tcb_analytics.warehouse.hot.patterns import Patterns, coded_patterns, patterns_of
from tcb_analytics.warehouse.hot.rows import Ints, Rows, Run, in_order, load_rows, of_import
from tcb_analytics.warehouse.log_counts import COUNTS, Grain
from tcb_analytics.warehouse.log_facts import from_clause
from tcb_analytics.warehouse.queries.inventory import Inventory
from tcb_analytics.warehouse.queries.log_terms import Known
from tcb_analytics.warehouse.queries.planner import FACT_TABLES, FACTS

_BYTES: Mapping[Grain, int] = {"game": 16, "deck": 2, "hand": 2, "pick": 24, "pack": 2}
"""Bytes that a row of a grain takes when it is held."""
_BYTES_OF_ROLLUP = 40
"""Bytes that a row of a rollup takes for each of its grains."""


@dataclass(frozen=True)
class FactsLoader:
    """Loads blocks of facts.

    Attributes:
        memory: Where they are held.
        inventory: Rows of the lake.
        run: Runs SQL.
        ask: Runs SQL over a given table.
        releases: First day of each set, and picks of a pack.
    """

    memory: HotMemory
    inventory: Inventory
    run: Run
    ask: Ask
    releases: Known

    def block(self, grain: Grain, import_id: str) -> Block:
        """The block of one grain of one import.

        Raises:
            TooLargeError: It would not fit.
        """
        if grain in ("game", "pick"):
            return self._flat(grain, import_id)
        if grain == "deck":
            return self.decks(import_id)
        return self.hands(import_id) if grain == "hand" else self._packs(import_id)

    def _flat(self, grain: Grain, import_id: str) -> FlatBlock:
        rows = self._rows("limited_games" if grain == "game" else "picks", import_id)
        counts = [count for count in COUNTS if count.grain == grain]
        exact = [count for count in counts if not count.name.endswith("_rate_sum")]
        rough = [count for count in counts if count not in exact]

        def make() -> FlatBlock:
            if grain == "game":
                found = rows.values(*(count.sql for count in exact))
                return FlatBlock(
                    rows, None, None, tuple(c.name for c in exact), matrix(found), _NONE
                )
            shown = ", ".join(f"{c.sql} AS v{i}" for i, c in enumerate([*exact, *rough]))
            found = self.run(
                f"SELECT picks.pick AS id, picks.card AS card, {shown} {from_clause('pick', ())} "
                f"WHERE {of_import('picks', import_id)} ORDER BY picks.taken, picks.pick"
            )
            picks = rows.row_of(numbers(found, "id"))
            taken = Taken(rows, picks, np.array_equal(picks, np.arange(rows.size)))
            card = numbers(found, "card", np.uint16)
            values = found.select([f"v{i}" for i in range(len(exact))])
            fractions = found.select([f"v{i}" for i in range(len(exact), len(counts))])
            return FlatBlock(
                taken, self._names(import_id), card,
                tuple(c.name for c in [*exact, *rough]), matrix(values),
                np.nan_to_num(_stack(fractions).astype(np.float64)),
            )  # fmt: skip

        size = self._size(grain, import_id)
        block = self.memory.get(("flat", grain, import_id), make, size)
        space = replace(block.rows, rows=rows) if isinstance(block.rows, Taken) else rows
        return replace(block, rows=space)

    def hands(self, import_id: str) -> EntryBlock:
        """Cards in hands of one import."""
        rows, played = self._rows("limited_games", import_id), self._played(import_id)

        def make() -> Entries:
            columns = ("opening_hand", "drawn", "tutored", "deck")
            found = self._of("game_cards", import_id, f"game_id, card, {', '.join(columns)}")
            row = rows.row_of(numbers(found, "game_id", np.int64))
            return self._entries("hand", found, row, columns, rows=rows.size)

        entries = self.memory.get(
            ("entries", "hand", import_id), make, self._size("hand", import_id)
        )
        return EntryBlock(
            rows, self._names(import_id), tuple(entries.patterns.won), entries, played.won
        )

    def decks(self, import_id: str) -> DeckBlock:
        """Cards of decks of one import."""
        rows, played = self._rows("limited_games", import_id), self._played(import_id)

        def make() -> Entries:
            columns = ("deck", "sideboard")
            found = self._of("build_cards", import_id, f"build, card, {', '.join(columns)}")
            row = numbers(found, "build", np.int64)
            often = np.diff(played.starts)
            return self._entries("deck", found, row, columns, rows=often.size, often=often)

        entries = self.memory.get(
            ("entries", "deck", import_id), make, self._size("deck", import_id)
        )
        return DeckBlock(rows, self._names(import_id), tuple(entries.patterns.won), entries, played)

    def _packs(self, import_id: str) -> EntryBlock:
        rows = self._rows("picks", import_id)

        def make() -> Entries:
            found = self._of("pack_cards", import_id, "pick, card, copies")
            row = rows.row_of(numbers(found, "pick", np.int64))
            numbered = rows.values("picks.pick_number").combine_chunks().to_numpy()
            found = found.append_column("pick_number", pa.array(numbered[row]))
            columns = ("copies", "pick_number")
            return self._entries("pack", found, row, columns, rows=rows.size)

        entries = self.memory.get(
            ("entries", "pack", import_id), make, self._size("pack", import_id)
        )
        won = np.zeros(rows.size, np.uint8)
        return EntryBlock(rows, self._names(import_id), tuple(entries.patterns.won), entries, won)

    def _entries(
        self, grain: Grain, found: pa.Table, row: Ints, columns: tuple[str, ...], *, rows: int,
        often: Array | None = None,
    ) -> Entries:  # fmt: skip
        row, card, *copies = by_row(
            row, numbers(found, "card", np.uint16), *(numbers(found, c, np.uint8) for c in columns)
        )
        pattern, table = coded_patterns(dict(zip(columns, copies, strict=True)))
        patterns: Patterns = patterns_of(grain, FACT_TABLES[grain], table, self.ask)
        code, of_card, of_pattern = codes_of(card, pattern)
        weights = None if often is None else often[row]
        times = np.bincount(code, weights=weights, minlength=of_card.size).astype(np.float64)
        return Entries(starts_of(row, rows), code, of_card, of_pattern, patterns, times)

    def _played(self, import_id: str) -> Played:
        rows = self._rows("limited_games", import_id)

        def make() -> Played:
            found = self.run(
                "SELECT game_id AS id, build, CAST(won AS TINYINT) AS won FROM limited_games "  # noqa: S608 - fixed text
                f"WHERE {of_import('limited_games', import_id)}"
            )
            found = in_order(found, rows.ids)
            build = numbers(found, "build", np.int64)
            games = np.argsort(build, kind="stable")
            decks = self._of("build_cards", import_id, "MAX(build) AS build").column(0)[0].as_py()
            most = max(int(build.max(initial=-1)), -1 if decks is None else decks) + 1
            return Played(starts_of(build, most), games, numbers(found, "won", np.uint8))

        return self.memory.get(("played", import_id), make)

    def _names(self, import_id: str) -> pa.Array:
        """Names of an import's cards by their numbers."""

        def make() -> pa.Array:
            found = self._of("log_cards", import_id, "card, name")
            card = numbers(found, "card")
            names = np.full(int(card.max(initial=-1)) + 1, None, dtype=object)
            names[card] = found.column("name").to_pylist()
            return pa.array(names, pa.string())

        return self.memory.get(("names", import_id), make)

    def _rows(self, table: str, import_id: str) -> Rows:
        return load_rows(table, import_id, self.memory, self.run, self.releases)

    def size(self, table: str, grain: Grain, import_id: str) -> int:
        """Bytes that a grain of an import, or that grain's part of a rollup, takes when held."""
        if table != FACTS:
            return self.inventory.rows(table) * _BYTES_OF_ROLLUP
        return self._size(grain, import_id)

    def _size(self, grain: Grain, import_id: str) -> int:
        rows = self.inventory.rows(FACT_TABLES[grain], frozenset({import_id}))
        return rows * _BYTES[grain]

    def _of(self, table: str, import_id: str, shown: str) -> pa.Table:
        return self.run(f"SELECT {shown} FROM {table} WHERE {of_import(table, import_id)}")  # noqa: S608 - declared tables


_NONE = np.zeros((0, 0))


@dataclass(frozen=True)
class Taken:
    """Cards taken: a row for each pick, and behind them those of second cards.

    Attributes:
        rows: The picks.
        picks: The pick of each card.
        straight: Whether every pick took one card.
    """

    rows: Rows
    picks: Ints
    straight: bool

    @property
    def size(self) -> int:
        """Number of cards taken."""
        return int(self.picks.size)

    def column(self, name: str) -> Coded:
        """A declared column."""
        column = self.rows.column(name)
        return column if self.straight else column.take(self.picks)


def matrix(table: pa.Table) -> Array:
    """Whole counts of rows as one array, in the smallest type that holds them; null is 0."""
    values = _stack(table)
    most = int(np.abs(values).max(initial=0))
    kind = np.int16 if most < 2**15 else np.int32 if most < 2**31 else np.int64
    return np.ascontiguousarray(values, dtype=kind)


def _stack(table: pa.Table) -> Array:
    columns = [column.fill_null(0).to_numpy() for column in table.columns]
    return np.stack(columns, axis=1) if columns else np.zeros((table.num_rows, 0), np.int64)
