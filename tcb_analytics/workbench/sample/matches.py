"""Drawing matches from the known truth, a bounded number at a time.

Both sides' archetypes are drawn independently by the week's popularity, then a
player within each; a mirror match has two different players. Who goes first is a
fair coin; it shifts the chance to win by the declared edge, which leaves the
matrix as the average over both orders.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.workbench.sample.declared import League
from tcb_analytics.workbench.sample.roster import Roster

Ints = NDArray[np.int64]

WIN_1, WIN_2, TIE, BROKEN_OFF = 1, 2, 0, -1
"""Results of a match as numbers."""


@dataclass(frozen=True)
class Matches:
    """Matches as columns of one length.

    Attributes:
        deck_1: Place of the first player's deck in the roster.
        deck_2: Place of the second player's deck.
        first: 1 or 2, who went first.
        result: ``WIN_1``, ``WIN_2``, ``TIE`` or ``BROKEN_OFF``.
        seconds: Duration.
        offset: Start, in seconds from the beginning of the period; ascending.
    """

    deck_1: Ints
    deck_2: Ints
    first: Ints
    result: Ints
    seconds: Ints
    offset: Ints


def draw_matches(
    rng: np.random.Generator,
    league: League,
    roster: Roster,
    share: NDArray[np.float64],
    *,
    count: int,
    period_seconds: int,
) -> Matches:
    """Matches of one period, in order of their start.

    Args:
        rng: The period's own stream.
        league: The known truth.
        roster: Decks of the block that the period lies in.
        share: Popularity in this week, shape (archetypes,).
        count: Number of matches.
        period_seconds: Length of the period.
    """
    sides = draw_archetypes(rng, share, (2, count))
    deck_1 = _draw_deck(rng, roster, sides[0])
    deck_2 = _draw_deck(rng, roster, sides[1])
    deck_2 = _other_player(roster, sides, deck_1, deck_2)
    first = np.where(rng.random(count) < 0.5, 1, 2)
    seconds = np.round(np.exp(6.3 + 0.35 * (rng.random(count) + rng.random(count) - 1) * 2))
    return Matches(
        deck_1,
        deck_2,
        first,
        draw_results(rng, league, sides[0], sides[1], first),
        seconds.astype(np.int64),
        np.sort((rng.random(count) * period_seconds).astype(np.int64)),
    )


def draw_results(
    rng: np.random.Generator, league: League, one: Ints, two: Ints, first: Ints
) -> Ints:
    """Results of matches between archetypes ``one`` and ``two``, seen from ``one``."""
    edge = np.where(first == 1, league.first_player_edge, -league.first_player_edge)
    won = rng.random(one.size) < league.win[one, two] + edge
    end = rng.random(one.size)
    result = np.where(won, WIN_1, WIN_2)
    result[end < league.tie_share] = TIE
    result[end >= 1 - league.broken_off_share] = BROKEN_OFF
    return result


def draw_archetypes(
    rng: np.random.Generator, share: NDArray[np.float64], shape: int | tuple[int, ...]
) -> Ints:
    """Archetypes drawn by popularity; those with no share are never drawn."""
    edges = np.cumsum(share)
    found = np.searchsorted(edges / edges[-1], rng.random(shape), side="right")
    return found.astype(np.int64)


def _draw_deck(rng: np.random.Generator, roster: Roster, archetype: Ints) -> Ints:
    """A deck of the archetype; a skewed draw makes the first players of a roster keener."""
    size = (roster.start[1:] - roster.start[:-1])[archetype]
    return roster.start[archetype] + (rng.random(archetype.size) ** 1.5 * size).astype(np.int64)


def _other_player(roster: Roster, sides: Ints, deck_1: Ints, deck_2: Ints) -> Ints:
    """The next deck of the same archetype where both players drew the same."""
    start = roster.start[sides[1]]
    size = roster.start[sides[1] + 1] - start
    return np.where(deck_1 == deck_2, start + (deck_2 - start + 1) % size, deck_2)
