"""The same questions, answered plainly: objective by loops, optimum by scipy's solver.

Which card may be in a deck is asked of the deck's own rules, and nothing of the engine's
solving is used: only the declared strategy, worth and targets.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.deck import Deck
from tcb_analytics.strategies.facts import Floats
from tcb_analytics.strategies.gates import cared_types, gate_of
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.strategy import Strategy
from tcb_analytics.strategies.targets import targets_of
from tcb_analytics.strategies.worth import worth_of


def points_of(
    deck: Deck, strategy: Strategy, values: Mapping[str, float], pool: Sequence[Card]
) -> float:
    """Points of a deck of a game without lands, by the declaration's words, leader left out.

    Bands that no card of the pool could meet do not count.
    """
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
    return total - _curve(deck, strategy) - _bands(deck, strategy, pool)


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


def _bands(deck: Deck, strategy: Strategy, pool: Sequence[Card]) -> float:
    size, weights = deck.size, strategy.weights

    def lost(meets: Callable[[Card], bool], least: float, most: float, price: float) -> float:
        held = sum(n for card, n in deck.cards if meets(card))
        outside = _outside(held, _whole(least, size), _whole(most, size))
        return price * outside if any(map(meets, pool)) else 0.0

    kinds = set(cared_types(deck.leader)) if deck.leader else set()
    total = lost(lambda card: bool(kinds & set(card.types)), strategy.types, 1.0, weights.types)
    for kind, (least, most) in strategy.categories.items():
        total += lost(
            lambda card, kind=kind: card.category is kind, least, most, weights.categories
        )
    for aim in strategy.aims:
        total += lost(aim.selector.meets, aim.least, aim.most, weights.aims)
    if strategy.counters is not None and any(card.counter for card in pool):
        low, high = (round(mean * size) for mean in strategy.counters)
        total += weights.counters * _outside(deck.counter_total / 1000, low, high)
    return total


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


def points_of_rows(question: Question, rows: Floats) -> Floats:
    """Points of many decks at once, one row of copies each, without the leader's points."""
    found = rows @ sum(worth_of(question).values(), np.zeros(len(question.facts)))
    for target in targets_of(question):
        amounts = rows @ target.weights
        outside = np.maximum(np.maximum(target.low - amounts, amounts - target.high), 0)
        found = found - target.price * outside
    return np.asarray(found, float)


def exchanges(question: Question, counts: Floats, most: int) -> Floats:
    """Every deck of a plain format within so many exchanged cards of a legal one."""
    free = [at for at, card in enumerate(question.facts.cards) if allowed(question, card)]
    limit = question.format.copies or question.size
    rows = [counts]
    for changes in range(1, most + 1):
        for gone in itertools.combinations_with_replacement(np.flatnonzero(counts), changes):
            for new in itertools.combinations_with_replacement(free, changes):
                row = counts.copy()
                np.subtract.at(row, list(gone), 1)
                np.add.at(row, list(new), 1)
                rows.append(row)
    found = np.array(rows)
    return found[(found.min(axis=1) >= 0) & (found.max(axis=1) <= limit)]
