"""The strategy engine: strategies as data, one exact optimiser, reasons and improvements.

Values and evidence come in as plain data; where they come from is the workbench's business.
"""

from __future__ import annotations

from tcb_analytics.cards.selector import Selector
from tcb_analytics.strategies.alternatives import alternatives
from tcb_analytics.strategies.analysis import Analysis, Lack, analyse
from tcb_analytics.strategies.asked import Asked
from tcb_analytics.strategies.build import build_deck
from tcb_analytics.strategies.built import BuiltDeck
from tcb_analytics.strategies.compare import Comparison, compare
from tcb_analytics.strategies.demands import Demand
from tcb_analytics.strategies.frontier import Frontier, FrontierPoint, frontier
from tcb_analytics.strategies.improve import Improvement, improve
from tcb_analytics.strategies.prior import prior_value
from tcb_analytics.strategies.registry import all_strategies, get_strategy
from tcb_analytics.strategies.strategy import Aim, Preference, Strategy, Weights
from tcb_analytics.strategies.suggest import Suggestions, suggestions
from tcb_analytics.strategies.values import CardValue
from tcb_analytics.strategies.why import Reason, why

__all__ = [
    "Aim",
    "Analysis",
    "Asked",
    "BuiltDeck",
    "CardValue",
    "Comparison",
    "Demand",
    "Frontier",
    "FrontierPoint",
    "Improvement",
    "Lack",
    "Preference",
    "Reason",
    "Selector",
    "Strategy",
    "Suggestions",
    "Weights",
    "all_strategies",
    "alternatives",
    "analyse",
    "build_deck",
    "compare",
    "frontier",
    "get_strategy",
    "improve",
    "prior_value",
    "suggestions",
    "why",
]
