"""Of several best decks, the one that shares most with a given deck.

Cards of equal worth make many best decks. Where a deck is compared with another, exchanges that
bring nothing would only confuse. Leaves out the finding of the best (``build.py``).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tcb_analytics.strategies.assembly import Assembly
from tcb_analytics.strategies.demands import shared_copies
from tcb_analytics.strategies.facts import Floats
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.solver import solve
from tcb_analytics.strategies.values import GRAIN


def nearest(question: Question, best: Floats, points: float, given: Mapping[str, int]) -> Floats:
    """Copies of a deck of so many points that shares most with a given deck.

    Args:
        question: What is asked.
        best: Copies of a deck of so many points.
        points: Its points, the leader's included.
        given: The given deck's copies by number.
    """
    assembly = Assembly(question)
    terms = assembly.express(question)
    assembly.draft.row(terms, points - question.leader_points - GRAIN / 2, np.inf)
    index = question.facts.index
    places = {index[number]: count for number, count in given.items() if number in index}
    kept = shared_copies(assembly, places)
    assembly.draft.maximise([(kept, np.ones(len(kept)))])
    found = solve(assembly.draft.program(), seconds=question.time_limit)
    if found is None or not kept:
        return best
    return assembly.counts(found.x)
