"""The compiled match engine beside the reference, one core, the same games.

What is measured is printed with the machine (``pytest -s``), in processor time, interleaved.
Only wide bounds are asserted: a busy machine must not fail the suite.
"""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable

import pytest

from tcb_analytics.cards.deck import Deck
from tcb_analytics.simulator import gauntlet, simulate
from tcb_analytics.simulator.compiled.play import play_games
from tcb_analytics.simulator.compiled.table import write_table
from tcb_analytics.simulator.compiled.warm_up import engine
from tcb_analytics.simulator.pilots import PILOTS
from tcb_analytics.simulator.playing_card import Match
from tcb_analytics.simulator.reference import play_game
from tests.simulator.random_decks import plain_deck, worded_deck

PAIRS = 8
ROUNDS = 3
WANTED = {"without effects": 100, "with effects": 60}
"""How many times as fast as the reference the compiled engine has to be."""


def _machine() -> str:
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"{platform.machine()}, {os.cpu_count()} cores, load {load}"


def _matches(deck: Callable[[int], Deck]) -> list[Match]:
    pilots = list(PILOTS.values())
    return [
        Match.of((deck(2 * pair), deck(2 * pair + 1)), (pilots[pair % 3], pilots[pair // 3]))
        for pair in range(PAIRS)
    ]


def _speed(play: Callable[[], object], games: int) -> float:
    began = time.process_time()
    play()
    return games / (time.process_time() - began)


@pytest.mark.parametrize(
    ("kind", "deck", "games"),
    [("without effects", plain_deck, 1_000), ("with effects", worded_deck, 250)],
)
def test_the_compiled_engine_is_many_times_as_fast_as_the_reference(
    kind: str, deck: Callable[[int], Deck], games: int
) -> None:
    matches = _matches(deck)
    tables = [write_table(match) for match in matches]
    few = 8
    play_games(tables[0], 0, 0, 1)
    rounds = [
        (
            _speed(lambda: [play_games(table, 1, 0, games) for table in tables], PAIRS * games),
            _speed(lambda: [play_game(m, 1, n) for m in matches for n in range(few)], PAIRS * few),
        )
        for _ in range(ROUNDS)
    ]
    fast, slow = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"\n{kind}: {fast:,.0f} and {slow:,.0f} games/s, {fast / slow:.0f} times; {_machine()}")

    assert fast / slow > WANTED[kind] / 2


def test_a_thousand_games_answer_at_once() -> None:
    engine()
    decks = plain_deck(1), worded_deck(2)
    simulate(*decks, games=10)
    began = time.perf_counter()
    simulate(*decks, games=1_000)
    seconds = time.perf_counter() - began
    print(f"\nsimulate, 1,000 games: {seconds * 1000:.0f} ms; {_machine()}")

    assert seconds < 1


def test_a_gauntlet_keeps_every_core_busy() -> None:
    engine()
    decks = [(worded_deck if number % 2 else plain_deck)(number) for number in range(6)]
    began = time.perf_counter()
    found = gauntlet(decks, games=1_000)
    seconds = time.perf_counter() - began
    games = int(found.wins.sum() + found.draws.sum() // 2)
    whole = 190 * 10_000 / games * seconds
    print(f"\n{games:,} games: {seconds:.1f} s; 20 decks of 10,000: {whole:.0f} s; {_machine()}")

    assert whole < 300
