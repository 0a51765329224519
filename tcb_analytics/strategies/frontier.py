"""Between two strategies: decks of which neither strategy can have more without the other less.

By the epsilon constraint: the second strategy's points are held to a rising floor while the
first's are maximised, then the first's are held and the second's maximised, so that every point
is Pareto-optimal, those between the corners of the hull too. Weights would find corners only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Unpack

import numpy as np

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.asked import Asked, format_for, leader_for, question_of
from tcb_analytics.strategies.assembly import Assembly
from tcb_analytics.strategies.blocks import page, points, table
from tcb_analytics.strategies.build import deck_of
from tcb_analytics.strategies.clash import clash_error
from tcb_analytics.strategies.compare import compare
from tcb_analytics.strategies.facts import Floats
from tcb_analytics.strategies.measure import objective_of
from tcb_analytics.strategies.question import Question
from tcb_analytics.strategies.registry import get_strategy
from tcb_analytics.strategies.solver import Solution, solve
from tcb_analytics.strategies.strategy import Strategy
from tcb_analytics.strategies.values import GRAIN


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """One deck of the frontier.

    Attributes:
        deck: The deck.
        first: Points by the first strategy.
        second: Points by the second strategy.
        gap: Points by which another deck with at least ``second`` could have more than
            ``first``; 0 is proven.
    """

    deck: Deck
    first: float
    second: float
    gap: float

    def as_dict(self) -> dict[str, Any]:
        """The point as plain data."""
        return {
            "cards": self.deck.counts,
            "first": self.first,
            "second": self.second,
            "gap": self.gap,
        }


@dataclass(frozen=True, slots=True)
class Frontier(Sequence[FrontierPoint]):
    """Decks from the first strategy's best to the second's."""

    first: str
    second: str
    points: tuple[FrontierPoint, ...]

    def __len__(self) -> int:
        return len(self.points)

    def __getitem__(self, at: Any) -> Any:
        return self.points[at]

    def as_dict(self) -> dict[str, Any]:
        """The frontier as plain data."""
        found = [
            {**point.as_dict(), "changes": changes}
            for point, changes in zip(self.points, self.changes, strict=True)
        ]
        return {"first": self.first, "second": self.second, "points": found}

    @property
    def changes(self) -> tuple[int, ...]:
        """Cards exchanged between the first strategy's best deck and each deck."""
        return tuple(compare(self.points[0].deck, point.deck).changes for point in self.points)

    def _repr_html_(self) -> str:
        rows = [
            (f"deck {at}", points(point.first), points(point.second), changes)
            for at, (point, changes) in enumerate(zip(self.points, self.changes, strict=True), 1)
        ]
        head = ("Deck", f"Points: {self.first}", f"Points: {self.second}", "Cards exchanged")
        sub = "no deck has more of one without less of the other"
        return page(f"From {self.first} to {self.second}", sub, table("Frontier", head, rows))


def frontier(
    strategy_a: Strategy | str,
    strategy_b: Strategy | str,
    *,
    catalog: Catalog,
    leader: str | Card | None = None,
    steps: int = 7,
    **asked: Unpack[Asked],
) -> Frontier:
    """Pareto-optimal decks between two strategies, at most ``steps`` of them.

    Args:
        strategy_a: The strategy whose best deck comes first.
        strategy_b: The strategy whose best deck comes last.
        catalog: The cards.
        leader: The leader; needed in formats that have leaders.
        steps: Floors at which the frontier is asked for, both ends included.
        **asked: What else is asked; see ``Asked``.

    Raises:
        CardError: A number is unknown.
        DeckError: No deck is possible, or the request is.
    """
    chosen = leader_for(catalog, leader)
    asked["format"] = rules = format_for(catalog, chosen, asked.get("format"))
    if steps < 2 or (rules.leader and chosen is None):
        raise DeckError(
            "a frontier needs a leader and at least two steps",
            remedy="give leader= and steps=7",
        )
    first = question_of(catalog, strategy_a, chosen, **asked)
    second = replace(first, strategy=get_strategy(strategy_b))
    second = replace(second, leader_points=question_of(
        catalog, strategy_b, chosen, **asked
    ).leader_points)  # fmt: skip
    ends = (_at(first, second, -np.inf), _at(second, first, -np.inf))
    low, high = ends[0].second, ends[1].first
    found = [ends[0], replace(ends[1], first=ends[1].second, second=ends[1].first)]
    for floor in np.linspace(low, high, steps)[1:-1]:
        found.append(_at(first, second, float(floor)))
    distinct = {(point.first, point.second): point for point in found}
    kept = sorted(distinct.values(), key=lambda point: (-point.first, point.second))
    return Frontier(first.strategy.name, second.strategy.name, tuple(kept))


def _at(best: Question, other: Question, floor: float) -> FrontierPoint:
    """The best deck by one strategy at a floor of the other's; of those, the other's best."""
    leading = _solve(best, other, floor)
    reached = objective_of(best, leading[1])
    after = _solve(other, best, reached)
    counts = after[1]
    gap = max(leading[0].bound - leading[0].objective, after[0].bound - after[0].objective)
    return FrontierPoint(
        deck=deck_of(best, counts),
        first=objective_of(best, counts),
        second=objective_of(other, counts),
        gap=round(gap, 4),
    )


def _solve(best: Question, other: Question, floor: float) -> tuple[Solution, Floats]:
    assembly = Assembly(best)
    if np.isfinite(floor):
        terms = assembly.express(other)
        assembly.draft.row(terms, floor - other.leader_points - GRAIN / 2, np.inf)
    found = solve(assembly.program(), seconds=best.time_limit)
    if found is None:
        raise clash_error(best)
    return found, assembly.counts(found.x)
