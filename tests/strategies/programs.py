"""Random integer programs, small enough to be solved by trying every solution."""

from __future__ import annotations

import itertools
import random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from tcb_analytics.strategies.facts import Floats
from tcb_analytics.strategies.program import Draft, Program
from tcb_analytics.strategies.values import GRAIN


def program(rng: random.Random, columns: int, *, twins: bool = True) -> Program:
    """A program like a deck's: few worths, a size, bands with priced slack, some equalities."""
    draft = Draft(np.array([rng.randint(0, 3) for _ in range(columns)], float))
    draft.lower += np.minimum(draft.upper, rng.choice((0, 0, 1)))
    kinds = [rng.randint(0, 3 if twins else 10**6) for _ in range(columns)]
    gain = np.array([round(random.Random(k).uniform(-2, 5), 4) for k in kinds])
    draft.maximise([(np.arange(columns), np.round(gain / GRAIN) * GRAIN)])
    size = rng.randint(0, int(draft.upper.sum()))
    draft.row([(np.arange(columns), np.ones(columns))], size, rng.choice((size, size + 2)))
    for at in range(rng.randint(0, 3)):
        weights = np.array([random.Random(k * 7 + at).choice((0, 1, 1, 2)) for k in kinds], float)
        low = rng.randint(0, 6)
        short, over = draft.column(), draft.column()
        terms = [(np.arange(columns), weights), ([short], [1.0]), ([over], [-1.0])]
        draft.row(terms, low, low + rng.randint(0, 3))
        price = round(rng.uniform(0.1, 3), 2)
        draft.maximise([([short, over], [-price, -price])])
    if columns > 1 and rng.random() < 0.3:
        draft.row([([0, columns - 1], [1.0, 1.0])], 1, 2)
    return draft.program()


def knapsack(rng: random.Random, columns: int = 40) -> Program:
    """A program whose relaxation lies above every whole solution."""
    draft = Draft(np.ones(columns))
    weights = np.array([rng.randint(10, 60) for _ in range(columns)], float)
    draft.row([(np.arange(columns), weights)], -np.inf, float(weights.sum() // 3))
    gain = np.round(weights + [rng.uniform(0, 8) for _ in range(columns)], 4)
    draft.maximise([(np.arange(columns), np.round(gain / GRAIN) * GRAIN)])
    return draft.program()


def matrix(one: Program) -> Floats:
    """The rows as a dense matrix."""
    found = np.zeros((len(one.row_low), one.size))
    found[one.row, one.column_of_entry()] = one.entry
    return found


def optimum(one: Program) -> float | None:
    """The best value by scipy's solver."""
    if np.any(one.lower > one.upper):
        return None
    found = milp(
        -one.gain,
        integrality=one.integer.astype(int),
        bounds=Bounds(one.lower, one.upper),
        constraints=LinearConstraint(matrix(one), one.row_low, one.row_high),
        options={"mip_rel_gap": 0.0},
    )
    return None if found.x is None else -float(found.fun)


def tried(one: Program) -> float | None:
    """The best value by trying all copies and pricing the slack of each."""
    whole = np.flatnonzero(one.integer)
    free = np.flatnonzero(~one.integer)
    dense = matrix(one)
    ranges = [range(int(one.lower[at]), int(one.upper[at]) + 1) for at in whole]
    best: float | None = None
    for copies in itertools.product(*ranges):
        used = dense[:, whole] @ np.array(copies, float)
        value = float(one.gain[whole] @ np.array(copies, float))
        if len(free):
            both = np.vstack((dense[:, free], -dense[:, free]))
            limit = np.concatenate((one.row_high - used, used - one.row_low))
            found = linprog(-one.gain[free], both, limit)
            if found.status != 0:
                continue
            value -= float(found.fun)
        elif np.any(used > one.row_high + 1e-9) or np.any(used < one.row_low - 1e-9):
            continue
        best = value if best is None else max(best, value)
    return best
