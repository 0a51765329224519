"""Answers put together from what is held: the blocks of a question, loaded where they are not.

Loads the compiled loops, so nobody but the desk imports it, and the desk when first needed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sqlglot import exp

from tcb_analytics.warehouse.hot.answering import Counted, counted
from tcb_analytics.warehouse.hot.blocks import Block
from tcb_analytics.warehouse.hot.cards import CardColumns
from tcb_analytics.warehouse.hot.desk import HotEngine
from tcb_analytics.warehouse.hot.loading import FactsLoader
from tcb_analytics.warehouse.hot.memory import HotMemory, TooLargeError
from tcb_analytics.warehouse.hot.pairs import pairs_of
from tcb_analytics.warehouse.hot.rollup import load_rollup
from tcb_analytics.warehouse.log_counts import Grain
from tcb_analytics.warehouse.queries.inventory import Inventory
from tcb_analytics.warehouse.queries.log_question import LogQuestion
from tcb_analytics.warehouse.queries.log_terms import Known
from tcb_analytics.warehouse.queries.planner import FACT_TABLES, FACTS, Part


class Serving:
    """Counts in memory over one snapshot.

    Args:
        engine: Loads what is held.
        inventory: Rows of the lake.
        memory: Where it is held.
        releases: First day of each set, and picks of a pack.
    """

    def __init__(
        self,
        engine: HotEngine,
        inventory: Inventory,
        memory: HotMemory,
        releases: Known,
    ) -> None:
        self._engine = engine
        self._inventory = inventory
        self._memory = memory
        self._facts = FactsLoader(memory, inventory, engine.run, engine.run_over, releases)

    def answer(
        self, question: LogQuestion, parts: Sequence[Part], imports: Sequence[str] | None
    ) -> Counted | None:
        """The counts of a question; None where no import has such rows.

        Raises:
            TooLargeError: It takes more memory than it may.
        """
        labelled = self._blocks(parts, imports)
        if not labelled:
            return None
        cards = [self._cards(label, block, question) for label, block in labelled]
        blocks = [block for _, block in labelled]
        return counted(question, blocks, cards, self._engine.run_over)

    def pairs(
        self, names: Sequence[str], cards: Sequence[str], conditions: Sequence[exp.Expr]
    ) -> NDArray[np.int64]:
        """Pairs of cards in hands, as ``pairs.pairs_of`` gives them.

        Raises:
            TooLargeError: They do not fit.
        """
        imports = sorted(self._inventory.imports(FACT_TABLES["hand"]))
        blocks = [(self._facts.hands(name), self._facts.decks(name)) for name in imports]
        return pairs_of(blocks, names, cards, conditions, self._engine.run_over)

    def _blocks(
        self, parts: Sequence[Part], imports: Sequence[str] | None
    ) -> list[tuple[str, Block]]:
        """What answers, each with a name for its cards."""
        wanted = [
            (part.table, grain, import_id)
            for part in parts
            for grain in part.grains
            for import_id in self._imports(part, grain, imports)
        ]
        size = sum(self._facts.size(*item) for item in wanted)
        if size > self._memory.limit:  # else each would push out the other
            raise TooLargeError
        blocks: list[tuple[str, Block]] = []
        for table, grain, import_id in wanted:
            if table == FACTS:
                blocks.append((f"{FACTS} {import_id}", self._facts.block(grain, import_id)))
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
        run, ask = self._engine.run, self._engine.run_over
        return load_rollup(name, self._inventory, self._memory, run, ask)

    def _cards(self, label: str, block: Block, question: LogQuestion) -> CardColumns | None:
        if block.names is None:
            return None
        ask, context = self._engine.run_over, question.context
        return CardColumns(label, block.names, self._memory, self._catalogue, context, ask)

    def _catalogue(self) -> pa.Table:
        return self._memory.get(
            ("catalogue",), lambda: self._engine.run("SELECT * FROM limited_cards")
        )
