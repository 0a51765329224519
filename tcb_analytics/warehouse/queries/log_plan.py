"""What answered a question over Limited logs, for people: table, rows, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tcb_analytics.warehouse.queries.planner import FACTS, Part


@dataclass(frozen=True, slots=True)
class Step:
    """One table that contributed.

    Attributes:
        engine: ``rollup NAME``, ``facts, in memory`` or ``facts, SQL``.
        rows: Rows that the table has.
        held: Whether it was read from memory.
        reason: Why this table.
    """

    engine: str
    rows: int
    held: bool
    reason: str

    def __str__(self) -> str:
        place = " in memory" if self.held and self.engine.startswith("rollup") else ""
        return f"{self.engine}: {self.rows:,} rows{place}; {self.reason}"


@dataclass(frozen=True, slots=True)
class LogPlan:
    """How a question was answered; ``str`` tells it in a few lines.

    Attributes:
        steps: Each table that contributed.
        why: Why it was read from memory or not.
        milliseconds: Time from the question to its counts.
    """

    steps: tuple[Step, ...]
    why: str
    milliseconds: float

    def __str__(self) -> str:
        lines = [str(step) for step in self.steps]
        return "\n".join([*lines, f"{self.why}; {self.milliseconds:.1f} ms"])

    __repr__ = __str__

    @property
    def engines(self) -> tuple[str, ...]:
        """Names of what answered, such as ``("rollup cards_by_week",)``."""
        return tuple(step.engine for step in self.steps)


def told(parts: Sequence[Part], *, held: bool, why: str, milliseconds: float) -> LogPlan:
    """The plan of an answer that came from these parts."""
    steps = []
    for part in parts:
        if part.table == FACTS:
            engine = "facts, in memory" if held else "facts, SQL"
        else:
            engine = f"rollup {part.table}"
        steps.append(Step(engine, part.rows, held, part.reason))
    return LogPlan(tuple(steps), why, milliseconds)
