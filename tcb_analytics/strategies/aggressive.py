"""Aggressive: many cheap bodies and Rush, few answers; the game should end early.

Shares follow the cheapest fifth of placed One Piece decks, rounded, with fewer events: a third
of the deck costs 1, half at most 2.
"""

from __future__ import annotations

from tcb_analytics.cards.card import Category
from tcb_analytics.cards.selector import Selector
from tcb_analytics.strategies.strategy import Aim, Preference, Strategy, Weights

STRATEGY = Strategy(
    name="aggressive",
    title="Aggressive",
    summary="Wins early: cheap characters, Rush and attacks, few cards that only answer.",
    curve={1: 0.32, 2: 0.22, 3: 0.16, 4: 0.16, 5: 0.09, 6: 0.05},
    land_curve={1: 0.14, 2: 0.34, 3: 0.26, 4: 0.16, 5: 0.07, 6: 0.03},
    categories={
        Category.CHARACTER: (0.80, 0.95),
        Category.EVENT: (0.04, 0.16),
        Category.STAGE: (0.0, 0.06),
        Category.CREATURE: (0.40, 0.50),
        Category.LAND: (0.40, 0.40),
    },
    counters=(0.65, 0.95),
    aims=(
        Aim(Selector(keyword="Rush"), least=0.06),
        Aim(Selector(keyword="Blocker"), most=0.12),
    ),
    prefers=(
        Preference(Selector(keyword="Rush"), 0.8),
        Preference(Selector(keyword="Double Attack"), 0.6),
        Preference(Selector(keyword="Unblockable"), 0.6),
        Preference(Selector(keyword="When Attacking"), 0.4),
    ),
    types=0.4,
    weights=Weights(curve=0.7),
)
"""The declaration."""
