"""The order of the steps, compiled: one small step at a time.

The reference calls its steps from one another and resolves what waits inside each. Here every
step returns to one loop, which alone resolves what waits: the interpreter of effects is large,
and numba compiles it anew into everything that calls it.
"""

# ruff: noqa: C901 - compiled code passes whole numbers and branches flatly

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled.abilities import wait_for_delayed
from tcb_analytics.simulator.compiled.battle import (
    attack_step,
    begin_battle,
    block_step,
    counter_step,
    damage_step,
    end_of_battle,
    hit,
    still_on,
)
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.steps import (
    begin_end_phase,
    begin_turn,
    close_turn,
    don_phase,
    draw_phase,
    play_or_use,
    refresh_phase,
)
from tcb_analytics.simulator.reference import MOST_TURNS

(
    NEXT_TURN,
    REFRESH,
    DRAW,
    DON,
    MAIN,
    CHOOSE_ATTACK,
    ATTACK,
    BLOCK,
    COUNTER,
    DAMAGE,
    HIT,
    AFTER_BATTLE,
    LEFTOVERS,
    END,
    DELAYED,
    CLOSE,
) = range(16)
"""What ``advance`` does next."""


@inner
def advance(s: Ints, t: Table) -> bool:
    """Go on until something waits, somebody has lost or a traced state is to be noted.

    Returns:
        Whether the state is noted once what waits is resolved.
    """
    noted = False
    while s[at.QUEUE_COUNT] == 0 and s[at.LOSERS] == 0:
        phase = s[at.PHASE]
        if CHOOSE_ATTACK <= phase <= AFTER_BATTLE:
            noted = _fight(s, t, phase, s[at.ACTIVE])
        elif phase in (MAIN, LEFTOVERS):
            noted = _play(s, t, phase, s[at.ACTIVE])
        else:
            noted = _pass(s, t, phase, s[at.ACTIVE])
        if noted and s[at.TRACE_ON]:
            break
    return noted


@inner
def _pass(s: Ints, t: Table, phase: int, seat: int) -> bool:
    """The phases in which nobody chooses anything."""
    s[at.PHASE] = phase + 1
    if phase == NEXT_TURN:
        begin_turn(s, t)
    elif phase == REFRESH:
        refresh_phase(s, t, seat)
    elif phase == DRAW:
        draw_phase(s, seat)
    elif phase == DON:
        don_phase(s, seat)
    elif phase == END:
        begin_end_phase(s, t, seat)
    elif phase == DELAYED:
        wait_for_delayed(s)
    else:
        close_turn(s, t)
        s[at.PHASE] = NEXT_TURN
        if s[at.TURN] >= MOST_TURNS:
            s[at.LOSERS] = 3
    return phase in (REFRESH, DRAW, DON, CLOSE)


@inner
def _play(s: Ints, t: Table, phase: int, seat: int) -> bool:
    """The parts of the main phase before and after the attacks."""
    if play_or_use(s, t, seat):
        return True
    s[at.PHASE] = phase + 1
    return phase == LEFTOVERS


@inner
def _fight(s: Ints, t: Table, phase: int, seat: int) -> bool:
    """The parts of a battle."""
    s[at.PHASE] = phase + 1
    if phase == CHOOSE_ATTACK:
        if not begin_battle(s, t, seat):
            s[at.PHASE] = LEFTOVERS
        return False
    if phase == AFTER_BATTLE:
        end_of_battle(s, t)
        s[at.PHASE] = CHOOSE_ATTACK
        return False
    on = still_on(s)
    if phase == ATTACK and on:
        attack_step(s, t, seat)
    elif phase == BLOCK and on:
        block_step(s, t, 1 - seat)
    elif phase == COUNTER and on and counter_step(s, t, 1 - seat):
        s[at.PHASE] = COUNTER
        return True
    elif phase == DAMAGE and on:
        damage_step(s, t, seat)
    elif phase == HIT:
        if s[at.HITS] > 0:
            hit(s, t, 1 - seat)
        if s[at.HITS] > 0:
            s[at.PHASE] = HIT
        return s[at.PHASE] != HIT
    return False
