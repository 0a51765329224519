"""Tournament: what placed decks have in common, and card values before shape.

Wide bands (the middle four fifths of placed One Piece decks) and low prices, so that values,
above all those learned from results, decide.
"""

from __future__ import annotations

from tcb_analytics.cards.card import Category
from tcb_analytics.cards.selector import Selector
from tcb_analytics.strategies.strategy import Aim, Strategy, Weights

STRATEGY = Strategy(
    name="tournament",
    title="Tournament",
    summary="Takes the strongest cards that still fit the shape of decks that placed.",
    curve={1: 0.24, 2: 0.14, 3: 0.10, 4: 0.24, 5: 0.13, 6: 0.04, 7: 0.04, 8: 0.05, 9: 0.02},
    land_curve={1: 0.08, 2: 0.30, 3: 0.26, 4: 0.18, 5: 0.11, 6: 0.07},
    slack=4,
    categories={
        Category.CHARACTER: (0.74, 0.96),
        Category.EVENT: (0.04, 0.24),
        Category.STAGE: (0.0, 0.08),
        Category.CREATURE: (0.33, 0.48),
        Category.LAND: (0.40, 0.425),
    },
    counters=(0.64, 0.98),
    aims=(Aim(Selector(keyword="Blocker"), least=0.06, most=0.30),),
    types=0.4,
    weights=Weights(curve=0.3, categories=0.6, counters=0.3, aims=0.3),
)
"""The declaration."""
