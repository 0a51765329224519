from __future__ import annotations

from collections.abc import Callable

import pytest

from tcb_analytics.simulator.rulebook.fingerprint import fingerprint, numbers
from tcb_analytics.simulator.rulebook.state import Change, Changed, Game
from tests.simulator.table import Table, figure

CHANGES: dict[str, Callable[[Game], object]] = {
    "a rested leader": lambda game: setattr(game.players[0].leader, "rested", True),
    "a DON!! given": lambda game: setattr(game.players[0].leader, "don", 1),
    "a power change": lambda game: game.players[1].leader.change(Changed.POWER, 1000, 9),
    "a card in hand": lambda game: game.players[0].hand.append(1),
    "two cards swapped": lambda game: game.players[0].deck.append(game.players[0].deck.pop(0)),
    "a life turned": lambda game: setattr(game.players[0].life[0], "face_up", True),
    "the turn": lambda game: setattr(game, "turn", 6),
    "the random stream": lambda game: setattr(game, "random", 2**63 + 5),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_of_the_state_changes_its_fingerprint(what: str) -> None:
    game = Table(figure("Ann")).game
    game.players[0].deck[0] = 0
    before = fingerprint(game)
    CHANGES[what](game)

    assert fingerprint(game) != before
    assert 0 <= fingerprint(game) < 2**64


def test_the_same_table_set_twice_has_one_fingerprint() -> None:
    assert numbers(Table(figure("Ann")).game) == numbers(Table(figure("Ann")).game)


def test_changes_for_a_time_are_told_as_their_sum() -> None:
    one, two = Table().game, Table().game
    one.players[0].leader.changes = [Change(Changed.POWER, 2000, 5)]
    two.players[0].leader.changes = [Change(Changed.POWER, 1000, 5)] * 2

    assert fingerprint(one) == fingerprint(two)
