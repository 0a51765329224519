"""Actions of effects, compiled: the mirror of ``rulebook.actions``."""

# ruff: noqa: PLR0911, PLR0917 - compiled code passes whole numbers and branches flatly

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.changing import add_change
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.leaving import lose_life, may_leave
from tcb_analytics.simulator.compiled.looking import (
    peek_life,
    reshuffle_hand,
    search,
    to_bottom,
    to_top,
    turn_life,
)
from tcb_analytics.simulator.compiled.memory import remember
from tcb_analytics.simulator.compiled.moving import (
    add_don,
    add_life,
    draw,
    enter_field,
    give_don,
    hold,
    ko,
    rest,
    return_don,
    take,
    to_trash,
    trash_unit,
)
from tcb_analytics.simulator.compiled.picking import (
    LOOSE,
    begin_picking,
    next_pick,
    picked_number,
)
from tcb_analytics.simulator.compiled.reading import (
    FIELD,
    SETTLED,
    amount_of,
    forbidden,
    player_at,
    target_at,
    unit_at,
)
from tcb_analytics.simulator.compiled.settling import settle, touch


@inner
def perform(s: Ints, t: Table, x: int, q: int) -> bool:
    """Do one action of the ability at ``q``; whether it was performed in full."""
    kind, target = t[x + at.X_KIND], t[x + at.X_TARGET]
    settle(s, t)
    if kind in (w.DO_DRAW, w.DO_ADD_DON, w.DO_RETURN_DON, w.DO_DAMAGE, w.DO_RESHUFFLE_HAND):
        return _for_players(s, t, x, q, kind)
    if kind == w.DO_DISCOUNT_NEXT:
        return target >= 0 and _discount(s, t, x, q, amount_of(s, t, x, q, SETTLED), 1)
    if kind == w.DO_STOP_BLOCKERS:
        return target >= 0 and _stop_blockers(s, t, x, q)
    if kind == w.DO_PEEK_LIFE:
        return peek_life(s, t, x, q)
    if kind == w.DO_TURN_LIFE:
        return turn_life(s, t, x, q)
    if target < 0:
        return False
    g = target_at(t, target)
    if t[g + at.G_PLACES] & w.IN_DON:
        return _cost_area(s, t, g, q, kind)
    if kind == w.DO_COST and t[g + at.G_PLACES] == w.IN_HAND:
        return _discount(s, t, x, q, -amount_of(s, t, x, q, SETTLED), 0)
    if kind == w.DO_SEARCH:
        return search(s, t, x, q)
    return _on_cards(s, t, x, g, q)


@inner
def _on_cards(s: Ints, t: Table, x: int, g: int, q: int) -> bool:
    """Act on the cards that a target picks, one after another."""
    begin_picking(s, t, g, q)
    done = 0
    place = next_pick(s, t, x, g, q)
    while place >= 0:
        seat, area, position = place >> 10, (place >> 6) & 15, place & (at.ZONE - 1)
        done += act(s, t, x, q, seat, area, position, picked_number(s, t, x, q, place))
        place = next_pick(s, t, x, g, q)
    if t[g + at.G_PICK] == w.PICK_CHOOSE and not t[g + at.G_UP_TO]:
        return done >= t[g + at.G_COUNT]
    return done > 0


@inner
def _for_players(s: Ints, t: Table, x: int, q: int, kind: int) -> bool:
    """Actions that befall players: the owner of the ability first."""
    owners, places, done = w.OF_YOU, 0, True
    if t[x + at.X_TARGET] >= 0:
        g = target_at(t, t[x + at.X_TARGET])
        owners, places = t[g + at.G_OWNER], t[g + at.G_PLACES] & w.IN_DON
    amount = amount_of(s, t, x, q, SETTLED)
    if kind == w.DO_ADD_DON:
        p = player_at(s[q + at.Q_OWNER])
        return add_don(s, p, amount, t[x + at.X_FLAG]) > 0
    for side in range(2):
        if not owners >> side & 1:
            continue
        seat = s[q + at.Q_OWNER] if side == 0 else 1 - s[q + at.Q_OWNER]
        if kind == w.DO_DRAW:
            draw(s, player_at(seat), amount)
        elif kind == w.DO_RETURN_DON:
            done &= return_don(s, t, seat, amount, places or w.IN_DON) >= amount
        elif kind == w.DO_DAMAGE:
            _damage(s, t, seat, amount)
        else:
            reshuffle_hand(s, player_at(seat))
    return amount > 0 if kind == w.DO_DRAW else done


@inner
def _damage(s: Ints, t: Table, seat: int, amount: int) -> None:
    for _ in range(amount):
        if s[player_at(seat) + at.LIFE_COUNT] > 0:
            lose_life(s, t, seat, False)
        else:
            s[at.LOSERS] |= 1 << seat


@inner
def _discount(s: Ints, t: Table, x: int, q: int, amount: int, once: int) -> bool:
    p = player_at(s[q + at.Q_OWNER])
    if s[p + at.DISCOUNTS] < 8:
        row = p + at.DISCOUNT_ROWS + s[p + at.DISCOUNTS] * at.DISCOUNT_WIDTH
        s[row] = t[x + at.X_TARGET]
        s[row + 1] = amount
        s[row + 2] = once
        s[p + at.DISCOUNTS] += 1
    return True


@inner
def _stop_blockers(s: Ints, t: Table, x: int, q: int) -> bool:
    if s[at.BANS] < 8:
        row = at.BAN_ROWS + s[at.BANS] * at.BAN_WIDTH
        s[row] = s[q + at.Q_OWNER]
        s[row + 1] = t[x + at.X_TARGET]
        s[row + 2] = 0 if t[x + at.X_DURATION] == w.FOR_BATTLE else s[at.TURN]
        s[at.BANS] += 1
    return True


@inner
def _cost_area(s: Ints, t: Table, g: int, q: int, kind: int) -> bool:
    """Rest or stand DON!! in the cost area."""
    seat = s[q + at.Q_OWNER]
    if not t[g + at.G_OWNER] & w.OF_YOU:
        seat = 1 - seat
    p, wanted = player_at(seat), t[g + at.G_COUNT]
    source = p + at.DON_ACTIVE if kind == w.DO_REST else p + at.DON_RESTED
    to = p + at.DON_RESTED if kind == w.DO_REST else p + at.DON_ACTIVE
    moved = min(wanted, s[source])
    s[source] -= moved
    s[to] += moved
    touch(s, w.IN_DON)
    return moved > 0 if t[g + at.G_UP_TO] else moved >= wanted


@inner
def act(
    s: Ints, t: Table, x: int, q: int, seat: int, area: int, position: int, number: int
) -> bool:
    """Do an action to one card; whether anything came of it."""
    kind = t[x + at.X_KIND]
    if kind == w.DO_REVEAL:
        u, uid = -1, -1
        if area == FIELD:
            u = unit_at(seat, position)
            uid = s[u + at.UID]
        remember(s, seat, number, u, uid)
        return True
    if not is_unit_action(kind):
        return _move(s, t, x, q, seat, area, position, number)
    if area != FIELD:
        return False
    u = unit_at(seat, position)
    if not _act_on_unit(s, t, x, q, u, kind):
        return False
    remember(s, seat, number, u, s[u + at.UID])
    return True


@inner
def is_unit_action(kind: int) -> bool:
    """Whether an action changes a card where it stands."""
    if kind in (w.DO_POWER, w.DO_COST, w.DO_SET_POWER, w.DO_KEYWORDS, w.DO_FORBID):
        return True
    return kind in (w.DO_NEGATE, w.DO_GIVE_DON, w.DO_REST, w.DO_STAND)


@inner
def _act_on_unit(s: Ints, t: Table, x: int, q: int, u: int, kind: int) -> bool:
    settle(s, t)
    if kind == w.DO_GIVE_DON:
        amount = amount_of(s, t, x, q, SETTLED)
        rested = amount if t[x + at.X_SOURCE] & w.IN_DON_RESTED else 0
        active = amount if t[x + at.X_SOURCE] & w.IN_DON_ACTIVE else 0
        return give_don(s, t, u, amount, rested, active) > 0
    if kind == w.DO_REST:
        bans = forbidden(s, u)
        if s[u + at.RESTED] or bans & w.NO_REST:
            return False
        if s[q + at.Q_OWNER] != s[u + at.OWNER] and bans & w.NO_OPPONENT_REST:
            return False
        rest(s, t, u)
        return True
    if kind == w.DO_STAND:
        if not s[u + at.RESTED]:
            return False
        s[u + at.RESTED] = 0
        touch(s, at.RESTING)
        return True
    add_change(s, t, x, q, u, kind, amount_of(s, t, x, q, SETTLED))
    return True


@inner
def _move(
    s: Ints, t: Table, x: int, q: int, seat: int, area: int, position: int, number: int
) -> bool:
    """Move one card to another area."""
    kind, u, uid = t[x + at.X_KIND], -1, -1
    if area == FIELD:
        u = unit_at(seat, position)
        uid = s[u + at.UID]
        if not may_leave(s, t, u, s[q + at.Q_OWNER], kind == w.DO_KO, False):
            return False
        if kind == w.DO_KO:
            ko(s, t, u)
        elif kind == w.DO_TRASH:
            trash_unit(s, t, u)
    if area != FIELD or (kind not in (w.DO_KO, w.DO_TRASH)):
        if area == LOOSE:
            s[q + at.Q_LOOSE] = 0
        else:
            take(s, t, seat, area, position)
        u = _put(s, t, x, seat, number)
        uid = -1
        if u >= 0:
            uid = s[u + at.UID]
    remember(s, seat, number, u, uid)
    return True


@inner
def _put(s: Ints, t: Table, x: int, seat: int, number: int) -> int:
    """Put a card that was taken where the action says; address of the unit it becomes."""
    kind, p = t[x + at.X_KIND], player_at(seat)
    if kind == w.DO_TO_HAND:
        hold(s, p, number)
    elif kind == w.DO_TO_DECK_BOTTOM:
        to_bottom(s, p, number)
    elif kind == w.DO_TO_DECK_TOP:
        to_top(s, p, number)
    elif kind == w.DO_TO_LIFE:
        add_life(s, p, number, t[x + at.X_FLAG], 0)
    elif kind == w.DO_TO_LIFE_BOTTOM:
        add_life(s, p, number, t[x + at.X_FLAG], 1)
    elif kind == w.DO_PLAY:
        u = enter_field(s, t, seat, number, t[x + at.X_FLAG])
        if u < 0:
            to_trash(s, p, number)
        return u
    else:
        to_trash(s, p, number)
    return -1
