"""The one place that speaks to HiGHS: a program in, a solution out.

One solver a thread, reused: making one costs more than solving a deck. One thread each and a
fixed seed make runs repeatable. Leaves out the tricks that make programs small (``solver.py``).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import highspy
import numpy as np

from tcb_analytics.errors import DeckError
from tcb_analytics.strategies.facts import Floats, Mask
from tcb_analytics.strategies.program import Program
from tcb_analytics.strategies.values import GRAIN

_LOCAL = threading.local()
_COLUMN_WISE = int(highspy.MatrixFormat.kColwise)
_MINIMIZE = int(highspy.ObjSense.kMinimize)
_OPTIONS = {
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": GRAIN / 4,
}


class _Quiet(highspy.Highs):
    """A solver without a word: the first call of a talking one prints a banner."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # highspy leaves it unannotated

    def enableCallbacks(self) -> None:  # noqa: N802 - highspy's name, called as it is made
        self.setOptionValue("output_flag", False)


@dataclass(frozen=True, slots=True)
class Raw:
    """What the solver found.

    Attributes:
        x: Value of each column.
        objective: Points.
        bound: Points that no solution exceeds.
        reduced: Points by unit that each column would gain; of a relaxation only.
        dual: Points by unit of each row; of a relaxation only.
        proven: Whether it ended by proof rather than by time.
    """

    x: Floats
    objective: float
    bound: float
    reduced: Floats
    dual: Floats
    proven: bool = True


def relax(program: Program) -> Raw | None:
    """The linear relaxation; None where it is infeasible."""
    return _run(program, None, None)


def search(program: Program, seconds: float | None = None) -> Raw | None:
    """The integer program; None where it is infeasible.

    Raises:
        DeckError: Nothing was found in time.
    """
    return _run(program, program.integer, seconds)


def _run(program: Program, integer: Mask | None, seconds: float | None) -> Raw | None:
    if np.any(program.lower > program.upper) or np.any(program.row_low > program.row_high + 1e-9):
        return None
    solver = _solver()
    solver.clearSolver()
    is_search = integer is not None
    solver.setOptionValue("time_limit", highspy.kHighsInf if seconds is None else seconds)
    solver.setOptionValue("presolve", "on" if is_search else "off")
    _pass(solver, program, np.zeros(program.size, dtype=bool) if integer is None else integer)
    solver.run()
    status = solver.getModelStatus()
    ended = highspy.HighsModelStatus
    if status in (ended.kInfeasible, ended.kUnboundedOrInfeasible):
        return None
    proven = status in (ended.kOptimal, ended.kModelEmpty)
    info = solver.getInfo()
    if not proven and info.primal_solution_status != int(
        highspy.SolutionStatus.kSolutionStatusFeasible
    ):
        raise DeckError(
            f"no deck was found: the solver ended with {solver.modelStatusToString(status)!r}",
            remedy="allow more time, or ask for less",
        )
    found = solver.getSolution()
    objective = -float(solver.getObjectiveValue())
    bound = -float(info.mip_dual_bound) if is_search and program.size else objective
    return Raw(
        x=np.array(found.col_value, dtype=float),
        objective=objective,
        bound=bound,
        reduced=-np.array(found.col_dual, dtype=float),
        dual=-np.array(found.row_dual, dtype=float),
        proven=proven,
    )


def _pass(solver: highspy.Highs, program: Program, integer: Mask) -> None:
    status = solver.passModel(
        program.size,
        len(program.row_low),
        len(program.entry),
        _COLUMN_WISE,
        _MINIMIZE,
        0.0,
        -program.gain,
        program.lower,
        program.upper,
        program.row_low,
        program.row_high,
        program.start[:-1].astype(np.int32),
        program.row.astype(np.int32),
        program.entry,
        integer.astype(np.int32),
    )
    if status == highspy.HighsStatus.kError:
        raise DeckError(
            "the solver refused the program",
            remedy="this is a fault of the engine: report it with what was asked",
        )


def _solver() -> highspy.Highs:
    found: highspy.Highs | None = getattr(_LOCAL, "solver", None)
    if found is None:
        found = _Quiet()
        for option, value in _OPTIONS.items():
            found.setOptionValue(option, value)
        _LOCAL.solver = found
    return found
