"""Playing games of a match with the compiled engine, from Python.

Leaves out what the sums mean to a user (``result``) and how games are shared among cores.
"""

from __future__ import annotations

import numpy as np

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled.machine_code import Cells
from tcb_analytics.simulator.compiled.warm_up import engine
from tcb_analytics.simulator.randomness import WORD

MOST_STEPS = 8192
"""States that a traced game notes at most."""


def new_state(steps: int = 0) -> Cells:
    """An empty table with room for the trace of so many steps."""
    state = np.zeros(at.STATE_SIZE + steps, dtype=np.int64)
    state[at.TRACE_ON] = steps
    return state


def play_games(table: Cells, seed: int, first: int, games: int) -> Cells:
    """Play games of a written match and add up what came of them.

    Args:
        table: The match, as ``write_table`` writes it.
        seed: Seed of the call, unsigned 64 bits.
        first: Number of the first game.
        games: How many.

    Returns:
        Sums in the order of ``layout`` (``O_...``); sums of several calls may be added.
    """
    sums = np.zeros(at.OUT_SIZE, dtype=np.int64)
    engine()(new_state(), table, sums, seed, range(first, first + games))
    return sums


def trace_game(table: Cells, seed: int, number: int) -> list[int]:
    """Fingerprints of a game's states, step after step; the mirror of ``Game.trace``."""
    state, sums = new_state(MOST_STEPS), np.zeros(at.OUT_SIZE, dtype=np.int64)
    engine()(state, table, sums, seed, range(number, number + 1))
    noted = state[at.TRACE : at.TRACE + int(state[at.TRACE_COUNT])]
    return [int(value) & WORD for value in noted]
