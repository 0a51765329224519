"""A number that two engines share if, and almost only if, they hold the same state.

The state is told as one row of whole numbers in a fixed order, and the row is read as the digits
of one number in a large odd base, modulo 2^64. Leaves out what follows from the rest of the
state (permanent effects) and what no rule asks for.
"""

from __future__ import annotations

from operator import attrgetter
from struct import pack

import numpy as np

from tcb_analytics.simulator.randomness import WORD
from tcb_analytics.simulator.rulebook.state import Changed, Game, Player, Unit

BASE = 0x2545F4914F6CDD1D
"""Base of the digits: odd, so that no digit is lost."""
NOTHING = -1
"""Stands for an empty space."""
_NO_UNIT = (NOTHING,)
_MOST = 512
_PLACES = np.array(
    [pow(BASE, place, WORD + 1) for place in range(_MOST - 1, -1, -1)], dtype=np.uint64
).astype(np.int64)


def fingerprint(game: Game) -> int:
    """The state of a game as 64 bits."""
    row = numbers(game)
    cells = np.frombuffer(pack(f"{len(row)}q", *row), dtype=np.int64)
    return int(np.dot(cells, _PLACES[_MOST - len(row) :])) & WORD


def numbers(game: Game) -> list[int]:
    """The state in its fixed order, as signed 64-bit numbers."""
    random = game.random - (WORD + 1) if game.random >> 63 else game.random
    row = [game.turn, game.active, game.losers, game.played, random]
    for player in game.players:
        row += (player.don_active, player.don_rested, player.don_deck)
        for unit in (player.leader, *player.characters, player.stage):
            row += _NO_UNIT if unit is None else _unit(unit)
        _add_areas(row, player)
    return row


def _add_areas(row: list[int], player: Player) -> None:
    for area in (player.hand, player.trash, player.deck):
        row.append(len(area))
        row += area
    row.append(len(player.life))
    row += [life.number * 2 + life.face_up for life in player.life]


_PLAIN = attrgetter(
    "number", "rested", "don", "entered", "battle", "used", "card.power", "card.keywords"
)
_UNCHANGED = (0, 0, 0, 0)


def _unit(unit: Unit) -> tuple[int, ...]:
    plain: tuple[int, ...] = _PLAIN(unit)
    if not unit.changes:
        return plain + _UNCHANGED
    words = unit.mask(Changed.KEYWORDS) | (0 if unit.negated else unit.card.keywords)
    sums = (unit.changed(Changed.POWER), unit.changed(Changed.COST), unit.mask(Changed.FORBID))
    return (*plain[:-2], unit.base_power(), words, *sums, unit.negated)
