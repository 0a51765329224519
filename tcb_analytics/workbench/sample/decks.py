"""Deck lists: an archetype's core with the noise of real players around it.

Every list is legal on its day: 50 cards, at most four copies of a number, colours
of the leader, released sets, no banned card, no banned pair, no more of a limited
card than allowed. What a deck holds does not move its chance to win.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

import numpy as np

from tcb_analytics.workbench.sample.builds import Build, build

SIZE, COPIES = 50, 4


@dataclass(frozen=True, slots=True)
class DeckList:
    """One list: archetype (its place in the matrix), leader, and copies by number."""

    archetype: int
    leader: str
    counts: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        """The list as ladder files write it: ``4xTB01-005 …``, sorted, without the leader."""
        return " ".join(f"{copies}x{number}" for number, copies in self.counts)

    @property
    def key(self) -> str:
        """Twelve hex digits that stand for the list, whoever plays it."""
        return hashlib.sha256(f"{self.leader} {self.text}".encode()).hexdigest()[:12]


def draw_deck(rng: np.random.Generator, archetype: int, on: date) -> DeckList:
    """One player's version of an archetype on a day."""
    made = build(archetype, on)
    counts = dict.fromkeys(made.core, 0)
    for number in made.core:
        roll = rng.random()
        counts[number] = 4 if roll < 0.78 else 3 if roll < 0.93 else 2
    for number in _wishes(rng, made):
        missing = SIZE - sum(counts.values())
        if not missing:
            break
        have = counts.get(number, 0)
        wanted = 1 + int(rng.integers(COPIES))
        counts[number] = have + min(wanted, COPIES - have, missing)
    kept = sorted((number, copies) for number, copies in counts.items() if copies)
    return DeckList(archetype, made.archetype.leader, tuple(kept))


def _wishes(rng: np.random.Generator, made: Build) -> list[str]:
    """Numbers in the order in which a player adds them: flex, a rare oddity, then the rest.

    An order drawn by ``u ** (1 / weight)`` takes heavy numbers first without
    replacement (Efraimidis and Spirakis, 2006).
    """
    weights = np.linspace(3.0, 0.6, len(made.flex))
    order = np.argsort(-(rng.random(len(made.flex)) ** (1 / weights)), kind="stable")
    wishes = [made.flex[int(place)] for place in order]
    odd = made.pool[int(rng.integers(len(made.pool)))]
    if rng.random() < 0.15:
        wishes.insert(int(rng.integers(4)), odd)
    return [*wishes, odd, *made.core, *made.pool]
