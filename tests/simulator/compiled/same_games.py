"""The same games in both engines, state by state: what the tests of this folder compare."""

from __future__ import annotations

from tcb_analytics.cards.deck import Deck
from tcb_analytics.simulator.compiled.play import trace_game
from tcb_analytics.simulator.compiled.table import write_table
from tcb_analytics.simulator.compiled.warm_up import engine
from tcb_analytics.simulator.pilots import PILOTS
from tcb_analytics.simulator.playing_card import Match
from tcb_analytics.simulator.reference import play_game
from tests.simulator.random_decks import plain_deck, worded_deck

GAMES = 20_000
"""Games of the differential test: nine in ten of plain decks, one in ten with effects."""
A_PAIR = 25
"""Games of each generated pair of decks."""
HALVES = 2
"""Files that share the games, so that two workers play them."""


def match_of(decks: tuple[Deck, Deck], number: int) -> Match:
    """A match of two decks; the pilots change with the number."""
    pilots = list(PILOTS.values())
    return Match.of(decks, (pilots[number % 3], pilots[number // 3 % 3]))


def generated(number: int) -> Match:
    """One of the generated pairs."""
    deck = worded_deck if number % 20 in (0, 11) else plain_deck
    return match_of((deck(2 * number), deck(2 * number + 1)), number)


def reference_trace(match: Match, seed: int, number: int) -> list[int]:
    """The states of a game as the reference plays it."""
    trace = play_game(match, seed, number, trace=True).trace
    assert trace is not None
    return trace


def disagreements(half: int) -> list[str]:
    """Where the engines part, in one half of the games."""
    engine()
    found = []
    for number in range(half, GAMES // A_PAIR, HALVES):
        match = generated(number)
        table = write_table(match)
        for game in range(A_PAIR):
            expected = reference_trace(match, number, game)
            got = trace_game(table, number, game)
            if expected != got:
                found.append(f"pair {number}, game {game}: {_parting(expected, got)}")
    return found


def _parting(expected: list[int], got: list[int]) -> str:
    steps = zip(expected, got, strict=False)
    shorter = min(len(expected), len(got))
    first = next((step for step, (a, b) in enumerate(steps) if a != b), shorter)
    return f"step {first} of {len(expected)} and {len(got)}"
