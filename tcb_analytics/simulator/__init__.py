"""Monte-Carlo matches: the One Piece Card Game by its rule book, readable and compiled.

``simulate`` plays a deck against another, ``gauntlet`` every deck against every other. Leaves out
how decks are built, and where results are kept.
"""

from __future__ import annotations

from tcb_analytics.simulator.pilots import PILOTS, Pilot
from tcb_analytics.simulator.result import Record, Simulated
from tcb_analytics.simulator.round_robin import Gauntlet, gauntlet
from tcb_analytics.simulator.simulation import simulate

__all__ = ["PILOTS", "Gauntlet", "Pilot", "Record", "Simulated", "gauntlet", "simulate"]
