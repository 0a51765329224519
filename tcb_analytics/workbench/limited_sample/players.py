"""Who drafts, and when: buckets of players, ranks, times, and what they draft towards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tcb_analytics.warehouse.sources.lands import DRAFT_MARK
from tcb_analytics.workbench.limited_sample.cards import Ints, Moments
from tcb_analytics.workbench.limited_sample.truth import BUCKETS, RANKS, WEEKS, Reals, Truth

START = np.datetime64("2026-01-13T15:00:00", "s")
"""First draft of the format."""
N_GAMES = (1, 5, 10, 50, 100, 500, 1000)
"""Buckets of games logged; below the third, a win rate is not told."""
_N_GAMES_SHARE = (0.02, 0.03, 0.06, 0.2, 0.25, 0.34, 0.1)
_FADING = 1.2
_NOTHING = len(BUCKETS)


@dataclass(frozen=True)
class Players:
    """The players of a batch, one entry per draft.

    Attributes:
        ids: Draft ids, 32 hexadecimal digits that begin with the mark of generated drafts.
        time: Start of the draft.
        week: Week of the format, from 0.
        n_games: Bucket of games, as published.
        bucket: Place of the win-rate bucket; ``len(BUCKETS)`` for none.
        rank: Place in ``RANKS`` as the draft starts; -1 for none.
        plan: Archetype drafted towards.
    """

    ids: list[str]
    time: Moments
    week: Ints
    n_games: Ints
    bucket: Ints
    rank: Ints
    plan: Ints


def players(rng: np.random.Generator, truth: Truth, count: int, elapsed: Reals) -> Players:
    """Draw the players of drafts that stand at ``elapsed`` (0 to 1) of all drafts."""
    digits = rng.bytes(16 * count).hex()
    n_games = rng.choice(len(N_GAMES), count, p=_N_GAMES_SHARE)
    level = rng.standard_normal(count)
    bucket = np.clip(np.rint((0.545 + 0.055 * level - BUCKETS[0]) / 0.02), 0, _NOTHING - 1)
    faded = np.minimum(elapsed * (1 - np.exp(-_FADING)), 0.98)
    weeks = -np.log1p(-faded) / _FADING * WEEKS
    rank = np.clip(rng.normal(1.8 + 0.8 * level + 0.2 * weeks, 1.1), 0, len(RANKS) - 1)
    return Players(
        ids=[
            DRAFT_MARK + digits[32 * place + len(DRAFT_MARK) : 32 * place + 32]
            for place in range(count)
        ],
        time=START + (weeks * 7 * 86_400).astype("timedelta64[s]"),
        week=np.minimum(weeks.astype(np.int64), WEEKS - 1),
        n_games=np.array(N_GAMES)[n_games],
        bucket=np.where(n_games < 2, _NOTHING, bucket).astype(np.int64),
        rank=np.where(rng.random(count) < 0.03, -1, rank.astype(np.int64)),
        plan=rng.choice(len(truth.archetypes), count, p=truth.popularity),
    )
