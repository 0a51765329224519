"""The defender's decisions, compiled: blocks and counters.

The mirror of ``next_blocker``, ``next_counter`` and ``boost`` in ``rulebook.decisions``.
"""

from __future__ import annotations

from tcb_analytics.simulator.compiled import judging
from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.choices import payable
from tcb_analytics.simulator.compiled.events import write_source
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.judging import weights_at
from tcb_analytics.simulator.compiled.leaving import conditions_hold
from tcb_analytics.simulator.compiled.reading import (
    FIELD,
    SETTLED,
    cost,
    forbidden,
    keywords,
    passes_unit,
    place_of,
    player_at,
    power,
    target_at,
    unit_at,
)
from tcb_analytics.simulator.compiled.settling import hand_cost, settle
from tcb_analytics.simulator.playing_card import EVENT
from tcb_analytics.simulator.rulebook.state import CHARACTERS

_BOUND = w.NO_BLOCK | w.NO_REST


@inner
def next_blocker(s: Ints, t: Table, seat: int) -> int:
    """Address of the unit that blocks, or -1: survivors first, then the cheapest."""
    settle(s, t)
    attacker, target = s[at.ATTACKER], s[at.TARGET]
    strength = power(s, attacker, SETTLED)
    if strength < power(s, target, SETTLED) or keywords(s, attacker) & w.WORD_UNBLOCKABLE:
        return -1
    best, chosen = 0, -1
    on_leader = 1 if s[target + at.SPACE] == 0 else 0
    for space in range(CHARACTERS + 1):
        u = unit_at(seat, space)
        if s[u + at.CARD] < 0 or not keywords(s, u) & w.WORD_BLOCKER:
            continue
        if u == target or s[u + at.RESTED]:
            continue
        if forbidden(s, u) & _BOUND or _banned(s, t, u):
            continue
        survives = 1 if power(s, u, SETTLED) > strength else 0
        price, lost = cost(s, t, u, SETTLED), cost(s, t, target, SETTLED)
        life = s[player_at(seat) + at.LIFE_COUNT]
        if judging.blocks(t, weights_at(seat), on_leader, life, lost, price, survives):
            score = 1000 * survives + 100 - price
            if score > best:
                best, chosen = score, u
    return chosen


@inner
def _banned(s: Ints, t: Table, u: int) -> bool:
    q = at.ASKED
    for each in range(s[at.BANS]):
        row = at.BAN_ROWS + each * at.BAN_WIDTH
        g = target_at(t, s[row + 1])
        side = w.OF_YOU if s[u + at.OWNER] == s[row] else w.OF_OPPONENT
        write_source(s, q, -1, s[row], s[u + at.CARD], -1)
        if t[g + at.G_OWNER] & side and passes_unit(s, t, g, q, u, SETTLED):
            return True
    return False


@inner
def next_counter(s: Ints, t: Table, seat: int, spent: int) -> int:
    """Position in hand of the next card used as a counter, or -1."""
    settle(s, t)
    target = s[at.TARGET]
    missing = power(s, s[at.ATTACKER], SETTLED) - power(s, target, SETTLED) + 1
    if missing <= 0:
        return -1
    p = player_at(seat)
    on_leader = 1 if s[target + at.SPACE] == 0 else 0
    lost = cost(s, t, target, SETTLED)
    limit = (
        judging.counter_limit(t, weights_at(seat), on_leader, s[p + at.LIFE_COUNT], lost) - spent
    )
    hand = s[p + at.HAND_COUNT]
    if limit <= 0 or hand == 0:
        return -1
    total, smallest, largest = 0, -1, 0
    for position in range(hand):
        value = boost(s, t, seat, s[p + at.HAND + position], target)
        s[at.VALUES + position] = value
        total += value
        if value > s[at.VALUES + largest]:
            largest = position
        if value >= missing and (smallest < 0 or value < s[at.VALUES + smallest]):
            smallest = position
    if total < missing:
        return -1
    if smallest >= 0:
        return smallest
    if limit < hand and not _reachable(s, hand, missing, limit):
        return -1
    return largest


@inner
def _reachable(s: Ints, hand: int, missing: int, cards: int) -> bool:
    """Whether so many of the values at ``VALUES`` add up to what is missing."""
    left, taken = missing, 0
    for _ in range(cards):
        most = -1
        for position in range(hand):
            unused = not (taken >> position) & 1
            if unused and (most < 0 or s[at.VALUES + position] > s[at.VALUES + most]):
                most = position
        taken |= 1 << most
        left -= s[at.VALUES + most]
        if left <= 0:
            return True
    return False


@inner
def boost(s: Ints, t: Table, seat: int, number: int, target: int) -> int:
    """Power that a card in hand gives the target now: counter value or counter event."""
    row = at.CARD_ROWS + number * at.C_WIDTH
    if t[row + at.C_KIND] != EVENT:
        return t[row + at.C_COUNTER]
    if not t[row + at.C_TIMINGS] & (1 << w.ON_COUNTER):
        return 0
    if hand_cost(s, t, seat, number) > s[player_at(seat) + at.DON_ACTIVE]:
        return 0
    total, q = 0, at.ASKED
    for each in range(t[row + at.C_ABILITY_COUNT]):
        ability = t[row + at.C_ABILITIES] + each
        a = t[at.T_ABILITIES] + ability * at.A_WIDTH
        if t[a + at.A_TIMING] != w.ON_COUNTER:
            continue
        write_source(s, q, ability, seat, number, -1)
        if conditions_hold(s, t, a, q) and payable(s, t, a, q):
            total += _boost_of(s, t, a, q, target)
    return total


@inner
def _boost_of(s: Ints, t: Table, a: int, q: int, target: int) -> int:
    total = 0
    for each in range(t[a + at.A_ACTION_COUNT]):
        x = t[at.T_ACTIONS] + (t[a + at.A_ACTIONS] + each) * at.X_WIDTH
        if t[x + at.X_KIND] != w.DO_POWER or t[x + at.X_TARGET] < 0:
            continue
        if t[x + at.X_AMOUNT] <= 0 or t[x + at.X_GATE] != w.GATE_ALWAYS or t[x + at.X_BRANCH]:
            continue
        g = target_at(t, t[x + at.X_TARGET])
        if t[g + at.G_OWNER] == w.OF_OPPONENT:
            continue
        here = place_of(FIELD, s[target + at.SPACE]) & t[g + at.G_PLACES]
        if here and passes_unit(s, t, g, q, target, SETTLED):
            total += t[x + at.X_AMOUNT]
    return total
