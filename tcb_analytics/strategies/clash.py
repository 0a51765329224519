"""Which demands clash, when no deck meets them all.

A deletion filter drops demand after demand as long as the rest still clashes; what remains
cannot lose one without leaving a deck. Smaller sets are then looked for one by one, so the set
told is the smallest, as long as there are at most ``MOST_SETS`` sets of a size to try.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

import numpy as np

from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.assembly import Assembly
from tcb_analytics.strategies.demands import Budget, Demanded, Include, OnlyOwned
from tcb_analytics.strategies.eligible import most_copies, why_not
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.solver import feasible, solve

MOST_SETS = 300
"""Sets of one size that are tried in search of a smaller clash."""


def clash(question: Question) -> tuple[Demanded, ...]:
    """The smallest set of demands that no deck meets; empty where no demand is to blame."""
    if not _possible(question, ()):
        return ()
    found = list(question.demands)
    for demand in question.demands:
        rest = [other for other in found if other is not demand]
        if not _possible(question, rest):
            found = rest
    for size in range(1, len(found)):
        if math.comb(len(question.demands), size) > MOST_SETS:
            break
        for some in itertools.combinations(question.demands, size):
            if not _possible(question, some):
                return some
    return tuple(found)


def clash_error(question: Question, among: str = "") -> DeckError:
    """The error that names the smallest clash.

    Args:
        question: A question without a deck.
        among: Said after the sentence's start, such as "with any of 9 leaders".
    """
    found = clash(question)
    beside = f" with {question.leader.label}" if question.leader is not None else ""
    if not found:
        most = _available(question, owned=False)
        return DeckError(
            f"no legal deck of {question.size} cards is possible{beside}{among}: "
            f"the catalogue allows {most:g} copies",
            where=question.format.name,
            remedy="import more cards, or judge by another day or leader",
        )
    told = "; ".join(_told(question, demand) for demand in found)
    says = "this demand cannot be met" if len(found) == 1 else "these demands clash"
    return DeckError(
        f"no deck is possible{beside}{among}: {says}: {told}",
        where=f"strategy {question.strategy.name!r}",
        remedy="drop or loosen one of them; every other demand can stay",
    )


def _possible(question: Question, demands: Sequence[Demanded]) -> bool:
    return feasible(Assembly(question, demands).draft.program())


def _told(question: Question, demand: Demanded) -> str:
    if isinstance(demand, Include):
        card = question.facts.cards[demand.place]
        why = why_not(question.facts, card, question.leader, question.on)
        most = most_copies(question.facts, question.leader, question.on, question.size)
        if why is None and most[demand.place] < demand.copies:
            why = f"the format allows {most[demand.place]:g}"
        return f"{demand.label} ({why})" if why else demand.label
    if isinstance(demand, OnlyOwned):
        copies = _available(question, owned=True)
        return f"{demand.label} ({copies:g} of {question.size} cards can be had)"
    if isinstance(demand, Budget):
        cheapest = _cheapest(question)
        return demand.label if cheapest is None else f"{demand.label} (at least {cheapest:.2f})"
    return demand.label


def _cheapest(question: Question) -> float | None:
    """Money for the cheapest deck under no other demand; None where none can be bought."""
    assembly = Assembly(question, [Budget(np.inf)])
    if question.owned is None:
        return None
    lacking = np.flatnonzero(assembly.missing)
    prices = question.owned.prices[assembly.card[lacking]]
    assembly.draft.maximise([(lacking, -prices)])
    found = solve(assembly.draft.program(), seconds=question.time_limit)
    return None if found is None else float(prices @ found.x[lacking])


def _available(question: Question, *, owned: bool) -> float:
    most = most_copies(question.facts, question.leader, question.on, question.size)
    if owned and question.owned is not None:
        most = np.minimum(most, question.owned.copies)
    return float(most.sum())
