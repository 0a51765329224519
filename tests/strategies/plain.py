"""The same questions, answered plainly: objective by loops, optimum by scipy's solver.

Which card may be in a deck is asked of the deck's own rules, and nothing of the engine's
solving is used: only the declared strategy, worth and targets.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tcb_analytics.cards.card import Card, Category
from tcb_analytics.cards.deck import Deck
from tcb_analytics.strategies.gates import cared_types, gate_of
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.strategy import Strategy
from tcb_analytics.strategies.targets import targets_of
from tcb_analytics.strategies.worth import worth_of


def points_of(deck: Deck, strategy: Strategy, values: Mapping[str, float]) -> float:
    """Points of a deck of a game without lands, by the declaration's words, leader left out."""
    weights, lead = strategy.weights, deck.leader
    total = 0.0
    for card, count in deck.cards:
        each = weights.value * values[card.number]
        each += sum(w.points for w in strategy.prefers if w.selector.meets(card))
        gate = gate_of(card)
        if lead is not None:
            each += weights.synergy * bool(set(card.types) & set(cared_types(lead)))
            each -= weights.gate * (gate is not None and not gate.opens(lead))
        total += count * each
    return total - _curve(deck, strategy) - _bands(deck, strategy)


def _outside(amount: float, low: float, high: float) -> float:
    return max(low - amount, amount - high, 0.0)


def _whole(share: float, size: int) -> int:
    return math.floor(share * size + 0.5)


def _curve(deck: Deck, strategy: Strategy) -> float:
    keys = sorted(strategy.curve)
    heaps = dict.fromkeys(keys, 0)
    for card, count in deck.cards:
        heaps[max([key for key in keys if key <= card.cost], default=keys[0])] += count
    lost = 0.0
    for key in keys:
        middle = _whole(strategy.curve[key], deck.size)
        lost += _outside(heaps[key], max(middle - strategy.slack, 0), middle + strategy.slack)
    return strategy.weights.curve * lost


def _bands(deck: Deck, strategy: Strategy) -> float:
    size, weights = deck.size, strategy.weights

    def count(meets: object) -> int:
        return sum(n for card, n in deck.cards if meets(card))  # type: ignore[operator]

    lost = 0.0
    for kind, (least, most) in strategy.categories.items():
        if kind not in (Category.LAND, Category.CREATURE):
            held = count(lambda card, kind=kind: card.category is kind)
            lost += weights.categories * _outside(held, _whole(least, size), _whole(most, size))
    for aim in strategy.aims:
        held, low, high = count(aim.selector.meets), _whole(aim.least, size), aim.most * size
        lost += weights.aims * _outside(held, low, math.floor(high + 0.5))
    if strategy.counters is not None:
        low, high = (round(mean * size) for mean in strategy.counters)
        lost += weights.counters * _outside(deck.counter_total / 1000, low, high)
    kinds = set(cared_types(deck.leader)) if deck.leader else set()
    suited = count(lambda card: bool(kinds & set(card.types)))
    return lost + weights.types * max(_whole(strategy.types, size) - suited, 0)


def allowed(question: Question, card: Card) -> bool:
    """Whether one copy of the card breaks no rule but the deck's size."""
    alone = Deck({card: 1}, leader=question.leader)
    broken = alone.violations(question.format, on=question.on)
    return not any(v.rule != "size" and v.severity == "error" for v in broken)


def optimum(question: Question) -> float | None:
    """The best objective of a plain format (no pairs, no limits), without the leader's points."""
    cards = question.facts.cards
    free = question.facts.any_number
    most = np.array(
        [
            (question.size if free[at] else question.format.copies or question.size)
            * allowed(question, card)
            for at, card in enumerate(cards)
        ],
        float,
    )
    gain = sum(worth_of(question).values(), np.zeros(len(cards)))
    targets = targets_of(question)
    n, m = len(cards), len(targets)
    matrix = np.zeros((m + 1, n + 2 * m))
    matrix[0, :n] = 1
    low, high = np.zeros(m + 1), np.zeros(m + 1)
    low[0] = high[0] = question.size
    cost = np.concatenate((-gain, np.zeros(2 * m)))
    for at, target in enumerate(targets):
        matrix[at + 1, :n] = target.weights
        matrix[at + 1, n + 2 * at : n + 2 * at + 2] = (1, -1)
        low[at + 1], high[at + 1] = target.low, target.high
        cost[n + 2 * at : n + 2 * at + 2] = target.price
    found = milp(
        cost,
        integrality=np.concatenate((np.ones(n), np.zeros(2 * m))),
        bounds=Bounds(0, np.concatenate((most, np.full(2 * m, np.inf)))),
        constraints=LinearConstraint(matrix, low, high),
        options={"mip_rel_gap": 0.0},
    )
    return None if found.x is None else -float(found.fun)
