"""What keeps a card on the field, and damage to Life, compiled.

The mirror of ``may_leave``, ``_replaced``, ``may_use`` and ``lose_life`` in
``rulebook.moving``.
"""

# ruff: noqa: PLR0917 - compiled functions take whole numbers by position

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.choices import payable, subject_fits, wants
from tcb_analytics.simulator.compiled.events import (
    announce_owner,
    wait,
    write_source,
    write_subject,
)
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.moving import hold, to_trash
from tcb_analytics.simulator.compiled.reading import (
    SETTLED,
    all_hold,
    forbidden,
    player_at,
    unit_at,
)
from tcb_analytics.simulator.compiled.settling import settle, touch


@inner
def may_use(s: Ints, t: Table, u: int, a: int) -> bool:
    """Whether a unit's ability works: not negated, enough DON!!, not used up this turn."""
    if s[u + at.NEGATED] or s[u + at.DON] < t[a + at.A_DON]:
        return False
    return not (t[a + at.A_ONCE] and s[u + at.USED] >> t[a + at.A_GROUP] & 1)


@inner
def conditions_hold(s: Ints, t: Table, a: int, q: int) -> bool:
    """Whether all conditions of an ability hold now."""
    settle(s, t)
    return all_hold(s, t, t[a + at.A_CONDITIONS], t[a + at.A_CONDITION_COUNT], q, SETTLED)


@inner
def may_leave(s: Ints, t: Table, u: int, by: int, knocked_out: bool, battle: bool) -> bool:
    """Whether a card leaves the field, or is protected or replaced."""
    if s[u + at.SPACE] == 0:
        return False
    settle(s, t)
    bans, foe = forbidden(s, u), by != s[u + at.OWNER]
    stops = 0
    if battle:
        stops = w.NO_BATTLE_KO
    else:
        if knocked_out:
            stops |= w.NO_EFFECT_KO
        if foe:
            stops |= w.NO_OPPONENT_REMOVAL
        if foe and knocked_out:
            stops |= w.NO_OPPONENT_KO
    if bans & stops:
        return False
    if knocked_out and _replaced(s, t, u, w.ON_INSTEAD_OF_KO):
        return False
    if not foe or battle:
        return True
    if knocked_out and _replaced(s, t, u, w.ON_INSTEAD_OF_EFFECT_KO):
        return False
    return not _replaced(s, t, u, w.ON_INSTEAD_OF_REMOVAL)


@inner
def _replaced(s: Ints, t: Table, u: int, timing: int) -> bool:
    if not t[at.T_TIMINGS] & (1 << timing):
        return False
    for side in range(2):
        seat = s[at.ACTIVE] if side == 0 else 1 - s[at.ACTIVE]
        for space in range(at.SPACES):
            holder = unit_at(seat, space)
            number = s[holder + at.CARD]
            if number < 0:
                continue
            row = at.CARD_ROWS + number * at.C_WIDTH
            if not t[row + at.C_TIMINGS] & (1 << timing):
                continue
            for each in range(t[row + at.C_ABILITY_COUNT]):
                if _replaces(s, t, t[row + at.C_ABILITIES] + each, timing, holder, u):
                    return True
    return False


@inner
def _replaces(s: Ints, t: Table, ability: int, timing: int, holder: int, u: int) -> bool:
    """Whether one ability steps in; it is then put first in the queue, already accepted."""
    a, q = t[at.T_ABILITIES] + ability * at.A_WIDTH, at.EVENT_ROW
    if t[a + at.A_TIMING] != timing or not may_use(s, t, holder, a):
        return False
    write_source(s, q, ability, s[holder + at.OWNER], s[holder + at.CARD], holder)
    write_subject(s, q, u)
    s[q + at.Q_ACCEPTED] = 1
    if _waiting(s, ability, holder) or not subject_fits(s, t, t[a + at.A_SUBJECT], q, u):
        return False
    if not conditions_hold(s, t, a, q) or not payable(s, t, a, q):
        return False
    wait(s, q, True)
    return True


@inner
def _waiting(s: Ints, ability: int, holder: int) -> bool:
    """Whether this ability of this unit waits already."""
    for each in range(s[at.QUEUE_COUNT]):
        place = (s[at.QUEUE_HEAD] + each) & (at.QUEUE_LENGTH - 1)
        row = at.QUEUE + place * at.Q_WIDTH
        same = s[row + at.Q_ABILITY] == ability and s[row + at.Q_UNIT] == holder
        if same and s[row + at.Q_UID] == s[holder + at.UID]:
            return True
    return False


@inner
def lose_life(s: Ints, t: Table, seat: int, banish: bool) -> None:
    """One damage to a leader that has Life: hand, trigger or trash."""
    p = player_at(seat)
    s[p + at.LIFE_COUNT] -= 1
    touch(s, w.IN_LIFE)
    number = s[p + at.LIFE + s[p + at.LIFE_COUNT]]
    announce_owner(s, t, w.ON_WHEN_LIFE_LOWERED, seat)
    if banish:
        to_trash(s, p, number)
        return
    row = at.CARD_ROWS + number * at.C_WIDTH
    if t[row + at.C_TIMINGS] & (1 << w.ON_TRIGGER) and _triggers(s, t, seat, number):
        return
    hold(s, p, number)


@inner
def _triggers(s: Ints, t: Table, seat: int, number: int) -> bool:
    row, q = at.CARD_ROWS + number * at.C_WIDTH, at.EVENT_ROW
    for each in range(t[row + at.C_ABILITY_COUNT]):
        ability = t[row + at.C_ABILITIES] + each
        a = t[at.T_ABILITIES] + ability * at.A_WIDTH
        if t[a + at.A_TIMING] != w.ON_TRIGGER:
            continue
        write_source(s, q, ability, seat, number, -1)
        s[q + at.Q_LOOSE] = 1
        s[q + at.Q_ACCEPTED] = 1
        usable = conditions_hold(s, t, a, q) and payable(s, t, a, q)
        if usable and wants(s, t, a, q, -1):
            wait(s, q, False)
            return True
    return False
