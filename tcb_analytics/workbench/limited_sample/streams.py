"""One random stream per purpose and batch, all from one seed and one set code.

Cards depend on the set alone, the truth on set and seed, drafts also on the kind of event.
So two events of one set share cards and strengths, and another seed gives another truth.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

SET_SEED = 1717
"""Seed of the cards: a set is the same in every sample, only its strengths vary."""


class Stream(IntEnum):
    """What a stream is for; the numbers are part of the sample's identity."""

    CARDS = 1
    TRUTH = 2
    PILOT = 3
    DRAFTS = 4
    GAMES = 5


def stream(seed: int, purpose: Stream, *parts: str | int) -> np.random.Generator:
    """The generator of one purpose, and of one part of it, such as a set or a batch."""
    key = (int(purpose), *map(_number, parts))
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))


def _number(part: str | int) -> int:
    return part if isinstance(part, int) else int.from_bytes(part.encode(), "big")
