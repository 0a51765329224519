"""When questions are answered from memory, and what is held for it.

A table that is asked for the first time is read from its files, by SQL; the second time it is
loaded and held. A single question so costs no more than it must, and a session gets faster.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sqlglot import exp

from tcb_analytics.warehouse.hot.answering import Counted, counted
from tcb_analytics.warehouse.hot.blocks import Block
from tcb_analytics.warehouse.hot.cards import CardColumns
from tcb_analytics.warehouse.hot.loading import FactsLoader
from tcb_analytics.warehouse.hot.memory import HotMemory, TooLargeError
from tcb_analytics.warehouse.hot.pairs import pairs_of
from tcb_analytics.warehouse.hot.rollup import load_rollup
from tcb_analytics.warehouse.log_counts import Grain
from tcb_analytics.warehouse.queries.inventory import Inventory
from tcb_analytics.warehouse.queries.log_question import LogQuestion
from tcb_analytics.warehouse.queries.planner import FACT_TABLES, FACTS, Part


class HotEngine(Protocol):
    """What is needed of an engine."""

    def run(self, sql: str, *, timeout: float | None = None) -> pa.Table:
        """All rows of a statement."""
        ...

    def run_over(self, sql: str, given: pa.Table) -> pa.Table:
        """All rows of a statement over a table named ``given``."""
        ...


class HotDesk:
    """Answers questions from memory where that pays and fits.

    Args:
        engine: Loads what is held.
        inventory: Rows of the lake.
        limit: Bytes that may be held.

    Attributes:
        memory: What is held.
        eager: Whether a table is loaded when it is first asked for, and not when it is again.
    """

    eager = False

    def __init__(self, engine: HotEngine, inventory: Inventory, limit: int) -> None:
        self.memory = HotMemory(limit)
        self._engine = engine
        self._inventory = inventory
        self._asked: set[str] = set()
        self._lock = threading.Lock()

    def answer(
        self,
        question: LogQuestion,
        parts: Sequence[Part],
        releases: Mapping[str, date],
        imports: Sequence[str] | None = None,
    ) -> Counted | str:
        """The counts of a question, or why SQL has to give them.

        Args:
            question: What is asked.
            parts: The tables that answer it.
            releases: First day of each set.
            imports: Imports whose facts are asked about; all by default.
        """
        if not self.memory.limit:
            return "nothing is held in memory (TCB_HOT_MB is 0)"
        if question.on_both:
            return "a condition looks at a card and its game or pick together"
        tables = {_name(part, grain) for part in parts for grain in part.grains}
        with self._lock:
            new = tables - self._asked
            self._asked |= tables
        if new and not self.eager:
            return "read from files: asked for the first time"
        try:
            labelled = self._blocks(parts, releases, imports)
            if not labelled:
                return "no import has such rows"
            cards = [self._cards(label, block, question) for label, block in labelled]
            blocks = [block for _, block in labelled]
            return counted(question, blocks, cards, self._engine.run_over)
        except TooLargeError:
            return f"more than fits into memory (TCB_HOT_MB: {self.memory.limit >> 20})"

    def pairs(
        self, names: Sequence[str], cards: Sequence[str], conditions: Sequence[exp.Expr],
        releases: Mapping[str, date],
    ) -> NDArray[np.int64] | None:  # fmt: skip
        """Pairs of cards in hands, as ``pairs.pairs_of`` gives them; None where they do not fit."""
        loader = self._loader(releases)
        imports = sorted(self._inventory.imports("game_cards"))
        try:
            blocks = [(loader.hands(name), loader.decks(name)) for name in imports]
            return pairs_of(blocks, names, cards, conditions, self._engine.run_over)
        except TooLargeError:
            return None

    def _loader(self, releases: Mapping[str, date]) -> FactsLoader:
        ask, run = self._engine.run_over, self._engine.run
        return FactsLoader(self.memory, self._inventory, run, ask, releases)

    def _blocks(
        self,
        parts: Sequence[Part],
        releases: Mapping[str, date],
        imports: Sequence[str] | None,
    ) -> list[tuple[str, Block]]:
        """What answers, each with a name for its cards."""
        loader = self._loader(releases)
        wanted = [
            (part.table, grain, import_id)
            for part in parts
            for grain in part.grains
            for import_id in self._imports(part, grain, imports)
        ]
        sizes = {item: loader.size(*item) for item in wanted}
        if sum(sizes.values()) > self.memory.limit:  # else each would push out the other
            raise TooLargeError
        blocks: list[tuple[str, Block]] = []
        for table, grain, import_id in wanted:
            if table == FACTS:
                blocks.append((f"{FACTS} {import_id}", loader.block(grain, import_id)))
            elif table not in {label for label, _ in blocks}:
                blocks.append((table, self._rollup(table)))
        return blocks

    def _imports(
        self, part: Part, grain: Grain, imports: Sequence[str] | None
    ) -> Sequence[str]:  # fmt: skip
        """Imports whose facts are read; a rollup is held whole."""
        if part.table != FACTS:
            return ("",)
        held = self._inventory.imports(FACT_TABLES[grain])
        return sorted(held if imports is None else held & set(imports))

    def _rollup(self, name: str) -> Block:
        ask, run = self._engine.run_over, self._engine.run
        return load_rollup(name, self._inventory, self.memory, run, ask)

    def _cards(self, label: str, block: Block, question: LogQuestion) -> CardColumns | None:
        if block.names is None:
            return None
        ask = self._engine.run_over
        return CardColumns(label, block.names, self.memory, self._catalogue, question.context, ask)

    def _catalogue(self) -> pa.Table:
        return self.memory.get(
            ("catalogue",), lambda: self._engine.run("SELECT * FROM limited_cards")
        )


def _name(part: Part, grain: str) -> str:
    return f"{FACTS} {grain}" if part.table == FACTS else part.table
