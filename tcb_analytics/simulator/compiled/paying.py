"""Paying for cards and using events, compiled: ``pay_for`` and ``use_event`` of ``reference``."""

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.events import announce_owner, wait, write_source
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.moving import to_trash
from tcb_analytics.simulator.compiled.reading import passes_card, player_at, target_at
from tcb_analytics.simulator.compiled.settling import hand_cost, touch


@inner
def pay_for(s: Ints, t: Table, seat: int, number: int) -> None:
    """Rest as many active DON!! as a card in hand costs; used discounts go."""
    p = player_at(seat)
    price = hand_cost(s, t, seat, number)
    s[p + at.DON_ACTIVE] -= price
    s[p + at.DON_RESTED] += price
    touch(s, w.IN_DON)
    kept, q = 0, at.ASKED
    for each in range(s[p + at.DISCOUNTS]):
        row = p + at.DISCOUNT_ROWS + each * at.DISCOUNT_WIDTH
        write_source(s, q, -1, seat, number, -1)
        if s[row + 2] and passes_card(s, t, target_at(t, s[row]), q, number, 0):
            continue
        for field in range(at.DISCOUNT_WIDTH):
            s[p + at.DISCOUNT_ROWS + kept * at.DISCOUNT_WIDTH + field] = s[row + field]
        kept += 1
    s[p + at.DISCOUNTS] = kept


@inner
def use_event(s: Ints, t: Table, seat: int, number: int, timing: int) -> None:
    """Trash an event and queue what it does."""
    to_trash(s, player_at(seat), number)
    row = at.CARD_ROWS + number * at.C_WIDTH
    for each in range(t[row + at.C_ABILITY_COUNT]):
        ability = t[row + at.C_ABILITIES] + each
        if t[t[at.T_ABILITIES] + ability * at.A_WIDTH + at.A_TIMING] == timing:
            write_source(s, at.EVENT_ROW, ability, seat, number, -1)
            wait(s, at.EVENT_ROW, False)
    announce_owner(s, t, w.ON_WHEN_EVENT_USED, seat)
