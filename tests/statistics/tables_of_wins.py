"""Tables of wins to draw from, for the tests of ratings, matchups and fields."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from tcb_analytics.statistics.counts import FloatArray

seeds = st.integers(0, 2**32 - 1)


def played(seed: int, size: int, games: int, spread: float = 0.6) -> tuple[FloatArray, FloatArray]:
    """Wins of a round robin, and the strengths (mean 0) that the games were drawn from."""
    rng = np.random.default_rng(seed)
    strengths = rng.normal(0, spread, size)
    strengths -= strengths.mean()
    wins = np.zeros((size, size))
    for i in range(size):
        for j in range(i + 1, size):
            chance = 1 / (1 + np.exp(strengths[j] - strengths[i]))
            wins[i, j] = rng.binomial(games, chance)
            wins[j, i] = games - wins[i, j]
    return wins, strengths


@st.composite
def wins_tables(draw: st.DrawFn) -> FloatArray:
    """Any small table of wins in halves; pairs may never have met."""
    size = draw(st.integers(2, 7))
    cells = st.integers(0, 60).map(lambda halves: halves / 2)
    return np.array(draw(st.lists(st.lists(cells, min_size=size, max_size=size),
                                  min_size=size, max_size=size)))  # fmt: skip
