"""A battle, compiled: attack, block, counter and damage step, as in ``reference``."""

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.changing import wear_off
from tcb_analytics.simulator.compiled.decisions import next_attack
from tcb_analytics.simulator.compiled.defending import next_blocker, next_counter
from tcb_analytics.simulator.compiled.events import announce, announce_owner, set_off
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.leaving import lose_life, may_leave
from tcb_analytics.simulator.compiled.moving import give_don, ko, remove_at, rest, to_trash
from tcb_analytics.simulator.compiled.paying import pay_for, use_event
from tcb_analytics.simulator.compiled.reading import (
    SETTLED,
    in_play,
    keywords,
    player_at,
    power,
    unit_at,
)
from tcb_analytics.simulator.compiled.settling import settle, touch
from tcb_analytics.simulator.playing_card import EVENT
from tcb_analytics.simulator.rulebook.state import UNTIL_BATTLE_ENDS


@inner
def begin_battle(s: Ints, t: Table, seat: int) -> bool:
    """Let the pilot choose the next attack and give the DON!! for it; whether there is one."""
    attack = next_attack(s, t, seat)
    if attack < 0:
        return False
    don, pair = attack & 15, attack >> 4
    attacker, target = unit_at(seat, pair >> 3), unit_at(1 - seat, pair & 7)
    s[at.ATTACKER] = attacker
    s[at.ATTACKER_UID] = s[attacker + at.UID]
    s[at.TARGET] = target
    s[at.TARGET_UID] = s[target + at.UID]
    s[at.SPENT] = 0
    s[at.HITS] = 0
    if don:
        give_don(s, t, attacker, don, 0, don)
    return True


@inner
def still_on(s: Ints) -> bool:
    """Whether the battle goes on: both cards are there."""
    attacker = in_play(s, s[at.ATTACKER], s[at.ATTACKER_UID])
    return attacker and in_play(s, s[at.TARGET], s[at.TARGET_UID])


@inner
def attack_step(s: Ints, t: Table, seat: int) -> None:
    """Rest the attacker; abilities of attacker, then of the defender's cards."""
    attacker = s[at.ATTACKER]
    rest(s, t, attacker)
    set_off(s, t, attacker, w.ON_WHEN_ATTACKING, s[at.TARGET])
    if t[at.T_TIMINGS] & (1 << w.ON_ON_OPPONENT_ATTACK):
        for space in range(at.SPACES):
            u = unit_at(1 - seat, space)
            if s[u + at.CARD] >= 0:
                set_off(s, t, u, w.ON_ON_OPPONENT_ATTACK, attacker)


@inner
def block_step(s: Ints, t: Table, defender: int) -> None:
    """The defender may change the target to a blocker, once."""
    blocker = next_blocker(s, t, defender)
    if blocker < 0:
        return
    s[at.TARGET] = blocker
    s[at.TARGET_UID] = s[blocker + at.UID]
    rest(s, t, blocker)
    set_off(s, t, blocker, w.ON_ON_BLOCK, -1)
    announce_owner(s, t, w.ON_WHEN_BLOCKER_USED, defender)


@inner
def counter_step(s: Ints, t: Table, defender: int) -> bool:
    """The defender uses one counter or counter event; whether they wanted to."""
    position = next_counter(s, t, defender, s[at.SPENT])
    if position < 0:
        return False
    p = player_at(defender)
    s[at.SPENT] += 1
    number = s[p + at.HAND + position]
    row = at.CARD_ROWS + number * at.C_WIDTH
    if t[row + at.C_KIND] == EVENT:
        pay_for(s, t, defender, number)
        remove_at(s, p + at.HAND, p + at.HAND_COUNT, position)
        use_event(s, t, defender, number, w.ON_COUNTER)
    else:
        remove_at(s, p + at.HAND, p + at.HAND_COUNT, position)
        to_trash(s, p, number)
        s[s[at.TARGET] + at.BATTLE] += t[row + at.C_COUNTER]
        touch(s, at.POWERED)
    return True


@inner
def damage_step(s: Ints, t: Table, seat: int) -> None:
    """The attacker wins with at least the target's power."""
    settle(s, t)
    attacker, target = s[at.ATTACKER], s[at.TARGET]
    if power(s, attacker, SETTLED) < power(s, target, SETTLED):
        return
    if s[target + at.SPACE] == 0:
        _damage_leader(s, t, attacker, 1 - seat)
    elif may_leave(s, t, target, seat, True, True):
        ko(s, t, target)
        set_off(s, t, attacker, w.ON_WHEN_BATTLE_KO, -1)


@inner
def _damage_leader(s: Ints, t: Table, attacker: int, defender: int) -> None:
    """Damage to the leader: at no Life the game is lost; else ``hit`` as often as it says."""
    if s[player_at(defender) + at.LIFE_COUNT] == 0:
        s[at.LOSERS] |= 1 << defender
        return
    words = keywords(s, attacker)
    s[at.HITS] = 2 if words & w.WORD_DOUBLE_ATTACK else 1
    s[at.BANISHES] = words & w.WORD_BANISH
    announce(s, t, w.ON_WHEN_DAMAGE, attacker)


@inner
def hit(s: Ints, t: Table, defender: int) -> None:
    """One damage, if there is Life left."""
    s[at.HITS] -= 1
    if s[player_at(defender) + at.LIFE_COUNT] > 0:
        lose_life(s, t, defender, s[at.BANISHES] != 0)


@inner
def end_of_battle(s: Ints, t: Table) -> None:
    """What lasts a battle wears off."""
    s[s[at.TARGET] + at.BATTLE] = 0
    touch(s, at.POWERED)
    s[at.ATTACKER] = -1
    s[at.TARGET] = -1
    wear_off(s, t, UNTIL_BATTLE_ENDS)
