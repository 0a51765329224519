"""Both engines, fed the same random numbers, play the same games, state by state."""

from __future__ import annotations

import numpy as np
import pytest

from tcb_analytics.cards.catalog import Catalog
from tcb_analytics.simulator.compiled.layout import O_LENGTH, O_LIFE, O_RESULT
from tcb_analytics.simulator.compiled.play import play_games, trace_game
from tcb_analytics.simulator.compiled.table import write_table
from tcb_analytics.simulator.reference import play_game
from tests.simulator.compiled.same_games import (
    disagreements,
    generated,
    match_of,
    reference_trace,
)
from tests.simulator.random_decks import catalogue_deck, understood


def test_the_first_ten_thousand_generated_games_are_the_same_in_both_engines() -> None:
    assert disagreements(0) == []


@pytest.mark.real_data
def test_games_of_real_cards_are_the_same_in_both_engines(official: Catalog) -> None:
    cards = understood(official)
    for number in range(60):
        decks = [catalogue_deck(official, cards, 2 * number + seat) for seat in (0, 1)]
        match = match_of((decks[0], decks[1]), number)
        table = write_table(match)
        for game in range(3):
            expected = reference_trace(match, number, game)
            assert trace_game(table, number, game) == expected, (number, game)


def test_what_is_added_up_is_what_the_reference_played() -> None:
    match, games = generated(20), 40
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
    table = write_table(generated(31))
    parts = play_games(table, 3, 0, 30) + play_games(table, 3, 30, 70)

    assert parts.tolist() == play_games(table, 3, 0, 100).tolist()
