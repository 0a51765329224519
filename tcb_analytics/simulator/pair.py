"""Two decks that play many games: shared out among cores, the same whatever their number.

A pair has one order of its own, whoever is named first: the seats go by what the decks and
pilots are. So A against B and B against A are the same games seen from two sides, and a win
rate and its reverse add up to one exactly. Leaves out what the sums mean (``result``).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.cards.card import Card
from tcb_analytics.cards.deck import Deck
from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled.table import write_table
from tcb_analytics.simulator.pilots import Pilot
from tcb_analytics.simulator.playing_card import Match
from tcb_analytics.simulator.randomness import fold_seed

Cells = NDArray[np.int64]

SHARE = 500
"""Games that a core takes at a time: 4 to 20 ms."""


@dataclass(frozen=True, slots=True)
class Side:
    """Who sits at one side of the table."""

    deck: Deck
    pilot: Pilot

    @property
    def digest(self) -> int:
        """64 bits that stand for what a deck plays as, and for its pilot; not for its name."""
        leader = (self.deck.leader,) if self.deck.leader else ()
        facts = [_facts(card) for card in leader]
        facts += [f"{count} {_facts(card)}" for card, count in self.deck.cards]
        text = "\n".join([*facts, repr(astuple(self.pilot))])
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


class CardSums(NamedTuple):
    """How often a card was seen.

    Attributes:
        seen: Games in which its player held it.
        won: Of these, games that the player won.
        opening: Games in which it was in the opening hand.
        opening_won: Of these, games that the player won.
    """

    seen: int
    won: int
    opening: int
    opening_won: int


@dataclass(frozen=True, slots=True)
class PairSums:
    """What came of the games of a pair, from the first side's point of view.

    Attributes:
        results: By who went first (the first side, the other): wins of the first side, wins
            of the other, draws.
        lengths: Games by turns of both players together.
        life: By winner (the first side, the other): games by the winner's Life at the end.
        cards: By side: sums of each card, the leader's before the others'.
    """

    results: tuple[tuple[int, int, int], tuple[int, int, int]]
    lengths: tuple[int, ...]
    life: tuple[tuple[int, ...], tuple[int, ...]]
    cards: tuple[tuple[CardSums, ...], tuple[CardSums, ...]]

    def reversed(self) -> PairSums:
        """The same games from the other side's point of view."""
        first, second = (
            (theirs, ours, draws) for ours, theirs, draws in (self.results[1], self.results[0])
        )
        return PairSums((first, second), self.lengths, self.life[::-1], self.cards[::-1])


def play_pair(
    side: Side, other: Side, games: int, seed: int, cores: int | None = None, *,
    tell: Callable[[int], object] | None = None,
) -> PairSums:  # fmt: skip
    """Play the games of a pair.

    Args:
        side: The side from whose point of view is told.
        other: The other side.
        games: How many games; each goes first in half of them.
        seed: Seed of the call.
        cores: Most cores to use; all that there are by default. The result is the same.
        tell: Called with the number of games of each share once it is played, by whoever played it.
    """
    # Loading LLVM takes a tenth of a second, which commands that play nothing need not wait for.
    from tcb_analytics.simulator.compiled.play import play_games  # noqa: PLC0415
    from tcb_analytics.simulator.compiled.warm_up import engine  # noqa: PLC0415

    digests = side.digest, other.digest
    if digests[0] > digests[1]:
        return play_pair(other, side, games, seed, cores, tell=tell).reversed()
    match = Match.of((side.deck, other.deck), (side.pilot, other.pilot))
    table, stream = write_table(match), fold_seed(seed, *digests)
    starts = range(0, games, SHARE)

    def share(start: int) -> Cells:
        played = play_games(table, stream, start, min(SHARE, games - start))
        if tell is not None:
            tell(min(SHARE, games - start))
        return played

    engine()
    if len(starts) == 1 or cores == 1:
        sums = sum((share(start) for start in starts), np.zeros(at.OUT_SIZE, dtype=np.int64))
    else:
        with ThreadPoolExecutor(cores or available_cores()) as pool:
            sums = np.sum(list(pool.map(share, starts)), axis=0)
    return _read(match, sums)


def available_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(match: Match, sums: Cells) -> PairSums:
    numbers = [int(number) for number in sums]
    results = numbers[at.O_RESULT : at.O_LENGTH]
    life = numbers[at.O_LIFE : at.O_CARDS]
    rows = [
        CardSums(*numbers[start : start + at.O_CARD_WIDTH])
        for start in range(at.O_CARDS, at.O_CARDS + len(match.cards) * at.O_CARD_WIDTH, 4)
    ]
    second = match.leaders[1]
    return PairSums(
        (_three(results[:3]), _three(results[3:])),
        tuple(numbers[at.O_LENGTH : at.O_LIFE]),
        (tuple(life[: at.ZONE]), tuple(life[at.ZONE :])),
        (tuple(rows[:second]), tuple(rows[second:])),
    )


def _three(numbers: list[int]) -> tuple[int, int, int]:
    first, second, third = numbers
    return first, second, third


def _facts(card: Card) -> str:
    """Everything about a card that a game depends on."""
    parts = (card.number, card.name, card.category, card.colors, card.cost, card.life, card.power)
    more = (card.counter, card.attributes, card.types, card.effect, card.trigger, card.game)
    return repr(tuple(str(part) for part in parts + more))
