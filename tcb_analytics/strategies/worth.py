"""What one copy of each card adds to the objective, apart by term.

Only sums over copies; bands and their prices are in ``targets.py``. Every figure is a whole
number of grains.
"""

from __future__ import annotations

import numpy as np

from tcb_analytics.strategies.facts import Floats
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.targets import synergy
from tcb_analytics.strategies.values import GRAIN

Worth = dict[str, Floats]
"""Points by copy of each card, by term of the objective."""


def worth_of(question: Question) -> Worth:
    """Points by copy: the card's value, what the strategy prefers, what suits the leader."""
    facts, strategy = question.facts, question.strategy
    prefers = np.zeros(len(facts))
    for wish in strategy.prefers:
        prefers[facts.mask(wish.selector)] += wish.points
    found = {"values": question.values * strategy.weights.value, "preferences": prefers}
    if question.leader is not None:
        suits = strategy.weights.synergy * synergy(question)
        found["synergy"] = suits - strategy.weights.gate * dead(question)
    return {term: np.round(points / GRAIN) * GRAIN for term, points in found.items()}


def dead(question: Question) -> Floats:
    """1 for each card whose text asks for another leader, else 0."""
    asking = np.zeros(len(question.facts), dtype=bool)
    opened = np.zeros(len(question.facts), dtype=bool)
    for gate, cards in question.facts.gates:
        asking |= cards
        if question.leader is not None and gate.opens(question.leader):
            opened |= cards
    return (asking & ~opened).astype(float)
