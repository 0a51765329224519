"""Permanent effects, compiled: written into the units that they reach.

The mirror of ``permanent`` and ``hand_cost`` in ``rulebook.reading``, in the same two layers.
"""

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.reading import (
    FIELD,
    UNSET,
    all_hold,
    amount_of,
    passes_card,
    passes_unit,
    place_of,
    target_at,
    unit_at,
)
from tcb_analytics.simulator.rulebook.reading import COSTS, PLAIN


@inner
def settle(s: Ints, t: Table) -> None:
    """Bring every unit's permanent effects up to date, unless they are known to be."""
    if t[at.T_STANDING] & at.STANDS_ON_FIELD and not s[at.FRESH]:
        _settle(s, t)


@inner
def begin_thinking(s: Ints, t: Table) -> None:
    """From here on nothing changes until ``end_thinking``: settle once and for all."""
    settle(s, t)
    s[at.FRESH] = 1


@inner
def end_thinking(s: Ints) -> None:
    """From here on the state may change again."""
    s[at.FRESH] = 0


@inner
def _settle(s: Ints, t: Table) -> None:
    holders = s[at.HOLDERS]
    if holders == 0 and s[at.APPLIED] == 0:
        return
    s[at.APPLIED] = holders
    for seat in range(2):
        for space in range(at.SPACES):
            u = unit_at(seat, space)
            s[u + at.P_COST] = 0
            s[u + at.P_POWER] = 0
            s[u + at.P_BASE] = UNSET
            s[u + at.P_WORDS] = 0
            s[u + at.P_FORBIDS] = 0
    if holders:
        if t[at.T_STANDING] & at.STANDS_ON_COST:
            _layer(s, t, PLAIN)
        _layer(s, t, COSTS)


@inner
def _layer(s: Ints, t: Table, layer: int) -> None:
    for seat in range(2):
        for space in range(at.SPACES):
            u = unit_at(seat, space)
            if s[u + at.CARD] < 0 or not s[u + at.HOLDS] or s[u + at.NEGATED]:
                continue
            row = at.CARD_ROWS + s[u + at.CARD] * at.C_WIDTH
            q = at.STANDING
            s[q + at.Q_OWNER] = seat
            s[q + at.Q_NUMBER] = s[u + at.CARD]
            s[q + at.Q_UNIT] = u
            s[q + at.Q_UID] = s[u + at.UID]
            for number in range(t[row + at.C_ABILITY_COUNT]):
                _stand(s, t, t[row + at.C_ABILITIES] + number, u, layer)


@inner
def _stand(s: Ints, t: Table, ability: int, u: int, layer: int) -> None:
    """Let one permanent ability of a unit work, as far as the layer goes."""
    a = t[at.T_ABILITIES] + ability * at.A_WIDTH
    if t[a + at.A_TIMING] != w.ON_STATIC or s[u + at.DON] < t[a + at.A_DON]:
        return
    q = at.STANDING
    if not all_hold(s, t, t[a + at.A_CONDITIONS], t[a + at.A_CONDITION_COUNT], q, layer):
        return
    for number in range(t[a + at.A_ACTION_COUNT]):
        x = t[at.T_ACTIONS] + (t[a + at.A_ACTIONS] + number) * at.X_WIDTH
        if (t[x + at.X_KIND] == w.DO_COST) != (layer == PLAIN) or t[x + at.X_TARGET] < 0:
            continue
        if all_hold(s, t, t[x + at.X_CONDITIONS], t[x + at.X_CONDITION_COUNT], q, layer):
            _reach(s, t, x, u, layer)


@inner
def _reach(s: Ints, t: Table, x: int, source: int, layer: int) -> None:
    g, q = target_at(t, t[x + at.X_TARGET]), at.STANDING
    if not t[g + at.G_PLACES] & w.IN_FIELD:
        return
    amount = amount_of(s, t, x, q, layer)
    you = s[q + at.Q_OWNER]
    for seat in range(2):
        side = w.OF_YOU if seat == you else w.OF_OPPONENT
        if not t[g + at.G_OWNER] & side:
            continue
        for space in range(at.SPACES):
            u = unit_at(seat, space)
            if s[u + at.CARD] < 0 or not t[g + at.G_PLACES] & place_of(FIELD, space):
                continue
            if t[g + at.G_PICK] == w.PICK_THIS and u != source:
                continue
            if passes_unit(s, t, g, q, u, layer):
                _apply(s, t[x + at.X_KIND], u, amount)


@inner
def _apply(s: Ints, kind: int, u: int, amount: int) -> None:
    if kind == w.DO_COST:
        s[u + at.P_COST] += amount
    elif kind == w.DO_POWER:
        s[u + at.P_POWER] += amount
    elif kind == w.DO_SET_POWER:
        s[u + at.P_BASE] = amount
    elif kind == w.DO_KEYWORDS:
        s[u + at.P_WORDS] |= amount
    elif kind == w.DO_FORBID:
        s[u + at.P_FORBIDS] |= amount


@inner
def hand_cost(s: Ints, t: Table, seat: int, number: int) -> int:
    """What a card in hand costs to play now."""
    row = at.CARD_ROWS + number * at.C_WIDTH
    if not t[at.T_TIMINGS]:
        return t[row + at.C_COST]
    return _discounted(s, t, seat, number, t[row + at.C_COST])


@inner
def _discounted(s: Ints, t: Table, seat: int, number: int, value: int) -> int:
    if t[at.T_STANDING] & at.STANDS_IN_HAND:
        value += _standing_discount(s, t, seat, number)
    p = at.PLAYERS + seat * at.PLAYER_SIZE
    for each in range(s[p + at.DISCOUNTS]):
        d = p + at.DISCOUNT_ROWS + each * at.DISCOUNT_WIDTH
        q = at.STANDING
        s[q + at.Q_OWNER] = seat
        s[q + at.Q_UNIT] = -1
        if passes_card(s, t, target_at(t, s[d]), q, number, 0):
            value -= s[d + 1]
    return max(0, value)


@inner
def _standing_discount(s: Ints, t: Table, seat: int, number: int) -> int:
    row = at.CARD_ROWS + number * at.C_WIDTH
    q, total = at.STANDING, 0
    s[q + at.Q_OWNER] = seat
    s[q + at.Q_NUMBER] = number
    s[q + at.Q_UNIT] = -1
    for each in range(t[row + at.C_ABILITY_COUNT]):
        total += _discount_of(s, t, t[row + at.C_ABILITIES] + each, seat, number)
    for other in range(2):
        for space in range(at.SPACES):
            u = unit_at(other, space)
            if s[u + at.CARD] < 0 or not s[u + at.HOLDS] or s[u + at.NEGATED]:
                continue
            source = at.CARD_ROWS + s[u + at.CARD] * at.C_WIDTH
            s[q + at.Q_OWNER] = other
            s[q + at.Q_NUMBER] = s[u + at.CARD]
            s[q + at.Q_UNIT] = u
            s[q + at.Q_UID] = s[u + at.UID]
            for each in range(t[source + at.C_ABILITY_COUNT]):
                total += _discount_of(s, t, t[source + at.C_ABILITIES] + each, seat, number)
    return total


@inner
def _discount_of(s: Ints, t: Table, ability: int, seat: int, number: int) -> int:
    """What one permanent ability changes at the cost of a card in hand."""
    a, q = t[at.T_ABILITIES] + ability * at.A_WIDTH, at.STANDING
    u = s[q + at.Q_UNIT]
    if t[a + at.A_TIMING] != w.ON_STATIC:
        return 0
    if t[a + at.A_DON] and (u < 0 or s[u + at.DON] < t[a + at.A_DON]):
        return 0
    total = 0
    for each in range(t[a + at.A_ACTION_COUNT]):
        x = t[at.T_ACTIONS] + (t[a + at.A_ACTIONS] + each) * at.X_WIDTH
        if t[x + at.X_KIND] != w.DO_COST or t[x + at.X_TARGET] < 0:
            continue
        g = target_at(t, t[x + at.X_TARGET])
        side = w.OF_YOU if seat == s[q + at.Q_OWNER] else w.OF_OPPONENT
        if not t[g + at.G_PLACES] & w.IN_HAND or not t[g + at.G_OWNER] & side:
            continue
        if (t[g + at.G_PICK] == w.PICK_THIS) != (u < 0):
            continue
        if not all_hold(s, t, t[a + at.A_CONDITIONS], t[a + at.A_CONDITION_COUNT], q, PLAIN):
            continue
        if not all_hold(s, t, t[x + at.X_CONDITIONS], t[x + at.X_CONDITION_COUNT], q, PLAIN):
            continue
        if passes_card(s, t, g, q, number, 0):
            total += amount_of(s, t, x, q, PLAIN)
    return total
