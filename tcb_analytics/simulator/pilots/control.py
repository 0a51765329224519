"""Control: clears the board, keeps its life, and wins late."""

from __future__ import annotations

from tcb_analytics.simulator.pilots.pilot import Pilot

CONTROL = Pilot(
    name="control",
    mulligan_cost=5,
    mulligan_least=2,
    play_cost=10,
    play_power=4,
    play_speed=4,
    play_guard=12,
    play_effect=8,
    keep_counter=4,
    attack_reserve=0,
    counter_reserve=2,
    attack_leader=35,
    attack_character=30,
    attack_cost=10,
    attack_don=5,
    attack_press=0,
    hold_blockers=4,
    block_life=3,
    block_gain=1,
    counter_life=4,
    counter_cards=2,
    counter_cost=4,
    replace_gain=20,
)
