"""When questions are answered from memory, and what is held for it.

A table that is asked for the first time is read from its files, by SQL; the second time it is
loaded and held. A single question so costs no more than it must, and a session gets faster.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from sqlglot import exp

from tcb_analytics.warehouse.hot.memory import HotMemory, TooLargeError
from tcb_analytics.warehouse.queries.inventory import Inventory
from tcb_analytics.warehouse.queries.log_question import LogQuestion
from tcb_analytics.warehouse.queries.log_terms import Known
from tcb_analytics.warehouse.queries.planner import FACTS, Part

if TYPE_CHECKING:
    from tcb_analytics.warehouse.hot.answering import Counted
    from tcb_analytics.warehouse.hot.serving import Serving


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
        releases: Known,
        imports: Sequence[str] | None = None,
    ) -> Counted | str:
        """The counts of a question, or why SQL has to give them.

        Args:
            question: What is asked.
            parts: The tables that answer it.
            releases: First day of each set, and picks of a pack.
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
            found = self._serving(releases).answer(question, parts, imports)
        except TooLargeError:
            return f"more than fits into memory (TCB_HOT_MB: {self.memory.limit >> 20})"
        return "no import has such rows" if found is None else found

    def pairs(
        self, names: Sequence[str], cards: Sequence[str], conditions: Sequence[exp.Expr],
        releases: Known,
    ) -> NDArray[np.int64] | None:  # fmt: skip
        """Pairs of cards in hands, as ``pairs.pairs_of`` gives them; None where they do not fit."""
        try:
            return self._serving(releases).pairs(names, cards, conditions)
        except TooLargeError:
            return None

    def _serving(self, releases: Known) -> Serving:
        from tcb_analytics.warehouse.hot.serving import Serving  # noqa: PLC0415 - loads a compiler

        return Serving(self._engine, self._inventory, self.memory, releases)


def _name(part: Part, grain: str) -> str:
    return f"{FACTS} {grain}" if part.table == FACTS else part.table
