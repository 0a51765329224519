"""Both engines, fed the same random numbers, play the same games, state by state."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.cards.deck import Deck
from tcb_analytics.simulator.compiled.layout import O_LENGTH, O_LIFE, O_RESULT
from tcb_analytics.simulator.compiled.play import play_games, trace_game
from tcb_analytics.simulator.compiled.table import write_table
from tcb_analytics.simulator.compiled.warm_up import engine
from tcb_analytics.simulator.pilots import PILOTS
from tcb_analytics.simulator.playing_card import Match
from tcb_analytics.simulator.reference import play_game
from tests.simulator.random_decks import catalogue_deck, plain_deck, understood, worded_deck

GAMES = 20_000
"""Games of the differential test: nine in ten of plain decks, one in ten with effects."""
A_PAIR = 25
"""Games of each generated pair of decks."""
HALVES = 2


def _match(decks: tuple[Deck, Deck], number: int) -> Match:
    pilots = list(PILOTS.values())
    return Match.of(decks, (pilots[number % 3], pilots[number // 3 % 3]))


def _pair(number: int) -> Match:
    deck = worded_deck if number % 10 == 0 else plain_deck
    return _match((deck(2 * number), deck(2 * number + 1)), number)


def _trace(match: Match, seed: int, number: int) -> list[int]:
    trace = play_game(match, seed, number, trace=True).trace
    assert trace is not None
    return trace


def _disagreements(numbers: range) -> list[str]:
    """Where the engines part, for some pairs of decks."""
    found = []
    for number in numbers:
        match = _pair(number)
        table = write_table(match)
        for game in range(A_PAIR):
            expected, got = _trace(match, number, game), trace_game(table, number, game)
            if expected != got:
                found.append(f"pair {number}, game {game}: {_parting(expected, got)}")
    return found


def _parting(expected: list[int], got: list[int]) -> str:
    steps = zip(expected, got, strict=False)
    shorter = min(len(expected), len(got))
    first = next((step for step, (a, b) in enumerate(steps) if a != b), shorter)
    return f"step {first} of {len(expected)} and {len(got)}"


def test_twenty_thousand_games_of_generated_decks_are_the_same_in_both_engines() -> None:
    engine()
    pairs = GAMES // A_PAIR
    shares = [range(half, pairs, HALVES) for half in range(HALVES)]
    with ProcessPoolExecutor(HALVES, mp_context=get_context("spawn")) as pool:
        found = [line for lines in pool.map(_disagreements, shares) for line in lines]

    assert found == []


@pytest.mark.real_data
def test_games_of_real_cards_are_the_same_in_both_engines(official: Catalog) -> None:
    cards = understood(official)
    for number in range(60):
        decks = [catalogue_deck(official, cards, 2 * number + seat) for seat in (0, 1)]
        match = _match((decks[0], decks[1]), number)
        table = write_table(match)
        for game in range(3):
            assert trace_game(table, number, game) == _trace(match, number, game), (number, game)


def test_what_is_added_up_is_what_the_reference_played() -> None:
    match, games = _pair(10), 40
    sums = play_games(write_table(match), 9, 0, games)

    wins, turns, life = np.zeros((2, 3), int), 0, 0
    for number in range(games):
        game = play_game(match, 9, number)
        winner = 2 if game.losers == 3 else 2 - game.losers
        wins[game.first, winner] += 1
        turns += game.turn
        life += len(game.players[winner].life) if winner < 2 else 0
    lengths = sums[O_LENGTH:O_LIFE]

    assert sums[O_RESULT:O_LENGTH].reshape(2, 3).tolist() == wins.tolist()
    assert int(lengths @ np.arange(len(lengths))) == turns
    assert int(sums[O_LIFE : O_LIFE + 128] @ np.tile(np.arange(64), 2)) == life


def test_games_played_in_parts_add_up_to_the_whole() -> None:
    table = write_table(_pair(20))
    parts = play_games(table, 3, 0, 30) + play_games(table, 3, 30, 70)

    assert parts.tolist() == play_games(table, 3, 0, 100).tolist()
