"""A strategy as data: what a deck of its kind looks like, in shares, bands and prices.

A strategy declares and decides nothing: one optimiser (``build.py``) interprets every one, so
another strategy is another object. Shares are of the main deck and become whole copies when the
format's size is known. All worth is told in points, the unit of card values (``values.py``): a
price is the points that each copy outside a band loses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tcb_analytics.cards.card import Category
from tcb_analytics.cards.selector import Selector
from tcb_analytics.errors import DeckError

Share = tuple[float, float]
"""Least and most share of the deck, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Preference:
    """Points that each copy of the selected cards gains (or loses, below 0)."""

    selector: Selector
    points: float


@dataclass(frozen=True, slots=True)
class Aim:
    """A band for the share of the deck that the selected cards take."""

    selector: Selector
    least: float = 0.0
    most: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each part of a strategy counts.

    Attributes:
        value: Factor on card values.
        leader: Factor on the leader's value, when the best leader is sought.
        synergy: Points for each copy with a type that the leader cares for.
        gate: Points that each copy loses whose text asks for another leader.
        curve: Price of a copy outside its cost's band.
        categories: Price of a copy outside its category's band.
        lands: Price of a land outside the band of lands, which no spell may make up for.
        counters: Price of 1000 counter outside the band.
        aims: Price of a copy outside an aim's band.
        types: Price of a copy short of the leader's types.
        mana: Price of a land of the wrong colour, in games with lands.
    """

    value: float = 1.0
    leader: float = 5.0
    synergy: float = 0.4
    gate: float = 1.5
    curve: float = 0.6
    categories: float = 1.0
    lands: float = 8.0
    counters: float = 0.5
    aims: float = 0.5
    types: float = 0.3
    mana: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """What a deck should look like.

    Attributes:
        name: Short name by which it is asked for.
        title: Name for readers.
        summary: One sentence on how such a deck wins.
        curve: Share of the paid cards by cost, in games without lands. A key stands for the
            costs from it up to the next key, the first also for those below, the last for
            those above. Shares sum to 1.
        land_curve: The same for games with lands, whose costs run lower.
        slack: Copies by which a cost may miss its share for free.
        categories: Band of each category's share of the deck. Categories that the format or
            the pool does not have are passed over, so one strategy serves several games.
        counters: Band of the mean counter of a card, in thousands; None for no matter.
        aims: Further bands, such as one for Blockers.
        prefers: Points by copy for cards that suit the strategy.
        types: Least share of cards with a type that the leader cares for.
        colors_most: Most colours, where no leader sets them.
        weights: How much each part counts.

    Raises:
        DeckError: A share, band or price is impossible.
    """

    name: str
    title: str
    summary: str
    curve: Mapping[int, float]
    land_curve: Mapping[int, float]
    slack: int = 1
    categories: Mapping[Category, Share] = field(default_factory=dict)
    counters: Share | None = None
    aims: tuple[Aim, ...] = ()
    prefers: tuple[Preference, ...] = ()
    types: float = 0.0
    colors_most: int = 2
    weights: Weights = field(default_factory=Weights)

    def __post_init__(self) -> None:
        for label, curve in (("curve", self.curve), ("land_curve", self.land_curve)):
            if abs(sum(curve.values()) - 1) > 1e-6 or min(curve.values(), default=-1) < 0:
                raise self._wrong(f"{label} must be shares of at least 0 that sum to 1")
        bands = [*self.categories.values(), *((aim.least, aim.most) for aim in self.aims)]
        if any(not 0 <= least <= most <= 1 for least, most in [*bands, (self.types, 1.0)]):
            raise self._wrong("a band must be two shares between 0 and 1, the lesser first")
        if self.counters is not None and not 0 <= self.counters[0] <= self.counters[1]:
            raise self._wrong("counters must be two figures of at least 0, the lesser first")
        prices = (getattr(self.weights, name) for name in Weights.__slots__)
        if self.slack < 0 or self.colors_most < 1 or any(price < 0 for price in prices):
            raise self._wrong("weights and slack must be at least 0, colors_most at least 1")

    def _wrong(self, what: str) -> DeckError:
        return DeckError(what, where=f"strategy {self.name!r}", remedy="mend its declaration")

    def as_dict(self) -> dict[str, Any]:
        """The declaration as plain data."""
        return {
            "name": self.name,
            "title": self.title,
            "summary": self.summary,
            "curve": dict(self.curve),
            "land_curve": dict(self.land_curve),
            "slack": self.slack,
            "categories": {str(kind): list(band) for kind, band in self.categories.items()},
            "counters": None if self.counters is None else list(self.counters),
            "aims": [[str(aim.selector), aim.least, aim.most] for aim in self.aims],
            "prefers": [[str(wish.selector), wish.points] for wish in self.prefers],
            "types": self.types,
            "colors_most": self.colors_most,
            "weights": {name: getattr(self.weights, name) for name in Weights.__slots__},
        }
