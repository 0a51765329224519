"""Columns that are alike in everything become one, and are dealt out again by number.

Two cards of equal worth that no row tells apart make as many equal solutions as there are ways
to share copies between them; a solver would search them all. Their sum is one column with the
summed bounds, which loses no deck. When it is dealt back, the lowest number comes first: that is
how such ties are broken, without touching the objective.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tcb_analytics.strategies.facts import Floats
from tcb_analytics.strategies.program import Ints, Program


@dataclass(frozen=True, slots=True)
class Folded:
    """A program with like columns summed.

    Attributes:
        program: The smaller program.
        group: The smaller program's column of each column of the whole one.
        whole: The whole program.
    """

    program: Program
    group: Ints
    whole: Program

    def deal(self, x: Floats) -> Floats:
        """A solution of the whole program: least copies first, the rest in order."""
        out = np.where(self.whole.integer, self.whole.lower, 0.0)
        sizes = np.bincount(self.group, minlength=len(x))
        alone = sizes[self.group] == 1
        out[alone] = x[self.group[alone]]
        for at in np.flatnonzero(sizes > 1):
            members = np.flatnonzero(self.group == at)
            left = x[at] - self.whole.lower[members].sum()
            for member in members:
                room = self.whole.upper[member] - self.whole.lower[member]
                given = min(left, room)
                out[member] = self.whole.lower[member] + given
                left -= given
        return out


def fold(program: Program) -> Folded:
    """The program with like integer columns summed."""
    size = program.size
    marks = np.random.default_rng(20_240_607).random(len(program.row_low) + 1)
    hashed = np.bincount(
        program.column_of_entry(), weights=program.entry * marks[program.row], minlength=size
    )
    hashed = hashed + marks[-1] * program.gain
    foldable = program.integer & np.isfinite(program.upper)
    _, first, alike = np.unique(
        np.where(foldable, hashed, hashed.max(initial=0.0) + 1 + np.arange(size)),
        return_index=True,
        return_inverse=True,
    )
    leader = first[alike]
    for at in np.flatnonzero(leader != np.arange(size)):
        if not _same(program, int(at), int(leader[at])):
            leader[at] = at
    kept, group = np.unique(leader, return_inverse=True)
    if len(kept) == size:
        return Folded(program, np.arange(size), program)
    mask = np.zeros(size, dtype=bool)
    mask[kept] = True
    small = program.keep(mask, np.zeros(size))
    lower = np.bincount(group, weights=program.lower, minlength=len(kept)).astype(float)
    finite = np.where(np.isfinite(program.upper), program.upper, 0.0)
    upper = np.bincount(group, weights=finite, minlength=len(kept)).astype(float)
    upper = np.where(np.isfinite(small.upper), upper, small.upper)
    return Folded(small.bounded(lower, upper), group, program)


def _same(program: Program, one: int, other: int) -> bool:
    a = slice(program.start[one], program.start[one + 1])
    b = slice(program.start[other], program.start[other + 1])
    return (
        program.gain[one] == program.gain[other]
        and bool(program.integer[one] == program.integer[other])
        and np.array_equal(program.row[a], program.row[b])
        and np.array_equal(program.entry[a], program.entry[b])
    )
