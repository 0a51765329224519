"""Who plays what, and when: players keep a deck for three weeks, then may change it.

The popularity of archetypes moves week by week; within an archetype and a block
of three weeks a fixed roster of players shares the matches, keen players more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.workbench.sample.builds import released
from tcb_analytics.workbench.sample.decks import DeckList, draw_deck
from tcb_analytics.workbench.sample.declared import League
from tcb_analytics.workbench.sample.streams import Stream, stream

BLOCK_WEEKS = 3
DECKS_PER_BLOCK = 720
PLAYERS = 900
FEWEST = 4


@dataclass(frozen=True)
class Roster:
    """The decks of one block of weeks, grouped by archetype.

    Attributes:
        decks: Every deck, archetypes in matrix order.
        players: Pseudonym of each deck's player; one player has one deck in a block.
        ratings: Ladder rating of each player, for show only.
        start: Place of each archetype's first deck in ``decks``, and their number at the end.
    """

    decks: tuple[DeckList, ...]
    players: tuple[str, ...]
    ratings: NDArray[np.float64]
    start: NDArray[np.int64]


def popularity(league: League) -> NDArray[np.float64]:
    """Share of each archetype among all deck entries, shape (weeks, archetypes).

    Weights move geometrically from the first week to the last; an archetype whose
    leader is not yet released has none.
    """
    first = np.array([archetype.weight_first for archetype in league.archetypes])
    last = np.array([archetype.weight_last for archetype in league.archetypes])
    way = np.linspace(0, 1, league.weeks)[:, None]
    weights = first ** (1 - way) * last**way
    for week in range(league.weeks):
        for place, leader in enumerate(league.leaders):
            if released(leader) > league.week_start(week):
                weights[week, place] = 0.0
    shares: NDArray[np.float64] = weights / weights.sum(axis=1, keepdims=True)
    return shares


def rosters(league: League, seed: int) -> tuple[Roster, ...]:
    """The roster of every block of weeks."""
    shares = popularity(league)
    blocks = range(0, league.weeks, BLOCK_WEEKS)
    return tuple(_roster(league, seed, block, shares) for block in blocks)


def _roster(league: League, seed: int, week: int, shares: NDArray[np.float64]) -> Roster:
    rng = stream(seed, Stream.ROSTERS, week)
    share = shares[week : week + BLOCK_WEEKS].mean(axis=0)
    sizes = np.where(share > 0, np.maximum(FEWEST, np.round(share * DECKS_PER_BLOCK)), 0)
    on = league.week_start(week)
    decks = tuple(
        draw_deck(rng, archetype, on)
        for archetype, size in enumerate(sizes.astype(int))
        for _ in range(size)
    )
    names = rng.permutation(PLAYERS)[: len(decks)]
    return Roster(
        decks,
        tuple(f"player-{name + 1:04d}" for name in names.tolist()),
        np.round(100 + 25 * (rng.random(len(decks)) + rng.random(len(decks)) - 1), 1),
        np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
    )
