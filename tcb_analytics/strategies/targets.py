"""A strategy's bands, priced and turned into whole copies of a deck's size.

Each target is one sum over the deck (copies of a cost, thousands of counter ...) with a band
and a price by unit outside it: a concave, piecewise linear term of the objective. Targets that
nothing in the format can meet (lands in a game without) are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tcb_analytics.cards.card import Category
from tcb_analytics.cards.selector import Selector
from tcb_analytics.strategies.facts import Floats, Mask
from tcb_analytics.strategies.gates import cared_types
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.strategy import Share
from tcb_analytics.strategies.values import in_grains


@dataclass(frozen=True, slots=True)
class Target:
    """A priced band for a sum over the deck.

    Attributes:
        term: Term of the objective it belongs to.
        label: What is summed, for readers.
        weights: Units by copy of each card.
        low: Least of the band, in units.
        high: Most of the band; infinity for no bound.
        price: Points lost by unit outside.
        scale: Units that make one for readers.
    """

    term: str
    label: str
    weights: Floats
    low: float
    high: float
    price: float
    scale: float = 1.0

    def lost(self, amount: float) -> float:
        """Points lost where the sum is this much."""
        return self.price * max(self.low - amount, amount - self.high, 0.0)


def targets_of(question: Question) -> list[Target]:
    """Every target of the question's strategy, in a fixed order."""
    parts = (_curve, _categories, _counters, _aims, _types, _mana)
    return [
        target
        for part in parts
        for target in part(question)
        if target.price > 0 and (target.low > 0 or np.isfinite(target.high))
    ]


def _band(share: Share, size: int) -> tuple[float, float]:
    low, high = (int(part * size + 0.5) for part in share)
    return float(low), float(high) if high < size else float("inf")


def _curve(question: Question) -> Iterator[Target]:
    facts, strategy = question.facts, question.strategy
    lands = _lands(question)
    curve = strategy.land_curve if lands else strategy.curve
    paid = question.size - lands
    keys = sorted(curve)
    for at, key in enumerate(keys):
        selector = Selector(
            castable=True,
            cost_least=key if at else None,
            cost_most=keys[at + 1] - 1 if at + 1 < len(keys) else None,
        )
        middle = int(curve[key] * paid + 0.5)
        low, high = max(middle - strategy.slack, 0), middle + strategy.slack
        weights = facts.mask(selector).astype(float)
        yield Target("curve", str(selector), weights, low, high, in_grains(strategy.weights.curve))


def _lands(question: Question) -> int:
    """Lands that the strategy wants; 0 in games without."""
    band = question.strategy.categories.get(Category.LAND)
    if band is None or not question.facts.lands.any():
        return 0
    return int(band[1] * question.size + 0.5)


def _categories(question: Question) -> Iterator[Target]:
    weights = question.strategy.weights
    for kind, share in question.strategy.categories.items():
        mask = question.facts.mask(Selector(category=kind))
        if mask.any():
            price = weights.lands if kind is Category.LAND else weights.categories
            low, high = _band(share, question.size)
            yield Target("categories", str(kind), mask.astype(float), low, high, in_grains(price))


def _counters(question: Question) -> Iterator[Target]:
    wanted, counter = question.strategy.counters, question.facts.counter
    if wanted is not None and counter.any():
        low, high = (float(round(mean * question.size)) for mean in wanted)
        price = in_grains(question.strategy.weights.counters)
        yield Target("counters", "counter in thousands", counter, low, high, price)


def _aims(question: Question) -> Iterator[Target]:
    price = in_grains(question.strategy.weights.aims)
    for aim in question.strategy.aims:
        mask = question.facts.mask(aim.selector)
        if mask.any():
            low, high = _band((aim.least, aim.most), question.size)
            yield Target("aims", str(aim.selector), mask.astype(float), low, high, price)


def synergy(question: Question) -> Mask:
    """Which cards have a type that the leader cares for; none without a leader."""
    found = np.zeros(len(question.facts), dtype=bool)
    for kind in cared_types(question.leader) if question.leader else ():
        found |= question.facts.types.get(kind, False)
    return found


def _types(question: Question) -> Iterator[Target]:
    mask = synergy(question)
    if mask.any():
        low, high = _band((question.strategy.types, 1.0), question.size)
        price = in_grains(question.strategy.weights.types)
        yield Target("types", "types of the leader", mask.astype(float), low, high, price)


def _mana(question: Question) -> Iterator[Target]:
    """Lands of each colour in proportion to its cards, a gold card counting for each half.

    ``lands : spells`` of the colour shall be as in the deck, so ``spells x lands of the colour
    - lands x cards of the colour`` shall be 0: whole numbers, so that the grain holds.
    """
    facts, lands = question.facts, _lands(question)
    spells = question.size - lands
    if not lands or question.format.colors_follow_leader:
        return
    price = in_grains(question.strategy.weights.mana / (2 * spells))
    for color, mask in sorted(facts.colors.items()):
        makes = facts.makes.get(color)
        if makes is not None:
            weights = 2.0 * spells * makes - lands * facts.halves * (mask & ~facts.lands)
            yield Target("mana", f"lands for {color}", weights, 0.0, 0.0, price, 2.0 * spells)
