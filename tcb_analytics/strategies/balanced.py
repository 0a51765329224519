"""Balanced: a body for each turn, answers at hand, counters for the long middle.

Shares follow the middle three fifths of placed One Piece decks by mean cost, smoothed, so that no
cost is a hole and none a heap.
"""

from __future__ import annotations

from tcb_analytics.cards.card import Category
from tcb_analytics.cards.selector import Selector
from tcb_analytics.strategies.strategy import Aim, Preference, Strategy

STRATEGY = Strategy(
    name="balanced",
    title="Balanced",
    summary="Plays a card every turn: an even curve, some Blockers, counters and events.",
    curve={1: 0.22, 2: 0.16, 3: 0.12, 4: 0.20, 5: 0.14, 6: 0.06, 7: 0.05, 8: 0.05},
    land_curve={1: 0.08, 2: 0.28, 3: 0.26, 4: 0.18, 5: 0.12, 6: 0.08},
    categories={
        Category.CHARACTER: (0.74, 0.90),
        Category.EVENT: (0.08, 0.20),
        Category.STAGE: (0.0, 0.06),
        Category.CREATURE: (0.35, 0.45),
        Category.LAND: (0.425, 0.425),
    },
    counters=(0.80, 1.00),
    aims=(Aim(Selector(keyword="Blocker"), least=0.10, most=0.24),),
    prefers=(
        Preference(Selector(keyword="Blocker"), 0.2),
        Preference(Selector(keyword="On Play"), 0.2),
    ),
    types=0.4,
)
"""The declaration."""
