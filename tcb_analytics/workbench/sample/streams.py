"""One random stream per purpose, all from one seed.

Streams are named, not shared: drawing one more deck does not move a single
match. NumPy's generators are stable for a given NumPy version; the methods used
(``random``, ``integers``, ``permutation``) have not changed between versions since 1.17,
but NumPy does not promise it.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np


class Stream(IntEnum):
    """What a stream is for; the numbers are part of the sample's identity."""

    NAMES = 1
    CARDS = 2
    BUILDS = 3
    ROSTERS = 4
    MATCHES = 5
    EVENTS = 6
    WEEK = 7


GAME_SEED = 2026
"""Seed of the cards: the game is the same in every sample, only the league varies."""


def stream(seed: int, purpose: Stream, *parts: int) -> np.random.Generator:
    """The generator of one purpose, and of one part of it, such as a file."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(purpose, *parts)))
