"""Other good decks, each a stated number of cards apart from every one before it.

The first alternative is the best deck at that distance, the second the best at that distance
from both, and so on: each is proven under its own demands.
"""

from __future__ import annotations

import time
from dataclasses import replace

from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.assembly import Assembly
from tcb_analytics.strategies.build import finished
from tcb_analytics.strategies.built import BuiltDeck
from tcb_analytics.strategies.clash import clash_error
from tcb_analytics.strategies.demands import Far
from tcb_analytics.strategies.solver import solve


def alternatives(built: BuiltDeck, n: int = 3, *, distance: int = 8) -> list[BuiltDeck]:
    """Up to ``n`` other decks for the same question, best first.

    Fewer come back where the pool does not hold so many that differ enough.

    Args:
        built: The deck to differ from.
        n: Most alternatives.
        distance: Cards by which each differs at least from ``built`` and from one another.

    Raises:
        DeckError: ``n`` or ``distance`` is impossible, or there is no such deck at all.
    """
    size = built.question.size
    if n < 1 or not 1 <= distance <= size:
        raise DeckError(
            f"alternatives take n from 1 and a distance from 1 to {size}, got {n} and {distance}",
            remedy="give for example n=3, distance=8",
        )
    found: list[BuiltDeck] = []
    question = built.question
    for at in range(n):
        before = (built, *found)[at]
        index = question.facts.index
        counts = {index[number]: count for number, count in before.deck.counts.items()}
        name = "the first deck" if at == 0 else f"alternative {at}"
        question = replace(question, demands=(*question.demands, Far(counts, distance, name)))
        begun = time.perf_counter()
        assembly = Assembly(question)
        solution = solve(assembly.program(), seconds=question.time_limit)
        if solution is None:
            break
        found.append(finished(assembly, solution, begun))
    if not found:
        raise clash_error(question)
    return found
