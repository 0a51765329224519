"""Plotly figures from plain frames: one theme, every rate with its interval and counts.

Each chart takes the frame of the lake's query of the same name. Fetching frames is
the warehouse's work; this room opens nothing and decides nothing about data.
"""

from __future__ import annotations

from tcb_analytics.charts.card_ratings import card_rating_chart, card_spread_chart
from tcb_analytics.charts.curve import curve_chart
from tcb_analytics.charts.frontier import frontier_chart
from tcb_analytics.charts.group_rates import group_rate_chart
from tcb_analytics.charts.inclusion import inclusion_chart
from tcb_analytics.charts.matchups import matchup_heatmap
from tcb_analytics.charts.meta import meta_share_chart
from tcb_analytics.charts.pick_value import pick_value_chart
from tcb_analytics.charts.rate_course import rate_course_chart
from tcb_analytics.charts.rate_heatmap import rate_heatmap
from tcb_analytics.charts.timings import timing_chart
from tcb_analytics.charts.win_rates import win_rate_chart

__all__ = [
    "card_rating_chart",
    "card_spread_chart",
    "curve_chart",
    "frontier_chart",
    "group_rate_chart",
    "inclusion_chart",
    "matchup_heatmap",
    "meta_share_chart",
    "pick_value_chart",
    "rate_course_chart",
    "rate_heatmap",
    "timing_chart",
    "win_rate_chart",
]
