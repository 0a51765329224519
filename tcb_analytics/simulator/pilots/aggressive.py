"""Aggressive: races. Cards are threats, the leader is the target, counters are for the end."""

from __future__ import annotations

from tcb_analytics.simulator.pilots.pilot import Pilot

AGGRESSIVE = Pilot(
    name="aggressive",
    mulligan_cost=3,
    mulligan_least=2,
    play_cost=10,
    play_power=5,
    play_speed=12,
    play_guard=0,
    play_effect=5,
    keep_counter=1,
    attack_reserve=2,
    counter_reserve=0,
    attack_leader=60,
    attack_character=10,
    attack_cost=6,
    attack_don=4,
    attack_press=2,
    hold_blockers=0,
    block_life=1,
    block_gain=3,
    counter_life=2,
    counter_cards=2,
    counter_cost=7,
    replace_gain=15,
)
