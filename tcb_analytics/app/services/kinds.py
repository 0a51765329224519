"""What a kind of job is: how its work is got ready, and how it is done.

Work is a function of plain data, so that it can run in a process of its own and be stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tcb_analytics.app.services.lake import LakeState

Tell = Callable[[float], None]
"""Tells how far work is, 0 to 1."""


@dataclass(frozen=True)
class Kind:
    """A kind of job.

    Attributes:
        name: As jobs name it.
        prepare: Makes a task out of a request and what the lake holds.
        work: Does a task; a function of a module, for it runs elsewhere. Its result is plain data.
    """

    name: str
    prepare: Callable[[LakeState, Mapping[str, Any]], Any]
    work: Callable[[Any, Tell], Mapping[str, Any]]


def game_of(state: LakeState, asked: str | None) -> str | None:
    """The game that is meant: the one that is named, or the only one; None where there are several.

    Whether the lake holds a game that is named is found when it is asked for its cards.
    """
    if asked is not None:
        return asked
    return state.games[0] if len(state.games) == 1 else None
