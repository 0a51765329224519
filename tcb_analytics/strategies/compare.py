"""Two decks side by side: what was added, removed and changed, and how alike they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tcb_analytics.cards.deck import Deck


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one deck has else than another.

    Attributes:
        added: Copies by number of cards that only the new deck has.
        removed: Copies by number of cards that only the old deck has.
        changed: Copies in the old and in the new deck, by number, of cards that both have in
            different numbers.
        changes: Cards exchanged: copies that are not shared, of the larger deck.
        similarity: Shared copies as a share of the larger deck, 0 to 1.
    """

    added: Mapping[str, int]
    removed: Mapping[str, int]
    changed: Mapping[str, tuple[int, int]]
    changes: int
    similarity: float

    def as_dict(self) -> dict[str, Any]:
        """The comparison as plain data."""
        return {
            "added": dict(self.added),
            "removed": dict(self.removed),
            "changed": {number: list(pair) for number, pair in self.changed.items()},
            "changes": self.changes,
            "similarity": self.similarity,
        }


def compare(old: Deck, new: Deck) -> Comparison:
    """The main decks compared by card number."""
    before, after = old.counts, new.counts
    both = before.keys() & after.keys()
    shared = sum(min(before[number], after[number]) for number in both)
    size = max(old.size, new.size)
    return Comparison(
        added={number: after[number] for number in sorted(after.keys() - both)},
        removed={number: before[number] for number in sorted(before.keys() - both)},
        changed={
            number: (before[number], after[number])
            for number in sorted(both)
            if before[number] != after[number]
        },
        changes=size - shared,
        similarity=shared / size if size else 1.0,
    )
