"""Position of each of a pilot's weights in ``Pilot.numbers``.

Plain numbers, because compiled code reads them; a test holds them against the declaration
in ``pilot.py``.
"""

from __future__ import annotations

(
    MULLIGAN_COST,
    MULLIGAN_LEAST,
    PLAY_COST,
    PLAY_POWER,
    PLAY_SPEED,
    PLAY_GUARD,
    PLAY_EFFECT,
    KEEP_COUNTER,
    ATTACK_RESERVE,
    COUNTER_RESERVE,
    ATTACK_LEADER,
    ATTACK_CHARACTER,
    ATTACK_COST,
    ATTACK_DON,
    ATTACK_PRESS,
    HOLD_BLOCKERS,
    BLOCK_LIFE,
    BLOCK_GAIN,
    COUNTER_LIFE,
    COUNTER_CARDS,
    COUNTER_COST,
    REPLACE_GAIN,
) = range(22)

TRAITS = 22
"""How many weights a pilot has."""
