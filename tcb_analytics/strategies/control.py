"""Control: answers, Blockers and dear finishers; the game should last until they are paid for.

Shares follow the dearest fifth of placed One Piece decks, rounded.
"""

from __future__ import annotations

from tcb_analytics.cards.card import Category
from tcb_analytics.cards.selector import Selector
from tcb_analytics.strategies.strategy import Aim, Preference, Strategy, Weights

STRATEGY = Strategy(
    name="control",
    title="Control",
    summary="Wins late: Blockers, events and counters first, dear characters to finish.",
    curve={1: 0.16, 2: 0.10, 3: 0.12, 4: 0.16, 5: 0.17, 6: 0.06, 7: 0.08, 8: 0.07, 9: 0.08},
    land_curve={1: 0.06, 2: 0.24, 3: 0.24, 4: 0.18, 5: 0.15, 6: 0.13},
    categories={
        Category.CHARACTER: (0.66, 0.84),
        Category.EVENT: (0.14, 0.28),
        Category.STAGE: (0.0, 0.08),
        Category.CREATURE: (0.28, 0.38),
        Category.LAND: (0.425, 0.45),
    },
    counters=(0.80, 1.05),
    aims=(
        Aim(Selector(keyword="Blocker"), least=0.16, most=0.36),
        Aim(Selector(keyword="Counter"), least=0.06),
    ),
    prefers=(
        Preference(Selector(keyword="Blocker"), 0.5),
        Preference(Selector(keyword="On K.O."), 0.2),
        Preference(Selector(power_least=9000), 0.4),
        Preference(Selector(category=Category.SPELL), 0.2),
    ),
    types=0.3,
    weights=Weights(synergy=0.3),
)
"""The declaration."""
