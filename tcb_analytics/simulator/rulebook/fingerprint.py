"""A number that two engines share if, and almost only if, they hold the same state.

The state is told as one row of whole numbers in a fixed order, and the row is read as the digits
of one number in a large odd base, modulo 2^64. Leaves out what follows from the rest of the
state (permanent effects) and what no rule asks for.
"""

from __future__ import annotations

from array import array

import numpy as np

from tcb_analytics.simulator.randomness import WORD
from tcb_analytics.simulator.rulebook.state import Changed, Game, Player, Unit

BASE = 0x2545F4914F6CDD1D
"""Base of the digits: odd, so that no digit is lost."""
NOTHING = -1
"""Stands for an empty space."""
_MOST = 512
_PLACES = np.array(
    [pow(BASE, place, WORD + 1) for place in range(_MOST - 1, -1, -1)], dtype=np.uint64
).astype(np.int64)


def fingerprint(game: Game) -> int:
    """The state of a game as 64 bits."""
    row = np.frombuffer(array("q", numbers(game)), dtype=np.int64)
    return int(np.dot(row, _PLACES[_MOST - len(row) :])) & WORD


def numbers(game: Game) -> list[int]:
    """The state in its fixed order, as signed 64-bit numbers."""
    random = game.random - (WORD + 1) if game.random >> 63 else game.random
    row = [game.turn, game.active, game.losers, game.played, random]
    for player in game.players:
        row += (player.don_active, player.don_rested, player.don_deck)
        for unit in (player.leader, *player.characters, player.stage):
            if unit is None:
                row.append(NOTHING)
            else:
                row += _unit(unit)
        _add_areas(row, player)
    return row


def _add_areas(row: list[int], player: Player) -> None:
    for area in (player.hand, player.trash, player.deck):
        row.append(len(area))
        row += area
    row.append(len(player.life))
    row += [life.number * 2 + life.face_up for life in player.life]


def _unit(unit: Unit) -> tuple[int, ...]:
    plain = (unit.number, unit.rested, unit.don, unit.entered, unit.battle, unit.used)
    if not unit.changes:
        return (*plain, 0, 0, unit.card.power, unit.card.keywords, 0, 0)
    words = unit.mask(Changed.KEYWORDS) | (0 if unit.negated else unit.card.keywords)
    changed = (unit.changed(Changed.POWER), unit.changed(Changed.COST), unit.base_power())
    return (*plain, *changed, words, unit.mask(Changed.FORBID), unit.negated)
