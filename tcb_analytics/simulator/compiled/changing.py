"""Changes for a time, compiled: taken on, and worn off again.

The mirror of ``Unit.change``, ``last_turn`` and ``wear_off``: a unit's rows of changes are
the truth, and its ``POWER``, ``COST``, ``BASE``, ``WORDS``, ``FORBIDS`` and ``NEGATED`` their
sums.
"""

# ruff: noqa: PLR0917 - compiled functions take whole numbers by position

from __future__ import annotations

from tcb_analytics.simulator.compiled import layout as at
from tcb_analytics.simulator.compiled import words as w
from tcb_analytics.simulator.compiled.jit import Ints, Table, inner
from tcb_analytics.simulator.compiled.reading import space_bit, unit_at
from tcb_analytics.simulator.compiled.settling import touch
from tcb_analytics.simulator.rulebook.state import MOST_CHANGES, UNTIL_BATTLE_ENDS


@inner
def last_turn(s: Ints, owner: int, duration: int, u: int) -> int:
    """Last turn of the game in which a change holds."""
    turn, own = s[at.TURN], s[at.ACTIVE] == owner
    if duration == w.FOR_BATTLE:
        return UNTIL_BATTLE_ENDS
    if duration == w.FOR_OPPONENT_TURN_END:
        return turn + (1 if own else 2)
    if duration in (w.FOR_YOUR_TURN_START, w.FOR_OPPONENT_END_PHASE):
        return turn + (1 if own else 0)
    if duration == w.FOR_YOUR_TURN_END:
        return turn + (2 if own else 1)
    if duration == w.FOR_OPPONENT_REFRESH:
        return turn + (2 if s[at.ACTIVE] == s[u + at.OWNER] else 1)
    return turn


@inner
def add_change(s: Ints, t: Table, x: int, q: int, u: int, kind: int, amount: int) -> None:
    """Take on a change for a time; a full unit drops it."""
    if s[u + at.CHANGES] >= MOST_CHANGES:
        return
    row = u + at.CHANGE_ROWS + s[u + at.CHANGES] * at.CHANGE_WIDTH
    s[row] = kind
    s[row + 1] = amount
    s[row + 2] = last_turn(s, s[q + at.Q_OWNER], t[x + at.X_DURATION], u)
    s[u + at.CHANGES] += 1
    s[at.CHANGED] |= space_bit(s[u + at.OWNER], s[u + at.SPACE])
    sum_up(s, t, u)


@inner
def sum_up(s: Ints, t: Table, u: int) -> None:
    """Bring the sums of a unit's changes up to date."""
    card = at.CARD_ROWS + s[u + at.CARD] * at.C_WIDTH
    power, cost, words, forbids, negated = 0, 0, 0, 0, 0
    base = t[card + at.C_POWER]
    for each in range(s[u + at.CHANGES]):
        row = u + at.CHANGE_ROWS + each * at.CHANGE_WIDTH
        kind, amount = s[row], s[row + 1]
        if kind == w.DO_POWER:
            power += amount
        elif kind == w.DO_COST:
            cost += amount
        elif kind == w.DO_SET_POWER:
            base = amount
        elif kind == w.DO_KEYWORDS:
            words |= amount
        elif kind == w.DO_FORBID:
            forbids |= amount
        else:
            negated = 1
    touch(s, w.IN_FIELD)
    s[u + at.POWER] = power
    s[u + at.COST] = cost
    s[u + at.BASE] = base
    s[u + at.FORBIDS] = forbids
    s[u + at.NEGATED] = negated
    s[u + at.WORDS] = words if negated else words | t[card + at.C_WORDS]


@inner
def wear_off(s: Ints, t: Table, until: int) -> None:
    """End the changes that last no longer than a turn of the game."""
    if s[at.CHANGED]:
        _wear_off(s, t, until)
    if s[at.BANS]:
        _lift_bans(s, until)


@inner
def _wear_off(s: Ints, t: Table, until: int) -> None:
    changed = s[at.CHANGED]
    s[at.CHANGED] = 0
    for each in range(2 * 8):
        if changed >> each & 1:
            u = unit_at(each >> 3, each & 7)
            _wear_off_unit(s, t, u, until)
            if s[u + at.CHANGES]:
                s[at.CHANGED] |= 1 << each


@inner
def _lift_bans(s: Ints, until: int) -> None:
    kept = 0
    for each in range(s[at.BANS]):
        row = at.BAN_ROWS + each * at.BAN_WIDTH
        if not _ends(s[row + 2], until):
            for field in range(at.BAN_WIDTH):
                s[at.BAN_ROWS + kept * at.BAN_WIDTH + field] = s[row + field]
            kept += 1
    s[at.BANS] = kept


@inner
def _wear_off_unit(s: Ints, t: Table, u: int, until: int) -> None:
    kept = 0
    for each in range(s[u + at.CHANGES]):
        row = u + at.CHANGE_ROWS + each * at.CHANGE_WIDTH
        if not _ends(s[row + 2], until):
            for field in range(at.CHANGE_WIDTH):
                s[u + at.CHANGE_ROWS + kept * at.CHANGE_WIDTH + field] = s[row + field]
            kept += 1
    if kept != s[u + at.CHANGES]:
        s[u + at.CHANGES] = kept
        sum_up(s, t, u)


@inner
def _ends(last: int, until: int) -> bool:
    if until == UNTIL_BATTLE_ENDS:
        return last == UNTIL_BATTLE_ENDS
    return last <= until
