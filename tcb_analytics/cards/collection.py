"""A collection: the copies that somebody owns, or the pool of a draft.

Leaves out what the copies cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tcb_analytics.cards.numbers import fold_print
from tcb_analytics.cards.violation import DeckLike
from tcb_analytics.errors import CardError


class Collection(Mapping[str, int]):
    """Owned copies by card number; prints are folded and summed. Absent numbers read as 0.

    Raises:
        CardError: A count is negative or no whole number.
    """

    def __init__(self, copies: Mapping[str, int]) -> None:
        owned: dict[str, int] = {}
        for number, count in copies.items():
            if isinstance(count, bool) or not isinstance(count, int) or count < 0:
                raise CardError(
                    f"copies must be a whole number from 0, got {count!r}", where=number
                )
            folded = fold_print(number)
            owned[folded] = owned.get(folded, 0) + count
        self._owned = {number: count for number, count in sorted(owned.items()) if count}

    def __getitem__(self, number: str) -> int:
        return self._owned.get(fold_print(number), 0)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, str) and fold_print(number) in self._owned

    def __iter__(self) -> Iterator[str]:
        return iter(self._owned)

    def __len__(self) -> int:
        return len(self._owned)

    def __repr__(self) -> str:
        return f"Collection({len(self)} cards, {sum(self._owned.values())} copies)"

    def missing(self, deck: DeckLike) -> dict[str, int]:
        """Copies by number that the deck needs beyond what is owned; leader and side count too."""
        return {
            number: count - self[number]
            for number, count in _needed(deck).items()
            if count > self[number]
        }

    def coverage(self, deck: DeckLike) -> float:
        """Share of the deck's cards that is owned, 0 to 1; 1 for an empty deck."""
        needed = sum(_needed(deck).values())
        return 1.0 if needed == 0 else 1 - sum(self.missing(deck).values()) / needed


def _needed(deck: DeckLike) -> dict[str, int]:
    needed: dict[str, int] = {}
    leader = ((deck.leader, 1),) if deck.leader else ()
    for card, count in (*leader, *deck.cards, *deck.side):
        needed[card.number] = needed.get(card.number, 0) + count
    return needed
