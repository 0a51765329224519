"""Permanent effects, compiled: written into the units that they reach.

The mirror of ``permanent`` and ``hand_cost`` in ``rulebook.reading``, in the same two layers.
"""

# ruff: noqa: PLR0917 - compiled functions take whole numbers by position

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
    space_bit,
    target_at,
    unit_at,
)
from tcb_analytics.simulator.rulebook.reading import COSTS, PLAIN


@inner
def touch(s: Ints, what: int) -> None:
    """Note that something has changed: places of cards or DON!!, or another bit of ``T_READ``."""
    s[at.TOUCHED] |= what


@inner
def settle(s: Ints, t: Table) -> None:
    """Bring every unit's permanent effects up to date, unless nothing they read has changed."""
    if s[at.TOUCHED] & t[at.T_READ]:
        _settle(s, t)


@inner
def _settle(s: Ints, t: Table) -> None:
    s[at.TOUCHED] = 0
    if s[at.REACHED]:
        _forget(s, s[at.REACHED])
    if s[at.HOLDERS]:
        if t[at.T_STANDING] & at.STANDS_ON_COST:
            _layer(s, t, s[at.HOLDERS], PLAIN)
        _layer(s, t, s[at.HOLDERS], COSTS)


@inner
def _forget(s: Ints, reached: int) -> None:
    """Clear what was written to some spaces."""
    s[at.REACHED] = 0
    for each in range(2 * 8):
        if reached >> each & 1:
            u = unit_at(each >> 3, each & 7)
            s[u + at.P_COST] = 0
            s[u + at.P_POWER] = 0
            s[u + at.P_BASE] = UNSET
            s[u + at.P_WORDS] = 0
            s[u + at.P_FORBIDS] = 0


@inner
def _layer(s: Ints, t: Table, holders: int, layer: int) -> None:
    for each in range(2 * 8):
        u = unit_at(each >> 3, each & 7)
        if not holders >> each & 1 or s[u + at.NEGATED]:
            continue
        row = at.CARD_ROWS + s[u + at.CARD] * at.C_WIDTH
        q = at.STANDING
        s[q + at.Q_OWNER] = each >> 3
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
    places, owners, you = t[g + at.G_PLACES], t[g + at.G_OWNER], s[q + at.Q_OWNER]
    if not places & w.IN_FIELD:
        return
    amount = amount_of(s, t, x, q, layer)
    if t[g + at.G_PICK] == w.PICK_THIS:
        if owners & w.OF_YOU and places & place_of(FIELD, s[source + at.SPACE]):
            _apply(s, t, x, g, source, amount, layer)
        return
    for seat in range(2):
        if owners & (w.OF_YOU if seat == you else w.OF_OPPONENT):
            for space in range(at.SPACES):
                u = unit_at(seat, space)
                if s[u + at.CARD] >= 0 and places & place_of(FIELD, space):
                    _apply(s, t, x, g, u, amount, layer)


@inner
def _apply(s: Ints, t: Table, x: int, g: int, u: int, amount: int, layer: int) -> None:
    """Write what an action does to a unit, if the target admits it."""
    if not passes_unit(s, t, g, at.STANDING, u, layer):
        return
    s[at.REACHED] |= space_bit(s[u + at.OWNER], s[u + at.SPACE])
    kind = t[x + at.X_KIND]
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
    for holder in range(2 * 8):
        u = unit_at(holder >> 3, holder & 7)
        if not s[at.HOLDERS] >> holder & 1 or s[u + at.NEGATED]:
            continue
        source = at.CARD_ROWS + s[u + at.CARD] * at.C_WIDTH
        s[q + at.Q_OWNER] = holder >> 3
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
