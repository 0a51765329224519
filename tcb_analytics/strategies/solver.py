"""Exact and fast: relaxation, reduced-cost fixing, a small integer program, a plain fallback.

1. Like columns are summed (``fold.py``), the linear relaxation is solved. Its value bounds every
   deck, and its reduced costs say what each column loses at least when it leaves its bound.
2. Only columns that the relaxation is undecided about stay free; an integer program of some
   dozen columns gives a very good deck.
3. A column held at its bound whose reduced cost exceeds the distance from bound to deck cannot
   be in a better deck. If that holds for all held columns the deck is optimal. If not, exactly
   those for which it does not hold are freed and the program is solved once more.
4. Where the small program has no solution, the whole one is solved plainly.

A program that tells its branches (which colours to play) is solved branch by branch, best bound
first, until no branch left can hold anything better: without the yes or no of each colour a
relaxation is close, with it, it promises half of every colour.

Objectives are whole numbers of grains (``values.py``), so "better" means a grain better, and the
solver's own error, a hundredth of that, cannot turn a proof.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from tcb_analytics.strategies.facts import Floats, Mask
from tcb_analytics.strategies.fold import Folded, fold
from tcb_analytics.strategies.highs import Raw, relax, search
from tcb_analytics.strategies.program import Program
from tcb_analytics.strategies.values import GRAIN

FREE = 30
"""Columns left free at first besides the undecided ones."""

_ERROR = GRAIN / 10


@dataclass(frozen=True, slots=True)
class Solution:
    """A solution with its proof.

    Attributes:
        x: Value of each column, integer ones whole.
        objective: Points, to a grain.
        bound: Points that no solution exceeds, to a grain.
        dual: Points by unit of each row, from the relaxation.
        how: ``"small"``, ``"again"`` or ``"plain"``: which program ended it.
    """

    x: Floats
    objective: float
    bound: float
    dual: Floats
    how: str


def solve(program: Program, *, seconds: float | None = None) -> Solution | None:
    """The best solution; None where there is none.

    Args:
        program: What to maximise.
        seconds: Time for each integer program; None for as long as it takes. A solution cut
            short has a bound above its objective.
    """
    if np.any(program.lower > program.upper):
        return None
    if program.branches:
        return _best_branch(program, seconds)
    folded = fold(program)
    root = relax(folded.program)
    return None if root is None else _rooted(folded, root, seconds)


def _rooted(folded: Folded, root: Raw, seconds: float | None) -> Solution | None:
    found = _small(folded, root, seconds)
    return found or _finish(folded, root, search(folded.program, seconds), "plain")


def _best_branch(program: Program, seconds: float | None) -> Solution | None:
    """The best of all branches; those whose relaxation cannot beat it are not searched."""
    ranked = []
    for at, (columns, values) in enumerate(program.branches):
        kept = np.ones(program.size, dtype=bool)
        kept[columns] = False
        held = np.zeros(program.size)
        held[columns] = values
        if np.any(held[columns] < program.lower[columns]):
            continue
        folded = fold(program.keep(kept, held))
        root = relax(folded.program)
        if root is not None:
            rest = float(program.gain @ held)
            ranked.append((-(root.objective + rest), at, kept, held, folded, root))
    ranked.sort(key=lambda branch: branch[:2])
    best: Solution | None = None
    bound = -math.inf
    for negative, _, kept, held, folded, root in ranked:
        if best is not None and _floor(-negative) <= best.objective + GRAIN / 2:
            break
        found = _rooted(folded, root, seconds)
        if found is None:
            continue
        rest = float(program.gain @ held)
        bound = max(bound, found.bound + rest)
        if best is None or found.objective + rest > best.objective + GRAIN / 2:
            x = held.copy()
            x[kept] = found.x
            best = replace(found, x=x, objective=found.objective + rest)
    return None if best is None else replace(best, bound=max(bound, best.objective))


def bound_of(program: Program) -> float | None:
    """Points that no solution exceeds, by the relaxation alone; None where there is none."""
    if np.any(program.lower > program.upper):
        return None
    root = relax(fold(program).program)
    return None if root is None else _floor(root.objective)


def feasible(program: Program) -> bool:
    """Whether the program has any solution."""
    return solve(replace(program, gain=np.zeros(program.size))) is not None


def _small(folded: Folded, root: Raw, seconds: float | None) -> Solution | None:
    program = folded.program
    price = np.where(program.integer, np.abs(root.reduced), 0.0)
    price[np.abs(root.x - np.round(root.x)) > 1e-9] = 0.0
    order = np.sort(price[price > _ERROR])
    limit = float(order[FREE]) if len(order) > FREE else math.inf
    for how in ("small", "again"):
        kept = price < limit
        found = _part(program, root, kept, seconds)
        if found is None:
            return None
        gap = root.objective - found.objective
        if math.isinf(limit) or limit > gap - GRAIN + _ERROR:
            bound = max(found.bound, root.objective - limit)
            return _finish(folded, root, replace(found, bound=bound), how)
        limit = np.nextafter(gap, math.inf)
    return None


def _part(program: Program, root: Raw, kept: Mask, seconds: float | None) -> Raw | None:
    held = np.round(root.x)
    found = search(program.keep(kept, held), seconds)
    if found is None:
        return None
    x = held.copy()
    x[kept] = found.x
    rest = float(program.gain[~kept] @ held[~kept])
    return replace(found, x=x, objective=found.objective + rest, bound=found.bound + rest)


def _finish(folded: Folded, root: Raw, found: Raw | None, how: str) -> Solution | None:
    if found is None:
        return None
    x = np.where(folded.program.integer, np.round(found.x), found.x)
    objective = round(float(folded.program.gain @ x) / GRAIN) * GRAIN
    bound = max(_floor(found.bound), objective)
    return Solution(folded.deal(x), objective, bound, root.dual, how)


def _floor(points: float) -> float:
    """The largest whole number of grains that is not above, but for the solver's error."""
    return math.floor((points + _ERROR) / GRAIN) * GRAIN
