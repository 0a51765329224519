"""A number that two engines share if, and almost only if, they hold the same state.

The state is told as one row of whole numbers in a fixed order, folded into 64 bits. Leaves
out what follows from the rest of the state (permanent effects) and what no rule asks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from tcb_analytics.simulator.randomness import WORD
from tcb_analytics.simulator.rulebook.state import Changed, Game, Player, Unit

PRIME = 0x100000001B3
"""Multiplier of the FNV-1a hash."""
OFFSET = 0xCBF29CE484222325
"""Start of the FNV-1a hash."""
NOTHING = -1
"""Stands for an empty space."""


def fingerprint(game: Game) -> int:
    """The state of a game as 64 bits."""
    value = OFFSET
    for number in numbers(game):
        value = ((value ^ (number & WORD)) * PRIME) & WORD
        value ^= value >> 32
    return value


def numbers(game: Game) -> Iterator[int]:
    """The state in its fixed order."""
    yield from (game.turn, game.active, game.losers, game.played, game.random)
    for player in game.players:
        yield from (player.don_active, player.don_rested, player.don_deck)
        yield from _unit(player.leader)
        for unit in player.characters:
            yield from _unit(unit)
        yield from _unit(player.stage)
        yield from _areas(player)


def _areas(player: Player) -> Iterator[int]:
    for area in (player.hand, player.trash, player.deck):
        yield len(area)
        yield from area
    yield len(player.life)
    for life in player.life:
        yield life.number * 2 + life.face_up


def _unit(unit: Unit | None) -> Iterator[int]:
    if unit is None:
        yield NOTHING
        return
    yield from (unit.number, unit.rested, unit.don, unit.entered, unit.battle, unit.used)
    yield from (unit.changed(Changed.POWER), unit.changed(Changed.COST), unit.base_power())
    words = unit.mask(Changed.KEYWORDS) | (0 if unit.negated else unit.card.keywords)
    yield from (words, unit.mask(Changed.FORBID), unit.negated)
