"""`gauntlet`: every deck against every other, on all cores, resumable.

Each pair is played once and seen from both sides, so the table of results is antisymmetric by
construction: what one deck won, the other lost. Leaves out ratings and equilibria
(``statistics``) and storing in the lake (the workbench).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tcb_analytics.cards.deck import Deck
from tcb_analytics.errors import DeckError
from tcb_analytics.simulator.coverage import Coverage, coverage
from tcb_analytics.simulator.entry import check_decks, check_games, check_seed
from tcb_analytics.simulator.journal import Journal, Pairing
from tcb_analytics.simulator.pair import Side, available_cores, play_pair
from tcb_analytics.simulator.pilots import Pilot, pilot_named
from tcb_analytics.simulator.result import Record, mean_of, records_of
from tcb_analytics.simulator.simulation import deck_label

Step = Callable[[int, int, str], None]
"""Told after each pair: pairs done, pairs in all, the pair."""
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Gauntlet:
    """The results of a round robin.

    Attributes:
        names: The decks, in the order given.
        decks: The decks themselves, likewise.
        pilots: Names of their pilots, likewise.
        games: Games of each pair.
        seed: Seed of the call.
        wins: Games that the row's deck won against the column's; the diagonal is 0.
        first_wins: Of these, games in which the row's deck went first.
        draws: Games that nobody won; symmetric.
        turns: Mean length of a pair's games, in turns of both; NaN on the diagonal.
        coverage: What share of each deck plays by its whole text.
    """

    names: tuple[str, ...]
    decks: tuple[Deck, ...]
    pilots: tuple[str, ...]
    games: int
    seed: int
    wins: Counts
    first_wins: Counts
    draws: Counts
    turns: NDArray[np.float64]
    coverage: tuple[Coverage, ...]

    def record(self, deck: int, opponent: int) -> Record:
        """One deck's record against another, by position."""
        return Record(
            int(self.wins[deck, opponent]),
            int(self.wins[opponent, deck]),
            int(self.draws[deck, opponent]),
        )

    def overall(self, deck: int) -> Record:
        """One deck's record against all others."""
        won, lost = self.wins[deck].sum(), self.wins[:, deck].sum()
        return Record(int(won), int(lost), int(self.draws[deck].sum()))


def gauntlet(
    decks: Sequence[Deck] | Mapping[str, Deck],
    *,
    games: int = 10_000,
    seed: int = 0,
    pilot: str | Pilot | Sequence[str | Pilot] = "balanced",
    cores: int | None = None,
    file: str | Path | None = None,
    progress: Step | None = None,
) -> Gauntlet:
    """Let every deck play every other.

    Args:
        decks: At least two decks, by name where a mapping is given. A pair's games do not
            depend on the other decks, nor on the order.
        games: Games of each pair, half of them going first.
        seed: Any whole number.
        pilot: Who plays every deck, or one pilot per deck.
        cores: Most cores to use; all by default. The result is the same.
        file: Where results are kept as they come in: called again with the same decks,
            games and seed after a break, the rest is played.
        progress: Called after each pair.

    Raises:
        DeckError: A deck cannot be played, or the same deck is there twice.
        TcbError: No such pilot, an impossible number of games, or the file is another's.
    """
    names, lists = _named(decks)
    check_decks(*lists)
    count, start = check_games(games), check_seed(seed)
    sides = [Side(deck, who) for deck, who in zip(lists, _pilots(pilot, len(lists)), strict=True)]
    _check_distinct(names, sides)
    journal = Journal.of(file, [side.digest for side in sides], count, start)
    result = _empty(names, sides, count, start)
    waiting = _known_entered(result, journal)
    with ThreadPoolExecutor(cores or available_cores()) as pool:
        futures = {
            pool.submit(play, sides[row], sides[column], count, start): (row, column)
            for row, column in waiting
        }
        try:
            _collect(result, journal, futures, progress)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return result


def _known_entered(result: Gauntlet, journal: Journal) -> list[tuple[int, int]]:
    """Enter what the journal knows; the pairs that are still to be played."""
    waiting = []
    for row, column in combinations(range(len(result.names)), 2):
        known = journal.known(row, column)
        if known is None:
            waiting.append((row, column))
        else:
            _enter(result, row, column, known)
    return waiting


def _collect(
    result: Gauntlet,
    journal: Journal,
    futures: Mapping[Future[Pairing], tuple[int, int]],
    progress: Step | None,
) -> None:
    total = len(result.names) * (len(result.names) - 1) // 2
    for done, future in enumerate(as_completed(futures), total - len(futures) + 1):
        row, column = futures[future]
        pairing = future.result()
        journal.note(row, column, pairing)
        _enter(result, row, column, pairing)
        if progress is not None:
            progress(done, total, f"{result.names[row]} - {result.names[column]}")


def play(side: Side, other: Side, games: int, seed: int) -> Pairing:
    """Play one pair on this core."""
    sums = play_pair(side, other, games, seed, cores=1)
    first, second = records_of(sums)
    turns = round((mean_of(sums.lengths) or 0.0) * games)
    return Pairing(
        first.wins, second.wins, first.losses, second.losses, first.draws + second.draws, turns
    )


def _named(decks: Sequence[Deck] | Mapping[str, Deck]) -> tuple[tuple[str, ...], tuple[Deck, ...]]:
    if isinstance(decks, Mapping):
        names, lists = tuple(map(str, decks)), tuple(decks.values())
    else:
        lists = tuple(decks)
        names = tuple(deck_label(deck) for deck in lists if isinstance(deck, Deck))
    if len(lists) < 2:
        raise DeckError(
            f"at least two decks were expected, got {len(lists)}",
            where="gauntlet",
            remedy="give the decks that shall meet",
        )
    return names, lists


def _pilots(pilot: str | Pilot | Sequence[str | Pilot], decks: int) -> list[Pilot]:
    if isinstance(pilot, (str, Pilot)):
        return [pilot_named(pilot)] * decks
    if len(pilot) != decks:
        raise DeckError(
            f"one pilot for all or one per deck was expected, got {len(pilot)} for {decks} decks",
            where="pilot",
        )
    return [pilot_named(one) for one in pilot]


def _check_distinct(names: tuple[str, ...], sides: list[Side]) -> None:
    seen: dict[int, str] = {}
    for name, side in zip(names, sides, strict=True):
        if side.digest in seen:
            raise DeckError(
                f"{name} is the same deck with the same pilot as {seen[side.digest]}",
                where="gauntlet",
                remedy="give each deck once: a mirror tells nothing about either",
            )
        seen[side.digest] = name


def _empty(names: tuple[str, ...], sides: list[Side], games: int, seed: int) -> Gauntlet:
    shape = (len(sides), len(sides))
    wins, first_wins, draws = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    decks = tuple(side.deck for side in sides)
    return Gauntlet(
        names,
        decks,
        tuple(side.pilot.name for side in sides),
        games,
        seed,
        wins,
        first_wins,
        draws,
        np.full(shape, np.nan),
        tuple(coverage(deck) for deck in decks),
    )


def _enter(result: Gauntlet, row: int, column: int, pairing: Pairing) -> None:
    result.wins[row, column] = pairing.first_wins + pairing.second_wins
    result.wins[column, row] = pairing.first_losses + pairing.second_losses
    result.first_wins[row, column] = pairing.first_wins
    result.first_wins[column, row] = pairing.second_losses
    result.draws[row, column] = result.draws[column, row] = pairing.draws
    result.turns[row, column] = result.turns[column, row] = pairing.turns / result.games
