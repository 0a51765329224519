"""Balanced: takes what the board offers, and defends from the middle of the game on."""

from __future__ import annotations

from tcb_analytics.simulator.pilots.pilot import Pilot

BALANCED = Pilot(
    name="balanced",
    mulligan_cost=4,
    mulligan_least=2,
    play_cost=10,
    play_power=4,
    play_speed=8,
    play_guard=6,
    play_effect=6,
    keep_counter=3,
    attack_reserve=1,
    counter_reserve=1,
    attack_leader=45,
    attack_character=20,
    attack_cost=8,
    attack_don=5,
    attack_press=1,
    hold_blockers=2,
    block_life=2,
    block_gain=2,
    counter_life=3,
    counter_cards=2,
    counter_cost=5,
    replace_gain=15,
)
