"""What a run of generated cases came to: how often each operation was asked, and how it went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Answers by operation.

    Attributes:
        operations: All that there are.
        answers: Number of answers by operation and status.
    """

    operations: Iterable[str]
    answers: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def note(self, operation: str, status: int) -> None:
        """Count an answer."""
        self.answers[operation][status] += 1

    @property
    def cases(self) -> int:
        """How many there were."""
        return sum(self.hits(one) for one in self.operations)

    @property
    def good(self) -> float:
        """Share of them that were answered 2xx."""
        return sum(self.granted(one) for one in self.operations) / max(self.cases, 1)

    def hits(self, operation: str) -> int:
        """How often an operation was asked."""
        return self.answers[operation].total()

    def granted(self, operation: str) -> int:
        """How often it was answered 2xx."""
        return sum(n for status, n in self.answers[operation].items() if 200 <= status < 300)

    def short(self, hits: int, granted: int) -> list[str]:
        """Operations that were asked, or answered 2xx, less often than that."""
        return [
            one for one in self.operations if self.hits(one) < hits or self.granted(one) < granted
        ]

    def table(self) -> str:
        """Operation, hits, those of 2xx, and all statuses."""
        lines = [f"{'operation':44} {'hits':>6} {'2xx':>6}  statuses"]
        for one in sorted(self.operations, key=lambda name: (name.split()[1], name)):
            told = " ".join(f"{status}:{n}" for status, n in sorted(self.answers[one].items()))
            lines.append(f"{one:44} {self.hits(one):6} {self.granted(one):6}  {told}")
        granted = sum(self.granted(one) for one in self.operations)
        lines.append(f"{'all':44} {self.cases:6} {granted:6}  {self.good:.1%} answered 2xx")
        return "\n".join(lines)
